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

import {
  AccessModel,
  GuardResult,
  PlanSource,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { EffectiveAccess, type ResourceStore } from '../access';
import { isSameActor } from './isSameActor';
import { EnforcementSettings } from './EnforcementSettings';
import {
  allGuards,
  DirectoryHealth,
  draftFacts,
  Guard,
  PlanFacts,
  readDirectoryHealth,
  storedFacts,
} from './guards';
import {
  Administrators,
  OverrideRow,
  PlanDecisions,
  PlanDraft,
  PlanRow,
  withOverrides,
} from './plan';

/** Asks the guards. */
export class PlanJudging {
  readonly #guards: Guard[];
  readonly #access: EffectiveAccess;

  constructor(
    private readonly options: {
      model: AccessModel;
      resources: ResourceStore;
      settings: EnforcementSettings;
      decisions: PlanDecisions;
    },
  ) {
    const { settings } = options;
    this.#guards = allGuards(settings.guards);
    this.#access = new EffectiveAccess({
      ...options,
      exemptUsers: settings.exemptUsers,
    });
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
   * What tells whether the directory can be trusted.
   *
   * @param plan - absent for a plan that is being made
   */
  readHealth(tx: Knex, plan?: PlanRow): Promise<DirectoryHealth> {
    const { pushExpectedWithinMs, emptiedWithinMs } =
      this.options.settings.guards.directoryHealth;
    return readDirectoryHealth(tx, {
      pushExpectedWithinMs,
      emptiedWithinMs,
      before: plan?.id,
    });
  }

  /** What the guards say of a draft, and how many administrators it leaves. */
  async judgeDraft(
    tx: Knex,
    draft: PlanDraft,
    by: { actor: string; health: DirectoryHealth },
  ): Promise<{ guards: GuardResult[]; administrators: Administrators }> {
    const facts = await draftFacts(tx, draft, by.actor);
    return {
      guards: this.#check(facts, by.health),
      administrators: facts.administrators,
    };
  }

  /**
   * What the guards say of a stored plan, while what it was made from is the
   * same. What people overrode for it is marked.
   */
  async judge(
    tx: Knex,
    plan: PlanRow,
    by: {
      actor: string;
      administrators: Administrators;
      sources: PlanSource[];
    },
  ): Promise<GuardResult[]> {
    const { model, decisions } = this.options;
    const facts = await storedFacts(tx, plan, {
      ...by,
      model,
      access: this.#access,
    });
    const overrides = await decisions.overrides(tx, plan);
    return withOverrides(
      this.#check(facts, await this.readHealth(tx, plan)),
      this.#forCaller(overrides, plan, by.actor),
    );
  }

  #check(facts: PlanFacts, health: DirectoryHealth): GuardResult[] {
    const { model, settings } = this.options;
    const { type, role } = model.administrator;
    return this.#guards.map(guard => ({
      guard: guard.name,
      ...guard.check({
        ...facts,
        administratorRole: `${type} ${role}`,
        health,
        permissionsEnabled: settings.permissionsEnabled,
      }),
      overridable: guard.overridable,
    }));
  }

  /** What was overridden of one caller does not hold for another one. */
  #forCaller(
    overrides: Map<string, OverrideRow>,
    plan: PlanRow,
    actor: string,
  ): Map<string, OverrideRow> {
    return isSameActor(actor, plan.created_by)
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
