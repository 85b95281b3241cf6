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
import { namesRetiredByOthers } from './retiredEntityNames';
import { UserNaming } from './UserNaming';

/** Backstage's limit for the name of an entity. */
const MAX_LENGTH = 63;

/** How many suffixes are tried in one statement, once the name itself is taken. */
const ATTEMPTS = 100;

/** The entity name that a user would have if nobody else had it. */
export function userEntityName(
  user: { uuid: string; userName: string; email?: string },
  naming: UserNaming = 'userName',
): string {
  const from = {
    userName: user.userName,
    emailLocalPart: user.email ?? user.userName,
    id: user.uuid,
  };
  return toEntityName(from[naming].split('@')[0], 'user');
}

/** The entity name that a group would have if no other group had it. */
export function groupEntityName(displayName: string): string {
  return toEntityName(displayName, 'group');
}

/**
 * The wanted entity name, or, if it is taken, the first free one of `name-2`,
 * `name-3`, … Once given, a name stays with its user or group, whatever they
 * are renamed to: other entities refer to it. It is not given to anybody else
 * once they are deleted, but to the same one if they come back.
 *
 * @param wanted - with the namespace in front unless that is `default`
 * @param ownerKey - folded user name or display name of who will have it
 */
export async function freeEntityName(
  tx: Knex,
  kind: 'user' | 'group',
  wanted: string,
  ownerKey: string,
): Promise<string> {
  for (let first = 1, count = 1; ; first += count, count = ATTEMPTS) {
    const candidates = Array.from({ length: count }, (_, offset) =>
      numbered(wanted, first + offset),
    );
    const taken = new Set<string>([
      ...(await tx(kind === 'user' ? 'users' : 'groups')
        .whereIn('entity_name', candidates)
        .pluck('entity_name')),
      ...(await namesRetiredByOthers(tx, kind, candidates, ownerKey)),
    ]);
    const free = candidates.find(name => !taken.has(name));
    if (free) {
      return free;
    }
  }
}

function numbered(wanted: string, number: number): string {
  if (number === 1) {
    return wanted;
  }
  const suffix = `-${number}`;
  const start = wanted.indexOf('/') + 1;
  const name = shorten(wanted.slice(start), MAX_LENGTH - suffix.length);
  return `${wanted.slice(0, start)}${name}${suffix}`;
}

function toEntityName(text: string, fallback: string): string {
  const plain = text
    // Letters with accents keep their letter: `é` is `e` and a combining accent.
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return shorten(plain, MAX_LENGTH) || fallback;
}

function shorten(name: string, length: number): string {
  return name.slice(0, length).replace(/[^a-z0-9]+$/, '');
}
