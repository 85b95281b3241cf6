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
import type { OrganizationChange } from '../database';
import { noteFilled, noteIfEmptied } from './emptiedGroups';
import { decideMembership, MembershipOutcome } from './decideMembership';
import type { MemberChange, MembershipDiff } from './MemberChange';
import {
  Candidate,
  findCandidates,
  findMembers,
  MemberTable,
  peopleTable,
  subgroupTable,
} from './memberTables';
import { readGroupMembers } from './readGroupMembers';
import { restoreMembersOf } from './restoreMembersOf';
import { slices } from './slices';
import type { StoredGroup } from './storedRows';

/** How many unknown members an error names. */
const NAMED_IN_ERROR = 10;

/**
 * Changes who is in a group, row by row. Members who are not named are neither
 * read nor written, so the time it takes depends on the change, not the group.
 *
 * Whoever is added to an active group is a member of the organization again.
 *
 * @returns what is different afterwards; adding what is there is no difference
 * @throws InputError if somebody to be added is unknown, or is the group itself
 */
export async function applyMemberChanges(
  change: OrganizationChange,
  group: StoredGroup,
  changes: MemberChange[],
): Promise<MembershipDiff> {
  const { tx } = change;
  const outcome = await decideMembership(changes, {
    present: async () =>
      (await readGroupMembers(tx, [group.id])).get(group.id)!,
    described: async ids => [
      ...(await findMembers(tx, peopleTable, ids)),
      ...(await findMembers(tx, subgroupTable, ids)),
    ],
  });
  const toAdd = changes.flatMap(step =>
    step.op === 'add' || step.op === 'replace' ? step.ids : [],
  );
  const asked = [...new Set([...toAdd, ...outcome.named.keys()])];
  const people = await findCandidates(tx, peopleTable, asked);
  const isPerson = new Set(people.map(({ uuid }) => uuid));
  const groups = await findCandidates(
    tx,
    subgroupTable,
    asked.filter(uuid => !isPerson.has(uuid)),
  );
  refuseUnknown(toAdd, [...people, ...groups]);
  refuseItself(toAdd, group);

  const inPeople = await store(change, peopleTable, group, outcome, people);
  const inGroups = await store(change, subgroupTable, group, outcome, groups);
  const added = inPeople.added + inGroups.added;
  const removed = inPeople.removed + inGroups.removed;
  if (added > 0) {
    await noteFilled(tx, group.id);
  } else if (removed > 0) {
    await noteIfEmptied(tx, group.id);
  }
  if (inGroups.added + inGroups.removed > 0) {
    change.touch({
      kind: 'group',
      uuid: group.uuid,
      entityName: group.entity_name,
    });
  }
  await restoreMembersOf(
    change,
    group.id,
    people.filter(({ uuid }) => outcome.named.get(uuid)).map(({ id }) => id),
  );
  return { added, removed };
}

function refuseUnknown(toAdd: string[], known: Candidate[]) {
  const ids = new Set(known.map(({ uuid }) => uuid));
  const unknown = [...new Set(toAdd)].filter(id => !ids.has(id));
  if (unknown.length > 0) {
    const named = unknown.slice(0, NAMED_IN_ERROR).map(id => `'${id}'`);
    const others = unknown.length - named.length;
    throw new InputError(
      `No user or group has the id ${named.join(', ')}${
        others > 0 ? ` (and ${others} more)` : ''
      }; nothing was changed.`,
    );
  }
}

function refuseItself(toAdd: string[], group: StoredGroup) {
  if (toAdd.includes(group.uuid)) {
    throw new InputError('A group cannot be a member of itself.');
  }
}

async function store(
  change: OrganizationChange,
  table: MemberTable,
  group: StoredGroup,
  { keepsOthers, named }: MembershipOutcome,
  candidates: Candidate[],
): Promise<MembershipDiff> {
  const present = keepsOthers
    ? await presentAmong(change, table, group, candidates)
    : await presentAtAll(change, table, group);
  const presentIds = new Set(present.map(({ id }) => id));
  const wanted = candidates.filter(({ uuid }) => named.get(uuid));
  const wantedIds = new Set(wanted.map(({ id }) => id));
  const added = wanted.filter(({ id }) => !presentIds.has(id));
  const removed = present.filter(({ id }) => !wantedIds.has(id));

  for (const slice of slices(added, 500)) {
    await change
      .tx(table.memberships)
      .insert(
        slice.map(({ id }) => ({ group_id: group.id, [table.column]: id })),
      );
  }
  for (const slice of slices(removed.map(({ id }) => id))) {
    await change
      .tx(table.memberships)
      .where({ group_id: group.id })
      .whereIn(table.column, slice)
      .delete();
  }
  if (table.kind === 'user') {
    touchPeople(change, added);
    touchPeople(change, removed);
  }
  return { added: added.length, removed: removed.length };
}

type Present = Pick<Candidate, 'id' | 'uuid' | 'entity_name'>;

async function presentAmong(
  change: OrganizationChange,
  { memberships, column }: MemberTable,
  group: StoredGroup,
  candidates: Candidate[],
): Promise<Present[]> {
  const ids = new Set<number>();
  for (const slice of slices(candidates.map(({ id }) => id))) {
    const rows = await change
      .tx(memberships)
      .where({ group_id: group.id })
      .whereIn(column, slice)
      .select({ id: column });
    rows.forEach(({ id }) => ids.add(id));
  }
  return candidates.filter(({ id }) => ids.has(id));
}

function presentAtAll(
  change: OrganizationChange,
  { memberships, column, rows }: MemberTable,
  group: StoredGroup,
): Promise<Present[]> {
  return change
    .tx(memberships)
    .join(rows, `${rows}.id`, `${memberships}.${column}`)
    .where(`${memberships}.group_id`, group.id)
    .select(`${rows}.id`, `${rows}.uuid`, `${rows}.entity_name`);
}

function touchPeople(
  change: OrganizationChange,
  people: Array<Pick<Candidate, 'uuid' | 'entity_name'>>,
) {
  for (const { uuid, entity_name: entityName } of people) {
    change.touch({ kind: 'user', uuid, entityName });
  }
}
