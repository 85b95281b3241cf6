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
  DirectoryConflict,
  DirectoryConflictReason,
  DirectoryConflictReport,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { OrganizationChange } from '../database';
import { slices } from './slices';

/** Reasons that the catalog's module reports; others are noted on the spot. */
const REPORTED: DirectoryConflictReason[] = [
  'linked',
  'entityTaken',
  'emailShared',
];

interface ConflictRow {
  id: number;
  kind: 'user' | 'group';
  uuid: string;
  reason: DirectoryConflictReason;
  entity_ref: string;
  other_entity_ref: string;
  other_location: string | null;
  message: string;
  found_at: string;
  reported_at: string;
}

/** People and groups whose catalog entity is not simply theirs. */
export class ConflictStore {
  /** A slice of all conflicts, in the order in which they were found. */
  async list(
    tx: Knex,
    slice: { after?: ReadonlyArray<string | number>; limit: number },
  ): Promise<{
    items: DirectoryConflict[];
    totalItems: number;
    next?: number[];
  }> {
    const { after, limit } = slice;
    const present = () =>
      tx<ConflictRow>('directory_conflicts').where(any =>
        any
          .whereIn('uuid', tx('users').select('uuid'))
          .orWhereIn('uuid', tx('groups').select('uuid')),
      );
    const counted = await present().count({ count: '*' }).first();
    const rows: ConflictRow[] = await present()
      .modify(query => after && query.where('id', '>', after[0]))
      .orderBy('id')
      .limit(limit + 1);
    const kept = rows.slice(0, limit);
    return {
      items: kept.map(toConflict),
      totalItems: Number(counted?.count ?? 0),
      next: rows.length > limit ? [kept[kept.length - 1].id] : undefined,
    };
  }

  /**
   * Takes in what the catalog's module found. People for whom another entity
   * stands are known by its reference from now on.
   *
   * @returns when it was taken in
   */
  async report(
    change: OrganizationChange,
    { conflicts, resolved, completeSince }: DirectoryConflictReport,
  ): Promise<{ reportedAt: string; links: number }> {
    const { tx } = change;
    const reportedAt = new Date().toISOString();
    const before = await countLinks(tx);
    const ids = [...resolved, ...conflicts.map(({ id }) => id)];
    for (const slice of slices(conflicts)) {
      await tx('directory_conflicts')
        .insert(slice.map(conflict => toRow(conflict, reportedAt)))
        .onConflict(['uuid', 'reason'])
        .merge([
          'entity_ref',
          'other_entity_ref',
          'other_location',
          'message',
          'reported_at',
        ]);
    }
    for (const slice of slices(ids)) {
      await reportedBefore(tx, reportedAt).whereIn('uuid', slice).delete();
    }
    if (completeSince !== undefined) {
      await reportedBefore(tx, completeSince).delete();
      await linkUsers(tx('users').whereNotNull('catalog_ref'));
    }
    for (const slice of slices(ids)) {
      await linkUsers(tx('users').whereIn('uuid', slice));
    }
    return { reportedAt, links: (await countLinks(tx)) - before };
  }
}

/**
 * Without those of deprovisioned people: nothing is reported about them any
 * more, and they stay refused as the entity that stood for them.
 */
function reportedBefore(tx: Knex, time: string): Knex.QueryBuilder {
  return tx('directory_conflicts')
    .whereIn('reason', REPORTED)
    .where('reported_at', '<', time)
    .whereNotIn(
      'uuid',
      tx('users')
        .where(absent => absent.where('active', false).orWhere('member', false))
        .select('uuid'),
    );
}

/** Says of people which entity stands for them, if it is not named after them. */
async function linkUsers(users: Knex.QueryBuilder): Promise<void> {
  await users.update({
    catalog_ref: users.client.raw(
      `(select c.other_entity_ref from directory_conflicts c
        where c.uuid = users.uuid and c.reason = 'linked'
        and c.other_entity_ref <> c.entity_ref)`,
    ),
  });
}

async function countLinks(tx: Knex): Promise<number> {
  const counted = await tx('users')
    .whereNotNull('catalog_ref')
    .count({ count: '*' })
    .first();
  return Number(counted?.count ?? 0);
}

function toRow(
  conflict: DirectoryConflict,
  reportedAt: string,
): Omit<ConflictRow, 'id'> {
  return {
    kind: conflict.kind,
    uuid: conflict.id,
    reason: conflict.reason,
    entity_ref: conflict.entityRef,
    other_entity_ref: conflict.otherEntityRef,
    other_location: conflict.otherLocation ?? null,
    message: conflict.message,
    found_at: reportedAt,
    reported_at: reportedAt,
  };
}

function toConflict(row: ConflictRow): DirectoryConflict {
  return {
    kind: row.kind,
    id: row.uuid,
    entityRef: row.entity_ref,
    reason: row.reason,
    otherEntityRef: row.other_entity_ref,
    otherLocation: row.other_location ?? undefined,
    message: row.message,
  };
}
