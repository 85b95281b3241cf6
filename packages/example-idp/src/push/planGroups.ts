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

import { DirectoryGroup } from '../directory';
import { matchByExternalId } from './matchByExternalId';
import { PushRequest } from './PushPlan';
import {
  GROUP_SCHEMA,
  PATCH_SCHEMA,
  ScimGroup,
  ScimPatchOperation,
} from './scimResources';

/** Members that travel in one request. */
const MEMBERS_PER_REQUEST = 500;

/** The part of a push that is about groups. */
export interface GroupPlan {
  waves: PushRequest[][];
  unchanged: number;
}

/**
 * Groups are created after the groups inside them. Memberships travel as
 * single additions and removals, never as whole lists.
 *
 * @param groups - all groups, each after the groups inside it
 * @param remotes - the groups that the service holds
 * @param idOfPerson - the SCIM `id` of the person with this `externalId`
 */
export function planGroups(
  groups: DirectoryGroup[],
  remotes: ScimGroup[],
  idOfPerson: (externalId: string) => string,
): GroupPlan {
  const { remoteOf, idOf, gone } = matchByExternalId(groups, remotes, {
    ofEntry: group => group.displayName,
    ofRemote: remote => remote.displayName,
  });

  const creations: PushRequest[][] = [];
  const changes: PushRequest[] = [];
  const waveOf = new Map<string, number>();
  let unchanged = 0;

  for (const group of groups) {
    const wanted = [
      ...group.members.map(idOfPerson),
      ...group.groups.map(idOf),
    ];
    const remote = remoteOf(group);
    if (!remote) {
      const wave =
        1 + Math.max(-1, ...group.groups.map(id => waveOf.get(id) ?? -1));
      waveOf.set(group.id, wave);
      (creations[wave] ??= []).push(
        creation(group, wanted.slice(0, MEMBERS_PER_REQUEST)),
      );
      changes.push(
        ...patches(
          group,
          `bulkId:${group.id}`,
          additions(wanted.slice(MEMBERS_PER_REQUEST)),
        ),
      );
      continue;
    }
    const operations = differences(group, remote, wanted);
    if (operations.length === 0) {
      unchanged += 1;
    } else {
      changes.push(...patches(group, remote.id, operations));
    }
  }

  const deletions = gone.map(
    (remote): PushRequest => ({
      effect: 'groupDeleted',
      title: `Delete group ${remote.displayName}`,
      method: 'DELETE',
      path: `/Groups/${encodeURIComponent(remote.id)}`,
      membersAdded: 0,
      membersRemoved: remote.members?.length ?? 0,
    }),
  );

  // Deleted groups go first: a new one may have their name.
  return { waves: [deletions, ...creations, changes], unchanged };
}

function creation(group: DirectoryGroup, members: string[]): PushRequest {
  return {
    effect: 'groupCreated',
    title: `Create group ${group.displayName}`,
    method: 'POST',
    path: '/Groups',
    body: {
      schemas: [GROUP_SCHEMA],
      externalId: group.id,
      displayName: group.displayName,
      members: members.map(value => ({ value })),
    },
    creates: group.id,
    membersAdded: members.length,
    membersRemoved: 0,
  };
}

/** An operation, and how many memberships it adds or ends. */
interface CountedOperation {
  operation: ScimPatchOperation;
  added: number;
  removed: number;
}

function differences(
  group: DirectoryGroup,
  remote: ScimGroup,
  wanted: string[],
): CountedOperation[] {
  const attributes = (
    [
      ['externalId', group.id, remote.externalId],
      ['displayName', group.displayName, remote.displayName],
    ] as const
  )
    .filter(([, value, found]) => value !== found)
    .map(([path, value]) => ({
      operation: { op: 'replace' as const, path, value },
      added: 0,
      removed: 0,
    }));

  const found = new Set(remote.members?.flatMap(({ value }) => value ?? []));
  const keep = new Set(wanted);
  const removals = [...found]
    .filter(id => !keep.has(id))
    .map(id => ({
      operation: {
        op: 'remove' as const,
        path: `members[value eq ${JSON.stringify(id)}]`,
      },
      added: 0,
      removed: 1,
    }));
  return [
    ...attributes,
    ...removals,
    ...additions(wanted.filter(id => !found.has(id))),
  ];
}

function additions(ids: string[]): CountedOperation[] {
  return slices(ids).map(slice => ({
    operation: {
      op: 'add',
      path: 'members',
      value: slice.map(value => ({ value })),
    },
    added: slice.length,
    removed: 0,
  }));
}

function patches(
  group: DirectoryGroup,
  id: string,
  operations: CountedOperation[],
): PushRequest[] {
  return slices(operations).map(slice => ({
    effect: 'groupUpdated',
    title: `Update group ${group.displayName}`,
    method: 'PATCH',
    path: `/Groups/${id}`,
    body: {
      schemas: [PATCH_SCHEMA],
      Operations: slice.map(({ operation }) => operation),
    },
    membersAdded: slice.reduce((sum, { added }) => sum + added, 0),
    membersRemoved: slice.reduce((sum, { removed }) => sum + removed, 0),
  }));
}

function slices<T>(all: T[]): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < all.length; start += MEMBERS_PER_REQUEST) {
    result.push(all.slice(start, start + MEMBERS_PER_REQUEST));
  }
  return result;
}
