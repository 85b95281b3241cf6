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

import { Directory, Person } from '../directory';
import { matchByExternalId } from './matchByExternalId';
import { PushRequest } from './PushPlan';
import {
  ENTERPRISE_SCHEMA,
  NewScimUser,
  ScimUser,
  USER_SCHEMA,
} from './scimResources';
import { ProviderStyle, UserDifference, WordedRequest } from './styles';

/** The part of a push that is about people. */
export interface UserPlan {
  waves: PushRequest[][];
  unchanged: number;
  /** See `Matches.idOf`. */
  idOf(externalId: string): string;
}

/**
 * People are created after the person they report to. Those who have left the
 * directory are deactivated, so that they can come back, unless they were
 * deleted for good.
 *
 * @param directory - everybody, each after the person they report to
 * @param remotes - whom the service holds
 * @param style - how the requests are worded
 */
export function planUsers(
  { people, deleted = [] }: Directory,
  remotes: ScimUser[],
  style: ProviderStyle,
): UserPlan {
  const { remoteOf, idOf, gone } = matchByExternalId(people, remotes, {
    ofEntry: person => person.userName,
    ofRemote: remote => remote.userName,
  });

  const creations: PushRequest[][] = [];
  const changes: PushRequest[] = [];
  const waveOf = new Map<string, number>();
  let unchanged = 0;

  for (const person of people) {
    const remote = remoteOf(person);
    if (!remote) {
      const wave = 1 + (waveOf.get(person.manager ?? '') ?? -1);
      waveOf.set(person.id, wave);
      (creations[wave] ??= []).push({
        effect: 'userCreated',
        title: `Create ${person.name}`,
        ...style.createUser(toScimUser(person, idOf)),
        creates: person.id,
        membersAdded: 0,
        membersRemoved: 0,
      });
      continue;
    }
    const differing = differences(person, remote, idOf);
    if (differing.length === 0) {
      unchanged += 1;
    } else {
      changes.push({
        ...describe(person, remote),
        ...inOrder(
          style.updateUser(remote.id, differing, toScimUser(person, idOf)),
        ),
        membersAdded: 0,
        membersRemoved: 0,
      });
    }
  }

  const deletedForGood = new Set(deleted);
  const requestsFor = ({ id, externalId, active }: ScimUser) => {
    const isActive = active !== false;
    if (deletedForGood.has(externalId ?? '')) {
      return style.deleteUser(id, isActive);
    }
    return isActive
      ? style.updateUser(id, [{ attribute: 'active', value: false }])
      : [];
  };
  const leavers = gone.flatMap((remote): PushRequest[] => {
    const name = remote.displayName ?? remote.userName;
    const requests = requestsFor(remote);
    if (requests.length === 0) {
      return [];
    }
    const isGone = requests.at(-1)?.method === 'DELETE';
    return [
      {
        effect: isGone ? 'userDeleted' : 'userDeactivated',
        title: `${isGone ? 'Delete' : 'Deactivate'} ${name}`,
        ...inOrder(requests),
        membersAdded: 0,
        membersRemoved: 0,
      },
    ];
  });

  // Leavers go first: somebody new may have their user name.
  return { waves: [leavers, ...creations, changes], unchanged, idOf };
}

function describe(person: Person, remote: ScimUser) {
  if (person.active === (remote.active !== false)) {
    return { effect: 'userUpdated', title: `Update ${person.name}` } as const;
  }
  return person.active
    ? ({
        effect: 'userReactivated',
        title: `Reactivate ${person.name}`,
      } as const)
    : ({
        effect: 'userDeactivated',
        title: `Deactivate ${person.name}`,
      } as const);
}

/** The first of several requests, and the others after it. */
function inOrder([first, ...then]: WordedRequest[]) {
  return { ...first, ...(then.length > 0 && { then }) };
}

function toScimUser(
  person: Person,
  idOf: (externalId: string) => string,
): NewScimUser {
  const extension = {
    department: person.department,
    manager: person.manager ? { value: idOf(person.manager) } : undefined,
  };
  const extended = Boolean(extension.department || extension.manager);
  return {
    schemas: extended ? [USER_SCHEMA, ENTERPRISE_SCHEMA] : [USER_SCHEMA],
    externalId: person.id,
    userName: person.userName,
    displayName: person.name,
    name: { givenName: person.givenName, familyName: person.familyName },
    title: person.title,
    active: person.active,
    emails: emailsOf(person),
    photos: person.picture ? photosOf(person.picture) : undefined,
    ...(extended && { [ENTERPRISE_SCHEMA]: extension }),
  };
}

function differences(
  person: Person,
  remote: ScimUser,
  idOf: (externalId: string) => string,
): UserDifference[] {
  const extension = remote[ENTERPRISE_SCHEMA];
  const email =
    remote.emails?.find(({ primary }) => primary) ?? remote.emails?.[0];
  const photo =
    remote.photos?.find(({ primary }) => primary) ?? remote.photos?.[0];
  const wanted: Array<
    [
      attribute: UserDifference['attribute'],
      value: string | boolean | undefined,
      found: string | boolean | undefined,
    ]
  > = [
    ['externalId', person.id, remote.externalId],
    ['userName', person.userName, remote.userName],
    ['displayName', person.name, remote.displayName],
    ['givenName', person.givenName, remote.name?.givenName],
    ['familyName', person.familyName, remote.name?.familyName],
    ['title', person.title, remote.title],
    ['active', person.active, remote.active !== false],
    ['email', person.email, email?.value],
    ['picture', person.picture, photo?.value],
    ['department', person.department, extension?.department],
    [
      'manager',
      person.manager && idOf(person.manager),
      extension?.manager?.value,
    ],
  ];
  return wanted
    .filter(
      ([, value, found]) => value !== found && (value || found !== undefined),
    )
    .map(([attribute, value]) => ({ attribute, value }));
}

function emailsOf(person: Person) {
  return [{ value: person.email, type: 'work', primary: true }];
}

function photosOf(picture: string) {
  return [{ value: picture, type: 'photo', primary: true }];
}
