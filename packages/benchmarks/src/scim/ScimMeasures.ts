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
  DirectorySize,
  groupUuid,
  LARGE_GROUP,
  MIDDLE_GROUP,
  SMALL_GROUP,
  userName,
  userUuid,
} from './seedDirectory';
import {
  Latencies,
  latenciesOf,
  measureLatencies,
  measureOnce,
  measureThroughput,
  Throughput,
} from './measure';
import type { Server } from './Server';

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** How thoroughly a server is measured; peers that take seconds, less. */
export interface Effort {
  /** Of load for each lookup. */
  seconds: number;
  /** Writes of a kind. */
  writes: number;
  /** Writes of many members. */
  largeWrites: number;
}

/** What clients ask of a SCIM server, measured. */
export class ScimMeasures {
  constructor(
    private readonly server: Server,
    private readonly size: DirectorySize,
    private readonly effort: Effort,
  ) {}

  /** Lookups by a filter that names one value, under load. */
  async lookup(
    collection: 'Users' | 'Groups',
    filterFor: (id: number) => string,
  ): Promise<Throughput> {
    const count = collection === 'Users' ? this.size.users : this.size.groups;
    const suffix = collection === 'Groups' ? '&excludedAttributes=members' : '';
    const paths = Array.from({ length: 200 }, (_, index) => {
      const id = ((index * 7919) % count) + 1;
      return `/${collection}?filter=${encodeURIComponent(
        filterFor(id),
      )}${suffix}`;
    });
    // The first seconds are the compiler's.
    await measureThroughput(this.server, paths, this.effort.seconds / 2);
    return measureThroughput(this.server, paths, this.effort.seconds);
  }

  /** One lookup at a time, for what takes too long under load. */
  slowLookup(filterFor: (id: number) => string): Promise<Latencies> {
    return measureLatencies(3, async index => {
      const filter = encodeURIComponent(filterFor(index * 100 + 1));
      await this.#expect(200, 'GET', `/Users?filter=${filter}`);
    });
  }

