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

import { randomUUID } from 'node:crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { Directory, DirectoryGroup, Person } from './Directory';
import { DirectoryChanges } from './DirectoryChanges';

/** What one says of a person; the rest is made up from it. */
export interface PersonInput {
  userName?: string;
  name?: string;
  email?: string;
  title?: string;
  department?: string;
}

/** Names are shown and sent; nothing of the sort is longer in earnest. */
const LONGEST_TEXT = 200;

/**
 * The directory that is pushed, and what people on the page do to it: they name
 * people and groups as they see them, and give what they want changed.
 */
export class DirectoryStore {
  private constructor(private readonly changes: DirectoryChanges) {}

  /**
   * @param base - the directory file
   * @param folder - where the changes are kept
   */
  static open(base: { directory: Directory }, folder: string): DirectoryStore {
    return new DirectoryStore(DirectoryChanges.open(base, folder));
  }

  /** The directory as it is now. */
  get directory(): Directory {
    return this.changes.directory;
  }

  /** Whether anything differs from the file. */
  get isChanged(): boolean {
    return !this.changes.isEmpty;
  }

  /** Forgets all that was changed here: the file alone counts again. */
  reset() {
    this.changes.reset();
  }

  /** @throws NotFoundError if nobody is called that */
  person(userName: string): Person {
    const found = this.directory.people.find(same('userName', userName));
    if (!found) {
      throw new NotFoundError(`Nobody is called '${userName}'.`);
    }
    return found;
  }

  /** @throws NotFoundError if no group is called that */
  group(displayName: string): DirectoryGroup {
    const found = this.directory.groups.find(same('displayName', displayName));
    if (!found) {
      throw new NotFoundError(`No group is called '${displayName}'.`);
    }
    return found;
  }

  /** @throws ConflictError if the user name is taken */
  addPerson(input: PersonInput): Person {
    const userName = required(input.userName, 'userName');
    const person = this.#named(
      {
        id: randomUUID(),
        userName,
        email: userName,
        name: userName,
        givenName: '',
        familyName: '',
        active: true,
        assigned: true,
      },
      { ...input, name: required(input.name, 'name') },
    );
    return this.#savePerson(person);
  }

  /** Changes what is given; an empty title or department is taken away. */
  updatePerson(
    userName: string,
    input: PersonInput & { active?: boolean; assigned?: boolean },
  ): Person {
    const person = this.#named(this.person(userName), input);
    return this.#savePerson({
      ...person,
      active: input.active ?? person.active,
      assigned: input.assigned ?? person.assigned,
    });
  }

  /** Deletes a person for good. */
  removePerson(userName: string): Person {
    const person = this.person(userName);
    this.changes.removePerson(person.id);
    return person;
  }

  /** @throws ConflictError if the name is taken */
  addGroup(displayName: string | undefined): DirectoryGroup {
    return this.#saveGroup({
      id: randomUUID(),
      displayName: required(displayName, 'displayName'),
      members: [],
      groups: [],
    });
  }

  /** @throws ConflictError if the new name is taken */
  renameGroup(displayName: string, newName: string | undefined) {
    return this.#saveGroup({
      ...this.group(displayName),
      displayName: required(newName, 'displayName'),
    });
  }

  removeGroup(displayName: string): DirectoryGroup {
    const group = this.group(displayName);
    this.changes.removeGroup(group.id);
    return group;
  }

  /** Puts a person into a group, or takes them out of it. */
  setMember(displayName: string, userName: string, isMember: boolean) {
    const group = this.group(displayName);
    const { id } = this.person(userName);
    const others = group.members.filter(member => member !== id);
    return this.#saveGroup({
      ...group,
      members: isMember ? [...others, id] : others,
    });
  }

  /** Puts a person into just these groups. */
  setGroups(userName: string, displayNames: string[]) {
    const { id } = this.person(userName);
    const wanted = new Set(displayNames.map(name => this.group(name).id));
    for (const group of this.directory.groups) {
      if (group.members.includes(id) !== wanted.has(group.id)) {
        this.setMember(group.displayName, userName, wanted.has(group.id));
      }
    }
  }

  #named(person: Person, input: PersonInput): Person {
    const name = text(input.name, 'name') ?? person.name;
    const [familyName, ...given] = name.split(' ').reverse();
    const userName = text(input.userName, 'userName') ?? person.userName;
    const emailFollows = person.email === person.userName;
    const email =
      text(input.email, 'email') ?? (emailFollows ? userName : person.email);
    if (!email.includes('@')) {
      throw new InputError(
        `'${email}' is not an email address; give one in 'email'.`,
      );
    }
    return {
      ...person,
      userName,
      email,
      ...(name !== person.name && {
        name,
        givenName: given.reverse().join(' ') || name,
        familyName,
      }),
      title:
        input.title === undefined ? person.title : text(input.title, 'title'),
      department:
        input.department === undefined
          ? person.department
          : text(input.department, 'department'),
    };
  }

  #savePerson(person: Person): Person {
    const { people } = this.directory;
    const taken = people.find(same('userName', person.userName));
    if (taken && taken.id !== person.id) {
      throw new ConflictError(
        `The user name '${person.userName}' is taken by ${taken.name}.`,
      );
    }
    this.changes.savePerson(person);
    return person;
  }

  #saveGroup(group: DirectoryGroup): DirectoryGroup {
    const { groups } = this.directory;
    const taken = groups.find(same('displayName', group.displayName));
    if (taken && taken.id !== group.id) {
      throw new ConflictError(
        `There is a group called '${taken.displayName}' already.`,
      );
    }
    this.changes.saveGroup(group);
    return group;
  }
}

/** Names compare without case, as they do in SCIM. */
function same<K extends string>(field: K, name: string) {
  return (entry: Record<K, string>) =>
    entry[field].toLowerCase() === name.toLowerCase();
}

function required(value: unknown, field: string): string {
  const given = text(value, field);
  if (!given) {
    throw new InputError(`'${field}' is missing.`);
  }
  return given;
}

function text(value: unknown, field: string): string | undefined {
  if (value !== undefined && typeof value !== 'string') {
    throw new InputError(`'${field}' must be text.`);
  }
  const trimmed = value?.trim();
  if (trimmed && trimmed.length > LONGEST_TEXT) {
    throw new InputError(
      `'${field}' is longer than ${LONGEST_TEXT} characters.`,
    );
  }
  return trimmed || undefined;
}
