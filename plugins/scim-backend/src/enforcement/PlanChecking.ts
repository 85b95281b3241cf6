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
  PlanScope,
  PlanSource,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { EnforcementSettings } from './EnforcementSettings';
import {
  digestModel,
  Moving,
  PlanBasis,
  PlanRow,
  PlanSummary,
  readState,
  requireBasis,
  sortedIds,
} from './plan';
import { readExempt } from './snapshot/readPeople';

/** What is carried out: a stored plan, read. */
export interface CheckedPlan {
  row: PlanRow;
  counts: PlanSummary['counts'];
  sources: PlanSource[];
  basis: PlanBasis;
  /** Which role bindings it moves. */
  moving: Moving;
}

/** Finds out whether a stored plan is still what making it again would give. */
export class PlanChecking {
  constructor(
    private readonly options: {
      model: AccessModel;
      settings: EnforcementSettings;
    },
  ) {}

  /** @throws StalePlanError if it is of another version */
  read(row: PlanRow): CheckedPlan {
    const basis = requireBasis(row);
    const { counts, sources }: PlanSummary = JSON.parse(row.summary);
    const scope: PlanScope | undefined =
      row.scope === null ? undefined : JSON.parse(row.scope);
    const moving =
      row.rollback_of === null
        ? { exempt: basis.exempt, scope }
        : { undone: row.rollback_of };
    return { row, counts, sources, basis, moving };
  }

  /**
   * Whether it was made from what is stored and set now. The revision tells of
   * every write; this tells also of what went around it, such as a change by
   * hand or another configuration.
   */
  async isCurrent(tx: Knex, { basis, moving }: CheckedPlan): Promise<boolean> {
    const { model, settings } = this.options;
    const exempt = await readExempt(tx, settings.exemptUsers);
    return (
      basis.model === digestModel(model) &&
      isDeepStrictEqual(basis.exempt, sortedIds(exempt.map(({ id }) => id))) &&
      isDeepStrictEqual(basis.state, await readState(tx, moving))
    );
  }
}
