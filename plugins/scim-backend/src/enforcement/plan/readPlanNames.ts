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
import type { PackedColumns } from '../../access/localSource';
import { toUserSummary } from '../../directory';
import { slices } from '../../directory/slices';
import type { SnapshotUser } from '../snapshot';
import { decodeOrigins, originIds, Origins } from './decodeOrigins';
import type { NamedResource } from './planNames';
import { NAMES_PAGE, PlanChangeRow, PlanNamesRow } from './planRows';

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
  const ids: Record<PlanNamesRow['kind'], number[]> = {
    user: rows.map(row => row.user_id),
    resource: rows.map(row => row.resource_id),
    group: inOrigins.flatMap(({ groups }) => groups),
    portalRole: inOrigins.flatMap(({ portalRoles }) => portalRoles),
  };
  const found = new Map<string, any>();
  for (const [kind, named] of Object.entries(ids)) {
    const wanted = new Set(named);
    const pages = new Set(named.map(id => Math.floor(id / NAMES_PAGE)));
    for (const slice of slices([...pages])) {
      const read: PlanNamesRow[] = await tx('plan_name_pages')
        .where({ plan_id: plan, kind })
        .whereIn('page', slice)
        .select('details');
      for (const { details } of read) {
        for (const [id, detail] of detailsOf(JSON.parse(details), wanted)) {
          found.set(`${kind}${id}`, detail);
        }
      }
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

type PackedPeople = PackedColumns<SnapshotUser>;

/** What a page says of those that are wanted. */
function detailsOf(
  details: Record<string, unknown> | PackedPeople,
  wanted: Set<number>,
): Array<[id: number, detail: unknown]> {
  return isOfPeople(details)
    ? details.id
        .map((id, place): [number, number] => [id, place])
        .filter(([id]) => wanted.has(id))
        .map(([id, place]) => [id, summaryAt(details, place)])
    : Object.entries(details)
        .map(([id, detail]): [number, unknown] => [Number(id), detail])
        .filter(([id]) => wanted.has(id));
}

function isOfPeople(details: object): details is PackedPeople {
  return 'id' in details;
}

function summaryAt(people: PackedPeople, place: number): UserSummary {
  const columns = Object.entries(people);
  const user = Object.fromEntries(
    columns.map(([column, values]) => [column, values[place]]),
  ) as unknown as SnapshotUser;
  return toUserSummary(user, user.connection);
}
