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
  AccessModel,
  ResourceTypeModel,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase } from '../database';
import { BindingStore } from './BindingStore';
import { Position } from './pagedRows';
import { compareText, inTextOrder } from './textOrder';

/** Bindings read at a time. */
const SLICE = 1000;

interface ExportedResource {
  id: number;
  type: string;
  name: string;
  parent_id: number | null;
}

/** Writes access files: all that an import can bring in. */
export class AccessExporter {
  constructor(
    private readonly options: { model: AccessModel; bindings: BindingStore },
  ) {}

  /**
   * The organization's access as an access file. To import it where it comes
   * from changes nothing; to import it where the directory has the same people
   * and groups makes the same access.
   */
  async exportFile(tx: Knex): Promise<string> {
    const lines = [
      ...(await this.#resources(tx)),
      ...section('serviceAccounts', await serviceAccounts(tx)),
      ...section('users', await unsyncedUsers(tx)),
      ...section('bindings', await this.#bindings(tx)),
    ];
    return `${lines.join('\n')}\n`;
  }

  async #resources(tx: Knex): Promise<string[]> {
    const { types } = this.options.model;
    const rows: ExportedResource[] = await tx('resources').select(
      'id',
      'type',
      'name',
      'parent_id',
    );
    rows.sort((a, b) => compareText(a.name, b.name));
    const children = new Map<string, ExportedResource[]>();
    for (const row of rows) {
      const key = `${row.type} in ${row.parent_id}`;
      const siblings = children.get(key) ?? [];
      children.set(key, siblings);
      siblings.push(row);
    }
    const list = (
      { type, label }: ResourceTypeModel,
      parentId: number | null,
      indent: string,
    ): string[] => {
      const inside = children.get(`${type} in ${parentId}`) ?? [];
      if (inside.length === 0) {
        return [];
      }
      const childTypes = types.filter(({ parentType }) => parentType === type);
      return [
        `${indent}${label}:`,
        ...inside.flatMap(({ id, name }) => [
          `${indent}  - name: ${scalar(name)}`,
          ...childTypes.flatMap(child => list(child, id, `${indent}    `)),
        ]),
      ];
    };
    const singletons = types
      .filter(({ singleton }) => singleton)
      .flatMap(({ type, label }) =>
        rows
          .filter(row => row.type === type)
          .map(({ name }) => `${label}: ${scalar(name)}`),
      );
    return [
      ...singletons,
      ...types
        .filter(({ singleton, parentType }) => !singleton && !parentType)
        .flatMap(type => list(type, null, '')),
    ];
  }

  async #bindings(tx: Knex): Promise<string[]> {
    const { bindings } = this.options;
    const userNames = await unclearEmails(tx);
    const lines: string[] = [];
    let after: Position | undefined;
    do {
      const slice = await bindings.list(tx, { limit: SLICE, after });
      for (const { resource, role, principal } of slice.items) {
        const name = userNames.get(principal.id) ?? principal.name;
        lines.push(
          `{ resource: ${scalar(resource.ref)}, role: ${scalar(role)}, ${
            principal.type
          }: ${scalar(name)} }`,
        );
      }
      after = slice.next;
    } while (after);
    return lines;
  }
}

function section(key: string, items: string[]): string[] {
  return items.length > 0
    ? [`${key}:`, ...items.map(item => `  - ${item}`)]
    : [];
}

async function serviceAccounts(tx: Knex): Promise<string[]> {
  const names: string[] = await tx('service_accounts')
    .orderBy([{ column: inTextOrder(tx, 'name') as unknown as string }])
    .pluck('name');
  return names.map(scalar);
}

/**
 * Emails of people whom no connection provisions; others come with the
 * directory. Who is no member any more is left out, unless they hold a binding.
 */
async function unsyncedUsers(tx: Knex): Promise<string[]> {
  const emails: string[] = await tx('users')
    .whereNull('connection_id')
    .whereNotNull('email')
    .andWhere(any =>
      any
        .where('member', true)
        .orWhereIn(
          'id',
          tx('bindings').whereNotNull('user_id').select('user_id'),
        ),
    )
    .orderBy([{ column: inTextOrder(tx, 'email') as unknown as string }])
    .pluck('email');
  const distinct = new Map(emails.map(email => [foldCase(email), email]));
  return [...distinct.values()].map(scalar);
}

/** User names by id, of people whose email another person has too. */
async function unclearEmails(tx: Knex): Promise<Map<string, string>> {
  const rows: Array<{ uuid: string; user_name: string }> = await tx('users')
    .whereExists(
      tx('users as other')
        .select(tx.raw('1'))
        .whereRaw('other.id <> users.id')
        .andWhere(any =>
          any
            .whereRaw('other.email_key = users.email_key')
            .orWhereRaw('other.user_name_key = users.email_key'),
        ),
    )
    .select('uuid', 'user_name');
  return new Map(rows.map(({ uuid, user_name }) => [uuid, user_name]));
}

/** Words that YAML does not read as text. */
const notText = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** A text as YAML writes it on one line. */
function scalar(text: string): string {
  return /^[a-z][\w@./-]*( [\w@./-]+)*$/i.test(text) && !notText.test(text)
    ? text
    : JSON.stringify(text);
}
