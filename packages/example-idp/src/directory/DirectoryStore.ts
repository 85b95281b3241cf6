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
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { Directory, DirectoryGroup, Person } from './Directory';
import { sortByDependency } from './sortByDependency';

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

/** What was changed here, by `id`; `null` stands for what was deleted. */
interface Changes {
  people: Record<string, Person | null>;
  groups: Record<string, DirectoryGroup | null>;
}

/**
 * A directory file, and what was changed on the page since. Whoever or
 * whatever was changed on the page stays as it is there; all the rest follows
 * the file.
 */
export class DirectoryStore {
  readonly #base: { directory: Directory };
  readonly #file: string;
  #changes: Changes;

  private constructor(
    base: { directory: Directory },
    file: string,
    changes: Changes,
  ) {
    this.#base = base;
    this.#file = file;
    this.#changes = changes;
  }

  /**
   * @param base - the directory file
   * @param folder - where the changes are kept
   */
  static open(base: { directory: Directory }, folder: string): DirectoryStore {
    const file = path.join(folder, 'directory-changes.json');
    let changes = noChanges();
    try {
      changes = JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw new Error(`${file} cannot be read; delete it to begin anew.`, {
          cause: error,
        });
      }
    }
    return new DirectoryStore(base, file, changes);
  }

  /** The directory as it is now. */
  get directory(): Directory {
    const { organization, people, groups } = this.#base.directory;
    const merged = merge(people, this.#changes.people);
    const known = new Set(merged.map(({ id }) => id));
    const mergedGroups = merge(groups, this.#changes.groups);
    const knownGroups = new Set(mergedGroups.map(({ id }) => id));
    return {
      organization,
      people: inOrder(
        merged.map(person => ({
          ...person,
          manager: known.has(person.manager ?? '') ? person.manager : undefined,
        })),
        ({ manager }) => manager,
      ),
      groups: inOrder(
        mergedGroups.map(group => ({
          ...group,
          members: group.members.filter(id => known.has(id)),
          groups: group.groups.filter(id => knownGroups.has(id)),
        })),
        group => group.groups,
      ),
      deleted: Object.keys(this.#changes.people).filter(
        id => this.#changes.people[id] === null,
      ),
    };
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
    this.#changes.people[person.id] = null;
    this.#save();
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
    this.#changes.groups[group.id] = null;
    this.#save();
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

  /** Whether anything differs from the file. */
  get isChanged(): boolean {
    const { people, groups } = this.#changes;
    return Object.keys({ ...people, ...groups }).length > 0;
  }

  /** Forgets all that was changed here: the file alone counts again. */
  reset() {
    this.#changes = noChanges();
    rmSync(this.#file, { force: true });
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
    this.#changes.people[person.id] = person;
    this.#save();
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
    this.#changes.groups[group.id] = group;
    this.#save();
    return group;
  }

  #save() {
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const written = `${this.#file}.new`;
    writeFileSync(written, JSON.stringify(this.#changes, undefined, 2));
    renameSync(written, this.#file);
  }
}

function noChanges(): Changes {
  return { people: {}, groups: {} };
}

function merge<T extends { id: string }>(
  base: T[],
  changes: Record<string, T | null>,
): T[] {
  const merged = new Map(base.map(entry => [entry.id, entry]));
  for (const [id, entry] of Object.entries(changes)) {
    if (entry) {
      merged.set(id, entry);
    } else {
      merged.delete(id);
    }
  }
  return [...merged.values()];
}

function inOrder<T extends { id: string }>(
  entries: T[],
  dependenciesOf: (entry: T) => string | string[] | undefined,
): T[] {
  const byId = new Map(entries.map(entry => [entry.id, entry]));
  const { sorted } = sortByDependency([...byId.keys()], id =>
    dependenciesOf(byId.get(id)!),
  );
  return sorted.map(id => byId.get(id)!);
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
