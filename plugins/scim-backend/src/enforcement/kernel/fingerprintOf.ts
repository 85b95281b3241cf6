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

import { createHash } from 'node:crypto';
import type { AccessDiff } from './diffAccess';
import { AFTER, BEFORE, World } from './World';

/** Bytes of a number, and numbers of a row: person, resource, roles. */
const BYTES = 4;
const NUMBERS = 4;

/** Rows that are hashed at once. */
const SLICE = 4096;

/**
 * SHA-256 (hex) over the canonical rows of a plan: heading and number of rows;
 * the rows, in whose place stand four numbers each; and the lists that these
 * are places in, of what the rows name, in the order in which they first name
 * it. Texts that rows repeat are hashed once.
 *
 * @param names - what stands for people, and for roles on resources
 */
export function fingerprintOf(
  heading: string,
  world: World,
  diff: AccessDiff,
  names: {
    user(user: number): string;
    resource(resource: number): string;
    role(resource: number, rank: number): string | undefined;
  },
): string {
  const { users, resources, oldRanks, newRanks } = diff.changes;
  const hash = createHash('sha256');
  hash.update(`${JSON.stringify([heading, users.length])}\n`);
  const bytes = Buffer.alloc(SLICE * NUMBERS * BYTES);
  let end = 0;
  const people: string[] = [];
  const keys: string[] = [];
  const roles: Array<string | null> = [];
  const placeOfResource = new Int32Array(world.baseline.length).fill(-1);
  const placeOfRole = new Map<string | undefined, number>();
  const roleAt = (resource: number, rank: number): number => {
    const role = names.role(resource, rank);
    let place = placeOfRole.get(role);
    if (place === undefined) {
      place = roles.push(role ?? null) - 1;
      placeOfRole.set(role, place);
    }
    return place;
  };
  for (let i = 0; i < users.length; i++) {
    // The rows of one person follow one another.
    if (i === 0 || users[i] !== users[i - 1]) {
      people.push(names.user(users[i]));
    }
    const resource = resources[i];
    if (placeOfResource[resource] < 0) {
      placeOfResource[resource] = keys.push(names.resource(resource)) - 1;
    }
    end = bytes.writeInt32LE(people.length - 1, end);
    end = bytes.writeInt32LE(placeOfResource[resource], end);
    end = bytes.writeInt32LE(roleAt(resource, oldRanks[i]), end);
    end = bytes.writeInt32LE(roleAt(resource, newRanks[i]), end);
    if (end === bytes.length) {
      hash.update(bytes);
      end = 0;
    }
  }
  hash.update(bytes.subarray(0, end));
  const memberships = Array.from(diff.memberships, member => [
    names.user(member),
    movedBindings(world, member),
  ]);
  return hash
    .update(JSON.stringify([people, keys, roles, memberships]))
    .digest('hex');
}

/** How many direct bindings of somebody go, or come back. */
export function movedBindings(world: World, user: number): number {
  const { offsets, times } = world.directBindings;
  let moved = 0;
  for (let i = offsets[user]; i < offsets[user + 1]; i++) {
    if (times[i] === BEFORE || times[i] === AFTER) {
      moved++;
    }
  }
  return moved;
}
