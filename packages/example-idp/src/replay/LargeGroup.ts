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

import { DirectoryGroup, Person } from '../directory';
import {
  ProviderStyle,
  pushDirectory,
  ScimGroup,
  ScimTarget,
  ScimUser,
  USER_SCHEMA,
} from '../push';
import { ReplayError } from './ReplayError';

const BULK_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
/** Operations that travel at once, where the service takes as many. */
const OPERATIONS = 500;

interface Operation {
  method: string;
  path: string;
  bulkId?: string;
  data?: object;
}

/**
 * A group as large as one likes, changed in the steps of the provider. Its
 * people come and go in bulk: they are not what is tried here.
 */
export class LargeGroup {
  readonly #people: Person[];
  readonly #group: DirectoryGroup;
  readonly #ids = new Map<string, string>();
  #remote: ScimGroup | undefined;

  constructor(
    readonly target: ScimTarget,
    readonly style: ProviderStyle,
    prefix: string,
    size: number,
  ) {
    this.#people = Array.from({ length: size }, (_, number) => ({
      id: `${prefix}${number}`,
      userName: `${prefix}${number}@example.com`,
      email: `${prefix}${number}@example.com`,
      name: `Member ${number}`,
      givenName: 'Member',
      familyName: String(number),
      active: true,
      assigned: true,
    }));
    this.#group = {
      id: `${prefix}group`,
      displayName: `${prefix}group`,
      members: this.#people.map(({ id }) => id),
      groups: [],
    };
  }

  async createPeople() {
    const answers = await this.#bulk(
      this.#people.map(person => ({
        method: 'POST',
        path: '/Users',
        bulkId: person.id,
        data: toUser(person),
      })),
    );
    this.#people.forEach(({ id }, index) => this.#ids.set(id, answers[index]));
  }

  async create() {
    await this.#push([]);
    await this.#readBack();
  }

  /** Takes every tenth member out, and reads back. */
  async shrink() {
    this.#group.members = this.#people
      .filter((_, index) => index % 10 > 0)
      .map(({ id }) => id);
    await this.#push([this.#remote!]);
    await this.#readBack();
  }

  async delete() {
    if (this.#remote) {
      await this.target.send('DELETE', `/Groups/${this.#remote.id}`);
      this.#remote = undefined;
    }
  }

  async deletePeople() {
    await this.#bulk(
      [...this.#ids.values()].map(id => ({
        method: 'DELETE',
        path: `/Users/${id}`,
      })),
    );
    this.#ids.clear();
  }

  async #push(groups: ScimGroup[]) {
    const users = this.#people.map(person => ({
      ...toUser(person),
      id: this.#ids.get(person.id)!,
    }));
    await pushDirectory(
      { organization: 'Replay', people: this.#people, groups: [this.#group] },
      this.target,
      { style: this.style, snapshot: { users, groups } },
    );
  }

  async #readBack() {
    const [found] = await this.target.list<ScimGroup>(
      '/Groups',
      `externalId eq ${JSON.stringify(this.#group.id)}`,
    );
    this.#remote = found;
    const { members = [] } = found ?? {};
    ReplayError.unlessEqual(
      'The number of its members',
      members.length,
      this.#group.members.length,
    );
    const wanted = new Set(this.#group.members.map(id => this.#ids.get(id)));
    const strangers = members.filter(({ value }) => !wanted.has(value));
    ReplayError.unlessEqual('The number of strangers', strangers.length, 0);
  }

  /** @returns the `id` of what each operation was about */
  async #bulk(operations: Operation[]): Promise<string[]> {
    const ids: string[] = [];
    for (let start = 0; start < operations.length; start += OPERATIONS) {
      const slice = operations.slice(start, start + OPERATIONS);
      const { Operations } = await this.target.send<{
        Operations: Array<{ status: string; location?: string }>;
      }>('POST', '/Bulk', { schemas: [BULK_SCHEMA], Operations: slice });
      const failed = Operations.find(({ status }) => Number(status) >= 300);
      if (failed) {
        throw new ReplayError(
          `A bulk operation was refused: ${JSON.stringify(failed)}`,
        );
      }
      ids.push(
        ...Operations.map(({ location }) => location?.split('/').pop() ?? ''),
      );
    }
    return ids;
  }
}

function toUser(person: Person): Omit<ScimUser, 'id'> & { schemas: string[] } {
  return {
    schemas: [USER_SCHEMA],
    externalId: person.id,
    userName: person.userName,
    displayName: person.name,
    name: { givenName: person.givenName, familyName: person.familyName },
    active: true,
    emails: [{ value: person.email, type: 'work', primary: true }],
  };
}
