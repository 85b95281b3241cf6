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
  PATCH_SCHEMA,
  ScimPatchOperation,
  ScimUser,
  USER_SCHEMA,
} from './scimResources';

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
 */
export function planUsers(
  { people, deleted = [] }: Directory,
  remotes: ScimUser[],
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
        method: 'POST',
        path: '/Users',
        body: toScimUser(person, idOf),
        creates: person.id,
        membersAdded: 0,
        membersRemoved: 0,
      });
      continue;
    }
    const operations = differences(person, remote, idOf);
    if (operations.length === 0) {
      unchanged += 1;
    } else {
      changes.push(toPatch(person, remote, operations));
    }
  }

  const deletedForGood = new Set(deleted);
  const isDeleted = ({ externalId }: ScimUser) =>
    deletedForGood.has(externalId ?? '');
  const deletions = gone.filter(isDeleted).map(
    (remote): PushRequest => ({
      effect: 'userDeleted',
      title: `Delete ${remote.displayName ?? remote.userName}`,
      method: 'DELETE',
      path: `/Users/${encodeURIComponent(remote.id)}`,
      membersAdded: 0,
      membersRemoved: 0,
    }),
  );
  const leavers = gone
    .filter(remote => remote.active !== false && !isDeleted(remote))
    .map(
      (remote): PushRequest => ({
        effect: 'userDeactivated',
        title: `Deactivate ${remote.displayName ?? remote.userName}`,
        method: 'PATCH',
        path: `/Users/${encodeURIComponent(remote.id)}`,
        body: patchOf([{ op: 'replace', path: 'active', value: false }]),
        membersAdded: 0,
        membersRemoved: 0,
      }),
    );

  // Leavers go first: somebody new may have their user name.
  return { waves: [[...leavers, ...deletions], ...creations, changes], unchanged, idOf };
}

function toPatch(
  person: Person,
  remote: ScimUser,
  operations: ScimPatchOperation[],
): PushRequest {
  const wasActive = remote.active !== false;
  let effect: PushRequest['effect'] = 'userUpdated';
  if (wasActive !== person.active) {
    effect = person.active ? 'userReactivated' : 'userDeactivated';
  }
  const verb = { userReactivated: 'Reactivate', userDeactivated: 'Deactivate' }[
    effect as string
  ];
  return {
    effect,
    title: `${verb ?? 'Update'} ${person.name}`,
    method: 'PATCH',
    path: `/Users/${encodeURIComponent(remote.id)}`,
    body: patchOf(operations),
    membersAdded: 0,
    membersRemoved: 0,
  };
}

function toScimUser(person: Person, idOf: (externalId: string) => string) {
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
): ScimPatchOperation[] {
  const extension = remote[ENTERPRISE_SCHEMA];
  const manager = person.manager && idOf(person.manager);
  const email =
    remote.emails?.find(({ primary }) => primary) ?? remote.emails?.[0];
  const photo =
    remote.photos?.find(({ primary }) => primary) ?? remote.photos?.[0];

  return [
    differs('externalId', person.id, remote.externalId),
    differs('userName', person.userName, remote.userName),
    differs('displayName', person.name, remote.displayName),
    differs('name.givenName', person.givenName, remote.name?.givenName),
    differs('name.familyName', person.familyName, remote.name?.familyName),
    differs('title', person.title, remote.title),
    differs('active', person.active, remote.active !== false),
    differs('emails', person.email, email?.value, emailsOf(person)),
    differs(
      'photos',
      person.picture,
      photo?.value,
      person.picture && photosOf(person.picture),
    ),
    differs(
      `${ENTERPRISE_SCHEMA}:department`,
      person.department,
      extension?.department,
    ),
    differs(
      `${ENTERPRISE_SCHEMA}:manager`,
      manager,
      extension?.manager?.value,
      manager && { value: manager },
    ),
  ].flatMap(operation => operation ?? []);
}

function differs(
  path: string,
  wanted: string | boolean | undefined,
  found: string | boolean | undefined,
  value: unknown = wanted,
): ScimPatchOperation | undefined {
  if (wanted === found || (!wanted && found === undefined)) {
    return undefined;
  }
  return wanted === undefined
    ? { op: 'remove', path }
    : { op: 'replace', path, value };
}

function emailsOf(person: Person) {
  return [{ value: person.email, type: 'work', primary: true }];
}

function photosOf(picture: string) {
  return [{ value: picture, type: 'photo', primary: true }];
}

function patchOf(operations: ScimPatchOperation[]) {
  return { schemas: [PATCH_SCHEMA], Operations: operations };
}
