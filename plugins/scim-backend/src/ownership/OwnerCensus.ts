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

import { Knex } from 'knex';
import { withGroupDescent, withGroupReach } from '../access';
import type { ScimDatabase } from '../database';
import {
  entityNameOf,
  groupEntityNameOf,
  toGroupSummary,
  toUserSummary,
  whereUserPresent,
} from '../directory';
import { slices } from '../directory/slices';
import { CatalogGroups } from './CatalogGroups';

/** People as numbers of rows, so that many can leave at once. */
interface Leaving {
  ids: number[];
  refs: Set<string>;
}

/**
 * Tells which owners have somebody active behind them, as if some people had
 * left: a person who is active, or a group with an active member, also in a
 * group in it. People and groups that the directory does not know are the
 * catalog's to tell about.
 */
export class OwnerCensus {
  readonly #database: ScimDatabase;
  readonly #catalog: CatalogGroups;
  readonly #leaving: Leaving;
  readonly #alive = new Map<string, boolean>();

  /** @param userEntityRefs - who leaves */
  static async create(options: {
    database: ScimDatabase;
    catalog: CatalogGroups;
    userEntityRefs: string[];
  }): Promise<OwnerCensus> {
    const { database, catalog, userEntityRefs } = options;
    const people = await database.read(tx => findPeople(tx, userEntityRefs));
    return new OwnerCensus(database, catalog, {
      ids: [...people.values()].map(({ id }) => id),
      refs: new Set([...people.keys(), ...userEntityRefs]),
    });
  }

  private constructor(
    database: ScimDatabase,
    catalog: CatalogGroups,
    leaving: Leaving,
  ) {
    this.#database = database;
    this.#catalog = catalog;
    this.#leaving = leaving;
  }

  /** Those who leave, and all groups that they are in. */
  async touched(): Promise<string[]> {
    const { ids, refs } = this.#leaving;
    const groups = await this.#database.read(async tx => {
      const counts = await countLeaving(tx, ids);
      return [...(await findGroups(tx, { ids: [...counts.keys()] })).values()];
    });
    const ours = groups.map(({ ref }) => ref);
    const theirs = await this.#catalog.groupsOf([...refs]);
    return [...new Set([...refs, ...ours, ...theirs])];
  }

  /** Those of some owners who have nobody active behind them. */
  async gone(ownerRefs: string[]): Promise<Set<string>> {
    const unknown = [...new Set(ownerRefs)].filter(
      ref => !this.#alive.has(ref),
    );
    await this.#askUsers(unknown.filter(ref => ref.startsWith('user:')));
    await this.#askGroups(unknown.filter(ref => ref.startsWith('group:')));
    return new Set(ownerRefs.filter(ref => !this.#alive.get(ref)));
  }

  async #askUsers(refs: string[]): Promise<void> {
    const people = await this.#database.read(tx => findPeople(tx, refs));
    const strangers = refs.filter(ref => !people.has(ref));
    const there = new Set(
      (await this.#catalog.entities(strangers)).map(entity =>
        refOf('user', entity.metadata),
      ),
    );
    for (const ref of refs) {
      this.#alive.set(
        ref,
        !this.#leaving.refs.has(ref) &&
          (people.get(ref)?.present ?? there.has(ref)),
      );
    }
  }

  async #askGroups(refs: string[]): Promise<void> {
    // Asks about members in turn, who may be none.
    if (refs.length === 0) {
      return;
    }
    const { ids } = this.#leaving;
    const staying = await this.#database.read(async tx => {
      const groups = await findGroups(tx, { refs });
      const all = await countPresent(tx, [...groups.keys()]);
      const leaving = await countLeaving(tx, ids);
      return new Set(
        [...groups]
          .filter(([id]) => (all.get(id) ?? 0) > (leaving.get(id) ?? 0))
          .map(([, { ref }]) => ref),
      );
    });
    staying.forEach(ref => this.#alive.set(ref, true));
    const rest = refs.filter(ref => !staying.has(ref));
    const members = await this.#catalog.members(rest);
    const strangers = [...members.values()].flatMap(people => [...people]);
    const gone = await this.gone([...new Set(strangers)]);
    for (const ref of rest) {
      const people = [...(members.get(ref) ?? [])];
      this.#alive.set(
        ref,
        people.some(person => !gone.has(person)),
      );
    }
  }
}

function refOf(
  kind: string,
  { namespace = 'default', name }: { namespace?: string; name: string },
) {
  return `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
}

interface Person {
  id: number;
  present: boolean;
}

/** People of the directory by the entity reference they were asked for. */
async function findPeople(
  tx: Knex,
  refs: string[],
): Promise<Map<string, Person>> {
  const people = new Map<string, Person>();
  for (const some of slices(refs)) {
    const names = some.flatMap(ref => entityNameOf(ref) ?? []);
    const rows = await tx('users')
      .whereIn('entity_name', names)
      .orWhereIn('catalog_ref', some);
    for (const row of rows) {
      const { entityRef, active, member } = toUserSummary(row);
      people.set(entityRef, { id: row.id, present: active && member });
    }
  }
  return people;
}

/** User groups of the directory by row id. */
async function findGroups(
  tx: Knex,
  by: { ids: number[] } | { refs: string[] },
): Promise<Map<number, { ref: string }>> {
  const groups = new Map<number, { ref: string }>();
  const [column, values] =
    'ids' in by
      ? ['id', by.ids]
      : ['entity_name', by.refs.flatMap(ref => groupEntityNameOf(ref) ?? [])];
  for (const some of slices<number | string>(values)) {
    const rows = await tx('groups').whereIn(column as string, some);
    for (const row of rows) {
      groups.set(row.id, { ref: toGroupSummary(row).entityRef });
    }
  }
  return groups;
}

/** How many of some people are in each group, also through groups in it. */
async function countLeaving(
  tx: Knex,
  userIds: number[],
): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const ids of slices(userIds)) {
    const start = tx('group_members')
      .whereIn('user_id', ids)
      .select('group_id as id');
    const rows = await whereUserPresent(
      withGroupReach(tx('reach'), tx, start)
        .join('group_members', 'group_members.group_id', 'reach.start_id')
        .join('users', 'users.id', 'group_members.user_id'),
    )
      .whereIn('users.id', ids)
      .groupBy('reach.group_id')
      .select({ id: 'reach.group_id' })
      .countDistinct({ people: 'users.id' });
    addUp(counts, rows);
  }
  return counts;
}

/** How many active people are in each of some groups, or in groups in it. */
async function countPresent(
  tx: Knex,
  groupIds: number[],
): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const ids of slices(groupIds)) {
    const start = tx('groups').whereIn('id', ids).select('id');
    const rows = await whereUserPresent(
      withGroupDescent(tx('descent'), tx, 'descent', start)
        .join('group_members', 'group_members.group_id', 'descent.group_id')
        .join('users', 'users.id', 'group_members.user_id'),
    )
      .groupBy('descent.start_id')
      .select({ id: 'descent.start_id' })
      .countDistinct({ people: 'users.id' });
    addUp(counts, rows);
  }
  return counts;
}

function addUp(
  counts: Map<number, number>,
  rows: Array<{ id: number; people: number | string }>,
): void {
  for (const { id, people } of rows) {
    counts.set(id, (counts.get(id) ?? 0) + Number(people));
  }
}
