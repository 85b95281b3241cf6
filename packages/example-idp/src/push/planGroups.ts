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
import { GROUP_SCHEMA, ScimGroup } from './scimResources';
import { ProviderStyle } from './styles';

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
 * @param style - how the requests are worded
 */
export function planGroups(
  groups: DirectoryGroup[],
  remotes: ScimGroup[],
  idOfPerson: (externalId: string) => string,
  style: ProviderStyle,
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
      const first = style.createsGroupsWithMembers
        ? wanted.slice(0, style.membersPerRequest)
        : [];
      (creations[wave] ??= []).push({
        effect: 'groupCreated',
        title: `Create group ${group.displayName}`,
        ...style.createGroup({
          schemas: [GROUP_SCHEMA],
          externalId: group.id,
          displayName: group.displayName,
          members: first.map(value => ({ value })),
        }),
        creates: group.id,
        membersAdded: first.length,
        membersRemoved: 0,
      });
      changes.push(
        ...updates(group, `bulkId:${group.id}`, style, {
          added: wanted.slice(first.length),
        }),
      );
      continue;
    }
    const found = new Set(remote.members?.flatMap(({ value }) => value ?? []));
    const keep = new Set(wanted);
    const requests = updates(group, remote.id, style, {
      added: wanted.filter(id => !found.has(id)),
      removed: [...found].filter(id => !keep.has(id)),
      isRenamed: remote.displayName !== group.displayName,
      externalId: remote.externalId === group.id ? undefined : group.id,
    });
    if (requests.length === 0) {
      unchanged += 1;
    }
    changes.push(...requests);
  }

  const deletions = gone.map(
    (remote): PushRequest => ({
      effect: 'groupDeleted',
      title: `Delete group ${remote.displayName}`,
      ...style.deleteGroup(remote.id),
      membersAdded: 0,
      membersRemoved: remote.members?.length ?? 0,
    }),
  );

  // Deleted groups go first: a new one may have their name.
  return { waves: [deletions, ...creations, changes], unchanged };
}

/** Requests that change a group, each with as many members as may travel. */
function updates(
  group: DirectoryGroup,
  id: string,
  style: ProviderStyle,
  change: {
    added: string[];
    removed?: string[];
    isRenamed?: boolean;
    externalId?: string;
  },
): PushRequest[] {
  const { added, removed = [], isRenamed = false, externalId } = change;
  const members = [
    ...removed.map(member => ({ member, joins: false })),
    ...added.map(member => ({ member, joins: true })),
  ];
  const requests: PushRequest[] = [];
  do {
    const slice = members.splice(0, style.membersPerRequest);
    const isFirst = requests.length === 0;
    if (slice.length === 0 && !isRenamed && !externalId) {
      break;
    }
    const joining = slice.filter(({ joins }) => joins);
    const leaving = slice.filter(({ joins }) => !joins);
    requests.push({
      effect: 'groupUpdated',
      title: `Update group ${group.displayName}`,
      ...style.updateGroup(id, {
        displayName: group.displayName,
        isRenamed: isRenamed && isFirst,
        externalId: isFirst ? externalId : undefined,
        added: joining.map(({ member }) => member),
        removed: leaving.map(({ member }) => member),
      }),
      membersAdded: joining.length,
      membersRemoved: leaving.length,
    });
  } while (members.length > 0);
  return requests;
}
