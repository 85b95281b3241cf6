/*
 * Copyright 2026 The Backstage SCIM Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { AccessModel, GuardResult } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { EnforcementSettings } from './EnforcementSettings';
import { allGuards, Guard, guardFacts, readDirectoryHealth } from './guards';
import {
  OverrideRow,
  PlanDecisions,
  PlanDraft,
  PlanRow,
  withOverrides,
} from './plan';

/** Asks the guards. */
export class PlanJudging {
  readonly #guards: Guard[];

  constructor(
    private readonly options: {
      model: AccessModel;
      settings: EnforcementSettings;
      decisions: PlanDecisions;
    },
  ) {
    this.#guards = allGuards(options.settings.guards);
  }

  /** A guard by its name. */
  find(name: string): Guard | undefined {
    return this.#guards.find(guard => guard.name === name);
  }

  /** Names of all guards. */
  get names(): string[] {
    return this.#guards.map(({ name }) => name);
  }

  /**
   * What the guards say of a draft.
   *
   * @param stored - the plan that was made of it, if it was; then what people
   * overrode for it is marked
   */
  async judge(
    tx: Knex,
    draft: PlanDraft,
    actor: string,
    stored?: PlanRow,
  ): Promise<GuardResult[]> {
    const { model, settings, decisions } = this.options;
    const { pushExpectedWithinMs, emptiedWithinMs } =
      settings.guards.directoryHealth;
    const facts = guardFacts(draft, {
      model,
      actor,
      health: await readDirectoryHealth(tx, {
        pushExpectedWithinMs,
        emptiedWithinMs,
        before: stored?.id,
      }),
      sources: draft.sources,
      permissionsEnabled: settings.permissionsEnabled,
    });
    const results = this.#guards.map(guard => ({
      guard: guard.name,
      ...guard.check(facts),
      overridable: guard.overridable,
    }));
    return stored
      ? withOverrides(
          results,
          this.#forCaller(await decisions.overrides(tx, stored), stored, actor),
        )
      : results;
  }

  /** What was overridden of one caller does not hold for another one. */
  #forCaller(
    overrides: Map<string, OverrideRow>,
    plan: PlanRow,
    actor: string,
  ): Map<string, OverrideRow> {
    return actor === plan.created_by
      ? overrides
      : new Map(
          [...overrides].filter(([name]) => !this.find(name)?.aboutCaller),
        );
  }
}

/** The guards that keep a plan from being applied. */
export function refusing(guards: GuardResult[]): GuardResult[] {
  return guards.filter(
    ({ outcome, overridden }) => outcome === 'block' && !overridden,
  );
}
