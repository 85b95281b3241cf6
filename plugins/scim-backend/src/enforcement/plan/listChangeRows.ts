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

import { PlanChange, UserSummary } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { Slice, Sliced } from '../../access';
import { toSliced } from '../../access/pagedRows';
import { changesAt, countChanges, searchChanges } from './changeRows';
import { findPlanNames } from './findPlanNames';
import { assertSearchable } from './listRows';
import { PlanChangeRow } from './planRows';
import { readPlanNames } from './readPlanNames';

/**
 * A slice of the change rows of a plan, as they were stored.
 *
 * @param plan - row id
 */
export async function listChangeRows(
  tx: Knex,
  plan: number,
  slice: Slice,
): Promise<Sliced<PlanChange>> {
  const { after, limit, search } = slice;
  assertSearchable(search);
  const start = after ? Number(after[0]) + 1 : 0;
  const { total, found } = search
    ? await searchChanges(
        tx,
        plan,
        {
          users: new Set(await findPlanNames(tx, plan, 'user', search)),
          resources: new Set(await findPlanNames(tx, plan, 'resource', search)),
        },
        start,
        limit + 1,
      )
    : {
        total: await countChanges(tx, plan),
        found: await changesAt(tx, plan, start, limit + 1),
      };
  const toChange = await changeReader(tx, plan, found);
  return toSliced(found, {
    limit,
    totalItems: total,
    position: row => [row.position],
    item: toChange,
  });
}

/** Reads the names in change rows, and with them what the rows say. */
export async function changeReader(
  tx: Knex,
  plan: number,
  rows: PlanChangeRow[],
): Promise<(row: PlanChangeRow) => PlanChange> {
  const names = await readPlanNames(tx, plan, rows);
  return row => {
    const { summary, roles } = names.resource(row.resource_id);
    const user: UserSummary = names.user(row.user_id);
    return {
      user,
      resource: summary,
      oldRole: row.old_role ?? undefined,
      newRole: row.new_role ?? undefined,
      ...names.origins(row.origins, roles),
    };
  };
}
