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

import { InputError, NotFoundError } from '@backstage/errors';
import { AccessModel } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { ResourceRow } from '../database';
import { isResourceId } from '../directory';
import { oneOf, quote } from './file/YamlFile';

/**
 * The resource of a type that `reference` means: an id, a name, a reference or
 * the part of a reference behind the type.
 *
 * @param reference - absent for a type of which exactly one resource exists
 * @throws InputError if it is there and must not be, or the other way round, or
 * means several resources; NotFoundError if there is no such resource
 */
export async function findResourceOfType(
  tx: Knex,
  model: AccessModel,
  type: string,
  reference?: string,
): Promise<ResourceRow> {
  const { singleton } = model.types.find(one => one.type === type) ?? {};
  if (!model.types.some(one => one.type === type)) {
    throw new InputError(
      `Unknown resource type ${quote(type)}; use ${oneOf(
        model.types.map(one => one.type),
      )}.`,
    );
  }
  if (singleton && reference !== undefined) {
    throw new InputError(
      `There is only one ${type}; leave the resource id out.`,
    );
  }
  if (!singleton && !reference) {
    throw new InputError(
      `Say which ${type}: a resource id is missing. Give its id, its name or its reference.`,
    );
  }
  if (singleton) {
    return findResource(tx, type);
  }
  return (
    (await lookUp(tx, `${type}/${reference}`)) ??
    (await lookUp(tx, reference!, type)) ??
    (await findByName(tx, type, reference!))
  );
}

/**
 * The resource that `reference` means: an id or a reference such as
 * `cloud/prod-cloud`.
 *
 * @throws NotFoundError if there is no such resource
 */
export async function findResource(
  tx: Knex,
  reference: string,
): Promise<ResourceRow> {
  const row = await lookUp(tx, reference);
  if (!row) {
    throw new NotFoundError(
      `There is no resource ${quote(
        reference,
      )}; give an id, or a reference such as 'cloud/<cloud>'.`,
    );
  }
  return row;
}

async function lookUp(
  tx: Knex,
  reference: string,
  type?: string,
): Promise<ResourceRow | undefined> {
  // PostgreSQL takes no NUL in a text.
  if (reference.includes('\0')) {
    return undefined;
  }
  return tx<ResourceRow>('resources')
    .where(isResourceId(reference) ? { uuid: reference } : { ref: reference })
    .modify(query => type && query.andWhere({ type }))
    .first();
}

async function findByName(
  tx: Knex,
  type: string,
  name: string,
): Promise<ResourceRow> {
  const [row, another]: ResourceRow[] = name.includes('\0')
    ? []
    : await tx<ResourceRow>('resources')
        .where({ type, name })
        .orderBy('ref')
        .limit(2);
  if (!row) {
    throw new NotFoundError(`There is no ${type} ${quote(name)}.`);
  }
  if (another) {
    throw new InputError(
      `There are several called ${quote(
        name,
      )}; give a reference, such as ${quote(row.ref)} or ${quote(
        another.ref,
      )}.`,
    );
  }
  return row;
}
