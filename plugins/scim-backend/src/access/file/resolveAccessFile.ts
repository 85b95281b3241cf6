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

import { AccessFileProblem } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase } from '../../database';
import { slices } from '../../directory/slices';
import { NewBinding, PrincipalType } from '../BindingStore';
import { ResourceStore } from '../ResourceStore';
import { ServiceAccountStore } from '../ServiceAccountStore';
import { AccessFile, FileBinding, Located } from './AccessFile';
import { quote } from './YamlFile';

/** What the things that a file names are, in the database. */
export interface KnownThings {
  /** Row ids by reference. */
  resources: Map<string, number>;
  /** Row ids by name in folded case; several if a name means several. */
  principals: Record<PrincipalType, Map<string, number[]>>;
}

/** Looks up everything that a file names. */
export async function lookUp(
  tx: Knex,
  file: AccessFile,
  stores: { resources: ResourceStore; serviceAccounts: ServiceAccountStore },
): Promise<KnownThings> {
  const named = (type: PrincipalType) =>
    file.bindings
      .map(({ value }) => value.principal.value)
      .filter(principal => principal.type === type)
      .map(({ name }) => name);
  const refs = [
    ...file.resources.map(({ value }) => value.ref),
    ...file.bindings.map(({ value }) => value.resource.value.ref),
  ];
  const accounts = await stores.serviceAccounts.findIds(tx, [
    ...file.serviceAccounts.map(({ value }) => value),
    ...named('serviceAccount'),
  ]);
  return {
    resources: await stores.resources.findIds(tx, [...new Set(refs)]),
    principals: {
      user: await findUserIds(tx, [
        ...file.users.map(({ value }) => value),
        ...named('user'),
      ]),
      group: await findIdsByName(
        tx,
        'groups',
        'display_name_key',
        named('group'),
      ),
      serviceAccount: new Map([...accounts].map(([key, id]) => [key, [id]])),
      portalRole: await findIdsByName(
        tx,
        'portal_roles',
        'name_key',
        named('portalRole'),
      ),
    },
  };
}

const principalNames: Record<PrincipalType, string> = {
  user: 'user',
  group: 'user group',
  serviceAccount: 'service account',
  portalRole: 'portal role',
};

/**
 * What is wrong with a file's bindings once one knows what is there.
 *
 * @returns a problem for each thing that neither the file nor the database has
 */
export function checkReferences(
  file: AccessFile,
  known: KnownThings,
): AccessFileProblem[] {
  const problems: AccessFileProblem[] = [];
  const refs = new Set(file.resources.map(({ value }) => value.ref));
  const added: Partial<Record<PrincipalType, Set<string>>> = {
    user: new Set(file.users.map(({ value }) => foldCase(value))),
    serviceAccount: new Set(
      file.serviceAccounts.map(({ value }) => foldCase(value)),
    ),
  };
  for (const { value: binding } of file.bindings) {
    const { resource, principal } = binding;
    if (!refs.has(resource.value.ref) && !isThere(known, binding)) {
      problems.push({
        line: resource.line,
        message: `There is no resource ${quote(
          resource.value.ref,
        )}; add it to the file.`,
      });
    }
    const { type, name } = principal.value;
    const key = foldCase(name);
    const ids = known.principals[type].get(key) ?? [];
    if (ids.length > 1) {
      problems.push({
        line: principal.line,
        message: `Several people have the email ${quote(
          name,
        )}; give the user name instead.`,
      });
    } else if (ids.length === 0 && !added[type]?.has(key)) {
      problems.push({
        line: principal.line,
        message: `There is no ${principalNames[type]} ${quote(name)}.`,
      });
    }
  }
  return [...problems, ...findRepeats(file.bindings, known)];
}

/** The file's bindings by row id, once everything they name is there. */
export function toBindings(file: AccessFile, known: KnownThings): NewBinding[] {
  return file.bindings.map(({ value: { resource, role, principal } }) => {
    const { type, name } = principal.value;
    const [id] = known.principals[type].get(foldCase(name))!;
    return {
      resourceId: known.resources.get(resource.value.ref)!,
      role,
      principal: { type, id },
    };
  });
}

function isThere(known: KnownThings, { resource }: FileBinding): boolean {
  return known.resources.has(resource.value.ref);
}

/** Bindings that say what an earlier one has said, perhaps by another name. */
function findRepeats(
  bindings: Located<FileBinding>[],
  known: KnownThings,
): AccessFileProblem[] {
  const lines = new Map<string, number>();
  return bindings.flatMap(({ value: { resource, role, principal }, line }) => {
    const { type, name } = principal.value;
    const [id] = known.principals[type].get(foldCase(name)) ?? [];
    const key = JSON.stringify([
      resource.value.ref,
      role,
      type,
      id ?? foldCase(name),
    ]);
    const earlier = lines.get(key);
    if (earlier !== undefined) {
      const message = `The binding is there already, in line ${earlier}.`;
      return [{ line, message }];
    }
    lines.set(key, line);
    return [];
  });
}

/** By user name, else by email. */
async function findUserIds(
  tx: Knex,
  names: string[],
): Promise<Map<string, number[]>> {
  const byUserName = new Map<string, number[]>();
  // Sets: a person whom two slices mean, by user name and by email, is one.
  const byEmail = new Map<string, Set<number>>();
  for (const keys of slices([...new Set(names.map(foldCase))])) {
    const rows = await tx('users')
      .whereIn('user_name_key', keys)
      .orWhereIn('email_key', keys)
      .select('id', 'user_name_key', 'email_key');
    for (const row of rows) {
      byUserName.set(row.user_name_key, [row.id]);
      if (row.email_key !== null) {
        const ids = byEmail.get(row.email_key) ?? new Set();
        byEmail.set(row.email_key, ids.add(row.id));
      }
    }
  }
  return new Map([
    ...Array.from(byEmail, ([key, ids]): [string, number[]] => [key, [...ids]]),
    ...byUserName,
  ]);
}

async function findIdsByName(
  tx: Knex,
  table: string,
  column: string,
  names: string[],
): Promise<Map<string, number[]>> {
  const ids = new Map<string, number[]>();
  for (const keys of slices([...new Set(names.map(foldCase))])) {
    const rows: Array<Record<string, any>> = await tx(table)
      .whereIn(column, keys)
      // A team comes after a group of its name that waits to be linked to it.
      .orderBy(table === 'groups' ? 'linked' : 'id')
      .select('id', column);
    rows.forEach(row => ids.set(row[column], [row.id]));
  }
  return ids;
}
