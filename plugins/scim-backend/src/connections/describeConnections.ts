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
  ConnectionSummary,
  ConnectionToken,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { ConnectionRow } from '../database';
import { toConnection } from './Connection';
import { expiresSoon } from './tokenLifetime';

const DAY = 86_400_000;

/** What answers say of these connections. */
export async function describeConnections(
  tx: Knex,
  rows: ConnectionRow[],
): Promise<ConnectionSummary[]> {
  const yesterday = new Date(Date.now() - DAY).toISOString();
  const users = await countBy(tx, 'users');
  const groups = await countBy(tx, 'groups', query =>
    query.where('linked', true),
  );
  const waiting = await countBy(tx, 'groups', query =>
    query.where('linked', false),
  );
  const requests = await countBy(tx, 'link_requests');
  const errors = await countBy(tx, 'connection_errors', query =>
    query.where('at', '>=', yesterday),
  );
  return rows.map(row => {
    const { id, uuid, ...connection } = toConnection(row);
    return {
      ...connection,
      id: uuid,
      declared: Boolean(row.configured),
      createdAt: row.created_at,
      activatedAt: row.activated_at ?? undefined,
      lastRequestAt: row.last_push_at ?? undefined,
      token: describeToken(row, 'token'),
      nextToken: describeToken(row, 'next_token'),
      counts: {
        users: users.get(id) ?? 0,
        groups: groups.get(id) ?? 0,
        groupsWaiting: waiting.get(id) ?? 0,
        usersWaiting: requests.get(id) ?? 0,
        recentErrors: errors.get(id) ?? 0,
      },
    };
  });
}

function describeToken(
  row: ConnectionRow,
  token: 'token' | 'next_token',
): ConnectionToken | undefined {
  if (row[`${token}_hash`] === null) {
    return undefined;
  }
  const expiresAt = row[`${token}_expires_at`];
  return {
    hint: row[`${token}_hint`] ?? '',
    createdAt: row[`${token}_created_at`] ?? undefined,
    expiresAt: expiresAt ?? undefined,
    expiresSoon: expiresAt !== null && expiresSoon(expiresAt),
    lastUsedAt: row[`${token}_used_at`] ?? undefined,
    uses: row[`${token}_uses`],
  };
}

async function countBy(
  tx: Knex,
  table: string,
  narrow: (query: Knex.QueryBuilder) => void = () => {},
): Promise<Map<number, number>> {
  const rows = await tx(table)
    .whereNotNull('connection_id')
    .modify(narrow)
    .groupBy('connection_id')
    .select('connection_id')
    .count({ count: '*' });
  return new Map(
    rows.map((row: { connection_id: number; count: number | string }) => [
      Number(row.connection_id),
      Number(row.count),
    ]),
  );
}
