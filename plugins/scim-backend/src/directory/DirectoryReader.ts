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

import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  DirectoryChange,
  DirectoryChanges,
  DirectoryGroup,
  DirectoryPage,
  DirectoryUser,
} from '@backstage-scim/plugin-scim-common';
import type { ScimDatabase } from '../database';
import { readDirectoryGroups, readDirectoryUsers } from './directoryEntries';
import { slices } from './slices';

/** Users or groups on a page of the whole directory. */
const PAGE_SIZE = 250;

/** Entries of the change feed in a slice, unless asked for otherwise. */
const DEFAULT_LIMIT = 500;

/** Where a walk through the whole directory has got to. */
interface Position {
  /** Revision at the first page. */
  revision: number;
  kind: 'user' | 'group';
  /** Row id of the last one read. */
  after: number;
}

interface FeedRow {
  id: number;
  revision: number;
  kind: 'user' | 'group';
  uuid: string;
  entity_name: string;
}

/** The directory as the catalog and other back ends see it. */
export class DirectoryReader {
  constructor(private readonly database: ScimDatabase) {}

  /**
   * What changed after revision `since`, in order, each with its present state.
   * A slice ends with a whole revision, so it may be longer than `limit`.
   */
  async listChanges(options: {
    since: number;
    limit?: number;
  }): Promise<DirectoryChanges> {
    const { since, limit = DEFAULT_LIMIT } = options;
    return this.database.read(async tx => {
      const { revision: present } = await tx('organization').first('revision');
      const end = await endOfSlice(tx, since, limit);
      const rows = await tx<FeedRow>('change_feed')
        .where('revision', '>', since)
        .where('revision', '<=', end ?? present)
        .orderBy('id');
      return {
        changes: await describe(tx, withoutRepeats(rows)),
        revision: end ?? present,
        more: end !== undefined,
      };
    });
  }

  /**
   * A page of everybody and everything the catalog shows.
   *
   * @throws InputError if the cursor is not one of this listing
   */
  async listPage(options: { cursor?: string } = {}): Promise<DirectoryPage> {
    return this.database.read(async tx => {
      const position = options.cursor
        ? decodeCursor(options.cursor)
        : await firstPosition(tx);
      return position.kind === 'user'
        ? readUsers(tx, position)
        : readGroups(tx, position);
    });
  }
}

/** The last revision of the slice, or nothing if the slice takes all there is. */
async function endOfSlice(
  tx: Knex,
  since: number,
  limit: number,
): Promise<number | undefined> {
  const last = await tx<FeedRow>('change_feed')
    .where('revision', '>', since)
    .orderBy('id')
    .offset(Math.max(limit, 1) - 1)
    .first('revision');
  const behind =
    last &&
    (await tx<FeedRow>('change_feed')
      .where('revision', '>', last.revision)
      .first('id'));
  return behind && last.revision;
}

/** Keeps the last entry of each name: the states told are the present ones. */
function withoutRepeats(rows: FeedRow[]): FeedRow[] {
  const latest = new Map<string, FeedRow>();
  for (const row of rows) {
    const key = `${row.kind}:${row.entity_name}`;
    latest.delete(key);
    latest.set(key, row);
  }
  return [...latest.values()];
}

/** By entity name: the catalog is told what stands behind each name now. */
async function describe(tx: Knex, rows: FeedRow[]): Promise<DirectoryChange[]> {
  const names = (kind: FeedRow['kind']) =>
    rows.filter(row => row.kind === kind).map(row => row.entity_name);
  const users = new Map<string, DirectoryUser>();
  for (const slice of slices(names('user'))) {
    const found = await readDirectoryUsers(tx, query =>
      query.whereIn('users.entity_name', slice),
    );
    found.forEach(({ user }) => users.set(user.entityName, user));
  }
  const groups = new Map<string, DirectoryGroup>();
  for (const slice of slices(names('group'))) {
    const found = await readDirectoryGroups(tx, query =>
      query.whereIn('groups.entity_name', slice),
    );
    found.forEach(({ group }) => groups.set(group.entityName, group));
  }
  return rows.map(({ kind, uuid, entity_name: entityName }) => {
    if (kind === 'user') {
      const user = users.get(entityName);
      return { kind, id: user?.id ?? uuid, entityName, user };
    }
    const group = groups.get(entityName);
    return { kind, id: group?.id ?? uuid, entityName, group };
  });
}

async function firstPosition(tx: Knex): Promise<Position> {
  const { revision } = await tx('organization').first('revision');
  return { revision, kind: 'user', after: 0 };
}

async function readUsers(tx: Knex, position: Position): Promise<DirectoryPage> {
  const found = await readDirectoryUsers(tx, query =>
    query.where('users.id', '>', position.after).limit(PAGE_SIZE),
  );
  const last = found[PAGE_SIZE - 1];
  return {
    users: found.map(({ user }) => user),
    groups: [],
    revision: position.revision,
    nextCursor: encodeCursor(
      last
        ? { ...position, after: last.rowId }
        : { ...position, kind: 'group', after: 0 },
    ),
  };
}

async function readGroups(
  tx: Knex,
  position: Position,
): Promise<DirectoryPage> {
  const found = await readDirectoryGroups(tx, query =>
    query.where('groups.id', '>', position.after).limit(PAGE_SIZE),
  );
  const last = found[PAGE_SIZE - 1];
  return {
    users: [],
    groups: found.map(({ group }) => group),
    revision: position.revision,
    nextCursor: last && encodeCursor({ ...position, after: last.rowId }),
  };
}

function encodeCursor({ revision, kind, after }: Position): string {
  return Buffer.from(JSON.stringify([revision, kind, after])).toString(
    'base64url',
  );
}

function decodeCursor(cursor: string): Position {
  try {
    const [revision, kind, after] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    );
    if (
      Number.isSafeInteger(revision) &&
      Number.isSafeInteger(after) &&
      (kind === 'user' || kind === 'group')
    ) {
      return { revision, kind, after };
    }
  } catch {
    // Not JSON; refused below.
  }
  throw new InputError(
    'The cursor is not one of this listing; start again without it.',
  );
}
