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
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Directory, DirectoryGroup, Person } from './Directory';
import { sortByDependency } from './sortByDependency';

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
export class DirectoryChanges {
  #changes: Changes;

  private constructor(
    private readonly base: { directory: Directory },
    private readonly file: string,
    changes: Changes,
  ) {
    this.#changes = changes;
  }

  /**
   * @param base - the directory file
   * @param folder - where the changes are kept
   */
  static open(
    base: { directory: Directory },
    folder: string,
  ): DirectoryChanges {
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
    return new DirectoryChanges(base, file, changes);
  }

  /** The directory as it is now. */
  get directory(): Directory {
    const { organization, people, groups } = this.base.directory;
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

  get isEmpty(): boolean {
    const { people, groups } = this.#changes;
    return Object.keys({ ...people, ...groups }).length === 0;
  }

  savePerson(person: Person): void {
    this.#changes.people[person.id] = person;
    this.#save();
  }

  removePerson(id: string): void {
    this.#changes.people[id] = null;
    this.#save();
  }

  saveGroup(group: DirectoryGroup): void {
    this.#changes.groups[group.id] = group;
    this.#save();
  }

  removeGroup(id: string): void {
    this.#changes.groups[id] = null;
    this.#save();
  }

  /** Forgets all of it: the file alone counts again. */
  reset(): void {
    this.#changes = noChanges();
    rmSync(this.file, { force: true });
  }

  #save(): void {
    mkdirSync(path.dirname(this.file), { recursive: true });
    const written = `${this.file}.new`;
    writeFileSync(written, JSON.stringify(this.#changes, undefined, 2));
    renameSync(written, this.file);
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
