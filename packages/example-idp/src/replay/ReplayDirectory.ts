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

import { Directory, DirectoryGroup, Person } from '../directory';
import {
  ProviderStyle,
  pushDirectory,
  ScimGroup,
  ScimRequestError,
  ScimSnapshot,
  ScimTarget,
  ScimUser,
} from '../push';
import { ReplayError } from './ReplayError';

/**
 * People and groups made up for one replay. They are told from all others by
 * how their `externalId` begins, so that a replay leaves the others alone.
 */
export class ReplayDirectory implements Directory {
  organization = 'Replay';
  people: Person[] = [];
  groups: DirectoryGroup[] = [];
  deleted: string[] = [];
  /** SCIM `id`s by `externalId`; they must never change. */
  readonly ids = new Map<string, string>();

  constructor(
    readonly target: ScimTarget,
    readonly style: ProviderStyle,
    readonly prefix: string,
  ) {}

  addPerson(number: number, name: string): Person {
    const [givenName, familyName] = name.split(' ');
    const userName = `${this.prefix}${number}@example.com`;
    const person: Person = {
      id: `${this.prefix}${number}`,
      userName,
      email: userName,
      name,
      givenName,
      familyName,
      title: 'Engineer',
      active: true,
      assigned: true,
    };
    this.people.push(person);
    return person;
  }

  addGroup(name: string, members: Person[]): DirectoryGroup {
    const group: DirectoryGroup = {
      id: `${this.prefix}${name}`,
      displayName: `${this.prefix}${name}`,
      members: members.map(({ id }) => id),
      groups: [],
    };
    this.groups.push(group);
    return group;
  }

  async push() {
    await pushDirectory(this, this.target, {
      style: this.style,
      snapshot: await this.snapshot(),
    });
  }

  /** What the service holds of this replay. */
  async snapshot(): Promise<ScimSnapshot> {
    const filter = `externalId sw ${JSON.stringify(this.prefix)}`;
    return {
      users: await this.target.list<ScimUser>('/Users', filter),
      groups: await this.target.list<ScimGroup>('/Groups', filter),
    };
  }

  /** @throws ReplayError unless the service holds just this directory */
  async verify() {
    const { users, groups } = await this.snapshot();
    for (const person of this.people) {
      this.#verifyPerson(
        person,
        users.find(({ externalId }) => externalId === person.id),
      );
    }
    for (const group of this.groups) {
      this.#verifyGroup(
        group,
        groups.find(({ externalId }) => externalId === group.id),
      );
    }
    const known = new Set(this.people.map(({ id }) => id));
    const leftOver = users.filter(
      ({ externalId, active }) => active && !known.has(externalId!),
    );
    ReplayError.unlessEqual(
      'The number of people too many',
      leftOver.length,
      0,
    );
    ReplayError.unlessEqual(
      'The number of groups',
      groups.length,
      this.groups.length,
    );
  }

  /** @throws ReplayError unless a filter on the user name finds this person */
  async verifyFound(person: Person) {
    const found = await this.target.list<ScimUser>(
      '/Users',
      `userName eq ${JSON.stringify(person.userName)}`,
    );
    ReplayError.unlessEqual(
      `What is found by the user name ${person.userName}`,
      found.map(({ id, active }) => ({ id, active })),
      [{ id: this.ids.get(person.id), active: person.active }],
    );
  }

  /** @throws ReplayError unless there is nothing any more */
  async verifyGone(path: string) {
    try {
      await this.target.send('GET', path);
    } catch (error) {
      if (error instanceof ScimRequestError && error.status === 404) {
        return;
      }
      throw error;
    }
    throw new ReplayError(`${path} was deleted and is still there.`);
  }

  #verifyPerson(person: Person, found: ScimUser | undefined) {
    const view = found && {
      userName: found.userName,
      displayName: found.displayName,
      name: [found.name?.givenName, found.name?.familyName],
      email: found.emails?.map(({ value }) => value),
      title: found.title,
      active: found.active,
    };
    ReplayError.unlessEqual(`${person.name}, read back,`, view, {
      userName: person.userName,
      displayName: person.name,
      name: [person.givenName, person.familyName],
      email: [person.email],
      title: person.title,
      active: person.active,
    });
    this.#verifyId(person.id, found!.id);
  }

  #verifyGroup(group: DirectoryGroup, found: ScimGroup | undefined) {
    ReplayError.unlessEqual(
      `${group.displayName}, read back,`,
      found && {
        displayName: found.displayName,
        members: (found.members ?? []).map(({ value }) => value).sort(),
      },
      {
        displayName: group.displayName,
        members: group.members.map(id => this.ids.get(id)).sort(),
      },
    );
    this.#verifyId(group.id, found!.id);
  }

  #verifyId(externalId: string, id: string) {
    const before = this.ids.get(externalId) ?? id;
    ReplayError.unlessEqual(`The id of ${externalId}`, id, before);
    this.ids.set(externalId, id);
  }
}
