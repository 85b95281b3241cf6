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

import {
  AccessGrant,
  AccessOrigin,
  GroupSummary,
} from '@backstage-scim/plugin-scim-common';

/** The sources of a role on a resource that go, and those that stay. */
export interface Origins {
  lost: AccessGrant[];
  kept: AccessGrant[];
}

/** What the ids in the text of origins stand for. */
export interface OriginNames {
  group(id: number): GroupSummary;
  portalRole(id: number): { id: string; name: string };
}

/**
 * Reads what the kernel's `OriginEncoder` wrote.
 *
 * @param roles - of the resource, most powerful first
 */
export function decodeOrigins(
  text: string,
  roles: readonly string[],
  names: OriginNames,
): Origins {
  const [lost, kept] = text.split('|').map(side =>
    side === ''
      ? []
      : side.split(';').map(grant => {
          const [, rank, sort, rest] = /^(\d+)([a-z])(.*)$/.exec(grant)!;
          return {
            role: roles[Number(rank)],
            origin: toOrigin(sort, rest, names),
          };
        }),
  );
  return { lost, kept };
}

/** Ids of the groups and portal roles that a text of origins names. */
export function originIds(text: string): {
  groups: number[];
  portalRoles: number[];
} {
  const ids = (sort: string) =>
    [...text.matchAll(new RegExp(`${sort}([\\d.]+)`, 'g'))].flatMap(
      ([, found]) => found.split('.').map(Number),
    );
  return { groups: ids('g'), portalRoles: ids('p') };
}

function toOrigin(
  sort: string,
  rest: string,
  names: OriginNames,
): AccessOrigin {
  switch (sort) {
    case 'd':
      return { type: 'direct' };
    case 'b':
      return { type: 'baseline' };
    case 'p':
      return { type: 'portalRole', ...names.portalRole(Number(rest)) };
    default: {
      const path = rest.split('.').map(id => names.group(Number(id)));
      return {
        type: 'group',
        group: path[path.length - 1],
        path: path.map(group => group.displayName),
      };
    }
  }
}
