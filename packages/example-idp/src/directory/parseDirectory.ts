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
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { Directory, DirectoryGroup, Person } from './Directory';
import { DirectoryError, DirectoryProblem } from './DirectoryError';
import { FieldReader } from './FieldReader';
import { sortByDependency } from './sortByDependency';

const PERSON_FIELDS = [
  'id',
  'userName',
  'email',
  'name',
  'givenName',
  'familyName',
  'title',
  'department',
  'manager',
  'picture',
  'active',
  'assigned',
];
const GROUP_FIELDS = ['id', 'displayName', 'members', 'groups'];

/**
 * Reads a directory file.
 *
 * @param yaml - its text
 * @param file - its name, for messages
 * @throws {@link DirectoryError} with everything that is wrong, by line
 */
export function parseDirectory(yaml: string, file?: string): Directory {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const problems: DirectoryProblem[] = document.errors.map(error => ({
    line: lines.linePos(error.pos[0]).line,
    message: error.message.split('\n')[0],
  }));
  const reader = new FieldReader(lines, problems);
  const root = document.contents;

  if (problems.length === 0 && !isMap(root)) {
    reader.report(root, "expected 'organization', 'users' and 'groups'");
  }
  if (problems.length > 0 || !isMap(root)) {
    throw new DirectoryError(problems, file);
  }

  reader.onlyFields(root, ['organization', 'users', 'groups']);
  const organization = reader.text(root, 'organization') ?? 'Organization';
  const people = readPeople(items(root, 'users', reader), reader);
  const groups = readGroups(items(root, 'groups', reader), people, reader);

  if (problems.length > 0) {
    problems.sort((a, b) => a.line - b.line);
    throw new DirectoryError(problems, file);
  }
  return {
    organization,
    people: [...people.values()].map(({ person }) => person),
    groups,
  };
}

type People = Map<string, { person: Person; node: YAMLMap }>;

function readPeople(nodes: YAMLMap[], reader: FieldReader): People {
  const byName = new Map<string, { person: Person; node: YAMLMap }>();
  const ids = new Set<string>();
  const managers = new Map<string, string>();

  for (const node of nodes) {
    reader.onlyFields(node, PERSON_FIELDS);
    const userName = reader.requiredText(node, 'userName');
    const name =
      reader.text(node, 'name') ??
      [reader.text(node, 'givenName'), reader.text(node, 'familyName')]
        .filter(Boolean)
        .join(' ');
    if (!userName) {
      continue;
    }
    if (!name) {
      reader.report(node, `'${userName}' has no 'name'`);
    }
    const email =
      reader.text(node, 'email') ??
      (userName.includes('@') ? userName : undefined);
    if (!email) {
      reader.report(node, `'${userName}' has no 'email'`);
    }
    const id = reader.text(node, 'id') ?? userName;
    if (byName.has(key(userName))) {
      reader.report(node, `there are two people called '${userName}'`);
      continue;
    }
    if (ids.has(id)) {
      reader.report(node, `the id '${id}' is taken by somebody else`);
    }
    ids.add(id);
    const manager = reader.text(node, 'manager');
    if (manager) {
      managers.set(key(userName), manager);
    }
    const [familyName, ...given] = name.split(' ').reverse();
    byName.set(key(userName), {
      node,
      person: {
        id,
        userName,
        email: email ?? userName,
        name,
        givenName:
          reader.text(node, 'givenName') ?? (given.reverse().join(' ') || name),
        familyName: reader.text(node, 'familyName') ?? familyName,
        title: reader.text(node, 'title'),
        department: reader.text(node, 'department'),
        picture: reader.text(node, 'picture'),
        active: reader.flag(node, 'active') ?? true,
        assigned: reader.flag(node, 'assigned') ?? true,
      },
    });
  }

  for (const [userName, manager] of managers) {
    const { person, node } = byName.get(userName)!;
    const found = byName.get(key(manager));
    if (found) {
      person.manager = found.person.id;
    } else {
      reader.report(node, `nobody is called '${manager}' (manager)`);
    }
  }

  const { sorted, cycle } = sortByDependency([...byName.keys()], userName =>
    managers.get(userName)?.toLowerCase(),
  );
  if (cycle) {
    const { person, node } = byName.get(cycle)!;
    reader.report(node, `'${person.userName}' is their own manager in the end`);
  }
  return new Map(sorted.map(name => [name, byName.get(name)!]));
}

function readGroups(
  nodes: YAMLMap[],
  people: People,
  reader: FieldReader,
): DirectoryGroup[] {
  const byName = new Map<string, { group: DirectoryGroup; node: YAMLMap }>();
  const ids = new Set<string>();

  for (const node of nodes) {
    reader.onlyFields(node, GROUP_FIELDS);
    const displayName = reader.requiredText(node, 'displayName');
    if (!displayName) {
      continue;
    }
    const id = reader.text(node, 'id') ?? displayName;
    if (byName.has(key(displayName))) {
      reader.report(node, `there are two groups called '${displayName}'`);
      continue;
    }
    if (ids.has(id)) {
      reader.report(node, `the id '${id}' is taken by another group`);
    }
    ids.add(id);
    const members = reader.texts(node, 'members').flatMap(entry => {
      const member = people.get(key(entry.text));
      if (!member) {
        reader.report(entry.node, `nobody is called '${entry.text}'`);
      }
      return member ? [member.person.id] : [];
    });
    byName.set(key(displayName), {
      node,
      group: { id, displayName, members: [...new Set(members)], groups: [] },
    });
  }

  const children = new Map<string, string[]>();
  for (const [name, { group, node }] of byName) {
    const inside: string[] = [];
    for (const entry of reader.texts(node, 'groups')) {
      const child = byName.get(key(entry.text));
      if (child) {
        inside.push(key(entry.text));
        group.groups.push(child.group.id);
      } else {
        reader.report(entry.node, `no group is called '${entry.text}'`);
      }
    }
    children.set(name, inside);
  }

  const { sorted, cycle } = sortByDependency(
    [...byName.keys()],
    name => children.get(name) ?? [],
  );
  if (cycle) {
    const { group, node } = byName.get(cycle)!;
    reader.report(node, `'${group.displayName}' contains itself in the end`);
  }
  return sorted.map(name => byName.get(name)!.group);
}

function items(root: YAMLMap, field: string, reader: FieldReader): YAMLMap[] {
  const list = root.get(field, true) as unknown;
  if (list === undefined || (isScalar(list) && list.value === null)) {
    return [];
  }
  if (!isSeq(list)) {
    reader.report(list, `'${field}' must be a list`);
    return [];
  }
  return (list as YAMLSeq).items.filter((item): item is YAMLMap => {
    if (!isMap(item)) {
      reader.report(item, `an entry of '${field}' must have named fields`);
    }
    return isMap(item);
  });
}

/** Names compare without case, as they do in SCIM. */
function key(name: string) {
  return name.toLowerCase();
}
