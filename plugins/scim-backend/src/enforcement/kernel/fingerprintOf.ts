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
import { quoting } from './quoting';
import { AFTER, BEFORE, World } from './World';

/** Characters that are hashed at once. */
const SLICE = 64 * 1024;

/**
 * SHA-256 (hex) over the canonical rows of a plan.
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
  const hash = createHash('sha256');
  let text = `${heading}\n`;
  const line = (fields: string) => {
    text += `[${fields}]\n`;
    if (text.length > SLICE) {
      hash.update(text);
      text = '';
    }
  };
  const { users, resources, oldRanks, newRanks } = diff.changes;
  const quote = quoting();
  const keys: string[] = new Array(world.baseline.length);
  let user = '';
  for (let i = 0; i < users.length; i++) {
    // The rows of one person follow one another.
    if (i === 0 || users[i] !== users[i - 1]) {
      user = JSON.stringify(names.user(users[i]));
    }
    const resource = resources[i];
    keys[resource] ??= JSON.stringify(names.resource(resource));
    const oldRole = quote(names.role(resource, oldRanks[i]));
    const newRole = quote(names.role(resource, newRanks[i]));
    line(`${user},${keys[resource]},${oldRole},${newRole}`);
  }
  for (const member of diff.memberships) {
    const moved = movedBindings(world, member);
    line(`${JSON.stringify(names.user(member))},${moved}`);
  }
  return hash.update(text).digest('hex');
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