  /** Adds a member to a group, and takes it out again. */
  async patchOne(group: 'small' | 'middle' | 'large'): Promise<Latencies> {
    const path = `/Groups/${groupUuid(
      { small: SMALL_GROUP, middle: MIDDLE_GROUP, large: LARGE_GROUP }[group],
    )}`;
    const value = userUuid(this.size.users);
    const one = (index: number) =>
      this.#patch(
        path,
        index % 2 === 0
          ? { op: 'add', path: 'members', value: [{ value }] }
          : { op: 'remove', path: `members[value eq "${value}"]` },
      );
    // The first thousand are the compiler's.
    const warm = performance.now() + this.effort.seconds * 2000;
    while (performance.now() < warm) {
      await measureLatencies(2, one);
    }
    return measureLatencies(this.effort.writes, one);
  }

  /** Adds members to the large group in one PATCH, and takes them out again. */
  patchMany(operations: 'one' | 'each'): Promise<Latencies> {
    const first = this.size.largeGroup + 1;
    const count = Math.min(1000, this.size.users - first);
    const members = Array.from({ length: count }, (_, index) => ({
      value: userUuid(first + index),
    }));
    return measureLatencies(this.effort.largeWrites * 2, index => {
      const op = index % 2 === 0 ? 'add' : 'remove';
      return operations === 'one'
        ? this.#patch(`/Groups/${groupUuid(LARGE_GROUP)}`, {
            op,
            path: 'members',
            value: members,
          })
        : this.#patch(
            `/Groups/${groupUuid(LARGE_GROUP)}`,
            ...members.map(member => ({
              op,
              path: 'members',
              value: [member],
            })),
          );
    });
  }

  /** Replaces all members of the large group by others. */
  async putAll(): Promise<Latencies & { peakRss: number; rssBefore: number }> {
    const { largeGroup, users } = this.size;
    const halves = [0, users - largeGroup].map(offset =>
      Array.from({ length: largeGroup }, (_, index) => ({
        value: userUuid(offset + index + 1),
      })),
    );
    const put = async (members: object[]) => {
      await this.#expect(
        200,
        'PUT',
        `/Groups/${groupUuid(LARGE_GROUP)}?excludedAttributes=members`,
        { schemas: [GROUP], displayName: `Team ${LARGE_GROUP}`, members },
      );
    };
    const { rss } = await this.server.usage();
    const latencies = await measureLatencies(this.effort.largeWrites, index =>
      put(halves[(index + 1) % 2]),
    );
    const { peakRss } = await this.server.usage();
    await put(halves[0]);
    return { ...latencies, peakRss, rssBefore: rss };
  }

  /** Reads the large group without its members. */
  readWithoutMembers(): Promise<Latencies> {
    return measureLatencies(this.effort.writes, async () => {
      await this.#expect(
        200,
        'GET',
        `/Groups/${groupUuid(LARGE_GROUP)}?excludedAttributes=members`,
      );
    });
  }

  /**
   * Goes through everybody by cursor, 100 at a time; then reads an early page
   * and a late one in turn, so that both meet the same machine.
   */
  async cursorPages(): Promise<{ pages: number; first: number; last: number }> {
    const read = async (cursor: string): Promise<string | undefined> => {
      const path = `/Users?count=100&cursor=${cursor}&excludedAttributes=groups`;
      return JSON.parse(await this.#expect(200, 'GET', path)).nextCursor;
    };
    const cursors: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      cursors.push(next);
      next = await read(next);
    }
    const taken: [first: number[], last: number[]] = [[], []];
    for (let round = 0; round < 30; round++) {
      for (const [side, page] of [cursors[1], cursors.at(-2)!].entries()) {
        taken[side].push(
          await measureOnce(async () => {
            await read(page);
          }),
        );
      }
    }
    const [first, last] = taken.map(some => latenciesOf(some).p50);
    return { pages: cursors.length, first, last };
  }

  /** Creates users, and removes them again. */
  async createUsers(): Promise<Latencies> {
    const ids: string[] = [];
    const stamp = Date.now();
    const latencies = await measureLatencies(
      this.effort.writes,
      async index => {
        const name = `new.${stamp}.${index}@example.com`;
        const text = await this.#expect(201, 'POST', '/Users', {
          schemas: [USER],
          userName: name,
          externalId: name,
          displayName: `New ${index}`,
          name: { givenName: 'New', familyName: String(index) },
          emails: [{ value: name, type: 'work', primary: true }],
          active: true,
        });
        ids.push(JSON.parse(text).id);
      },
    );
    for (const id of ids) {
      await this.server.send('DELETE', `/Users/${id}`);
    }
    return latencies;
  }

  async #patch(path: string, ...Operations: object[]): Promise<void> {
    const { status, text } = await this.server.send('PATCH', path, {
      schemas: [PATCH],
      Operations,
    });
    if (status !== 204 && status !== 200) {
      throw new Error(`PATCH ${path} was answered with ${status}: ${text}`);
    }
  }

  async #expect(
    expected: number,
    method: string,
    path: string,
    body?: object,
  ): Promise<string> {
    const { status, text } = await this.server.send(method, path, body);
    if (status !== expected) {
      throw new Error(`${method} ${path} was answered with ${status}: ${text}`);
    }
    return text;
  }
}

/** Filters that identity providers look people up with. */
export const lookups: Array<{
  what: string;
  collection: 'Users' | 'Groups';
  filterFor(id: number): string;
}> = [
  {
    what: 'userName eq',
    collection: 'Users',
    filterFor: id => `userName eq "${userName(id)}"`,
  },
  {
    what: 'externalId eq',
    collection: 'Users',
    filterFor: id => `externalId eq "external-${id}"`,
  },
  {
    what: 'displayName eq',
    collection: 'Users',
    filterFor: id => `displayName eq "Person Number ${id}"`,
  },
  {
    what: 'Groups: displayName eq',
    collection: 'Groups',
    filterFor: id => `displayName eq "Team ${id}"`,
  },
];
