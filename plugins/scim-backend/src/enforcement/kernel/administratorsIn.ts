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

import { ranksOn } from './ranksOn';
import { NO_ROLE, World } from './World';

/** Who administers the portal: by user, 1 for those who do. */
export interface AdministratorFlags {
  before: Uint8Array;
  after: Uint8Array;
  /** After, without direct role bindings. */
  derived: Uint8Array;
}

/**
 * @param needed - by resource: the least powerful rank that makes
 * administrators, or `NO_ROLE`
 */
export function administratorsIn(
  world: World,
  needed: Uint8Array,
): AdministratorFlags {
  const users = world.memberBefore.length;
  const flags = {
    before: new Uint8Array(users),
    after: new Uint8Array(users),
    derived: new Uint8Array(users),
  };
  needed.forEach((rank, resource) => {
    if (rank !== NO_ROLE) {
      const ranks = ranksOn(world, resource);
      for (const time of ['before', 'after', 'derived'] as const) {
        ranks[time].forEach((held, user) => {
          if (held <= rank) {
            flags[time][user] = 1;
          }
        });
      }
    }
  });
  return flags;
}
