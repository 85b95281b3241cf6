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

import { UserSummary } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { slices } from '../../directory/slices';
import { decodeOrigins, originIds, Origins } from './decodeOrigins';
import { PlanChangeRow, PlanNameRow } from './planRows';
import type { NamedResource } from './storeRows';

/** What the ids in some change rows of a plan stand for. */
export interface PlanNames {
  user(id: number): UserSummary;
  resource(id: number): NamedResource;
  origins(text: string, roles: readonly string[]): Origins;
}

/** @param plan - row id */
export async function readPlanNames(
  tx: Knex,
  plan: number,
  rows: PlanChangeRow[],
): Promise<PlanNames> {
  const inOrigins = rows.map(({ origins }) => originIds(origins));
  const ids: Record<PlanNameRow['kind'], number[]> = {
    user: rows.map(row => row.user_id),
    resource: rows.map(row => row.resource_id),
    group: inOrigins.flatMap(({ groups }) => groups),
    portalRole: inOrigins.flatMap(({ portalRoles }) => portalRoles),
  };
  const found = new Map<string, any>();
  for (const [kind, named] of Object.entries(ids)) {
    for (const slice of slices([...new Set(named)])) {
      const names: PlanNameRow[] = await tx('plan_names')
        .where({ plan_id: plan, kind })
        .whereIn('id', slice)
        .select('id', 'detail');
      names.forEach(({ id, detail }) =>
        found.set(`${kind}${id}`, JSON.parse(detail)),
      );
    }
  }
  const group = (id: number) => found.get(`group${id}`);
  const portalRole = (id: number) => found.get(`portalRole${id}`);
  return {
    user: id => found.get(`user${id}`),
    resource: id => found.get(`resource${id}`),
    origins: (text, roles) => decodeOrigins(text, roles, { group, portalRole }),
  };
}
