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

import type {
  PackedBindings,
  SnapshotSink,
} from '@backstage-scim/plugin-scim-node';
import { Knex } from 'knex';
import { PackedNumbers, packedNumbers, unpackNumbers } from './packedNumbers';
import { readSlices, sliceSize } from './readSlices';

interface PackedRow {
  principal_type: PackedBindings['principalType'];
  role: string;
  count: number | string;
  last: number;
  resources: PackedNumbers;
  principals: PackedNumbers;
}

/** Reads all role bindings but those of service accounts. */
export async function readLocalBindings(
  tx: Knex,
  sink: SnapshotSink,
  signal: AbortSignal,
): Promise<void> {
  const size = sliceSize(tx);
  let last = 0;
  await readSlices(signal, async () => {
    const slice = tx('bindings')
      .select('id', 'role', 'resource_id')
      .select(
        tx.raw('coalesce(user_id, group_id, portal_role_id) as principal_id'),
        tx.raw(
          `case when user_id is not null then 'user' ` +
            `when group_id is not null then 'group' ` +
            `else 'portalRole' end as principal_type`,
        ),
      )
      .where('id', '>', last)
      // Not by the column of service accounts: SQLite would go by its index.
      .whereRaw('coalesce(user_id, group_id, portal_role_id) is not null')
      .orderBy('id')
      .limit(size)
      .as('slice');
    const rows: PackedRow[] = await tx
      .from(slice)
      .select('principal_type', 'role')
      .count({ count: '*' })
      .max({ last: 'id' })
      .select({
        resources: packedNumbers(tx, 'resource_id'),
        principals: packedNumbers(tx, 'principal_id'),
      })
      .groupBy('principal_type', 'role');
    let read = 0;
    for (const row of rows) {
      read += Number(row.count);
      last = Math.max(last, row.last);
    }
    return {
      more: read === size,
      take: () => rows.forEach(row => sink.addPackedBindings(unpack(row))),
    };
  });
}

function unpack(row: PackedRow): PackedBindings {
  const count = Number(row.count);
  return {
    principalType: row.principal_type,
    role: row.role,
    resources: unpackNumbers(row.resources, count),
    principals: unpackNumbers(row.principals, count),
  };
}
