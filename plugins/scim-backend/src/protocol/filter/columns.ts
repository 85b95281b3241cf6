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

import { SYNC_STATE_SCHEMA } from '../schema/syncStateSchema';
import type { ResourceType } from '../schema/ResourceType';
import type { Expression } from './Expression';
import type { Leaf } from './BoundFilter';

/** A table with resources. */
export type Table = 'users' | 'groups' | 'portal_roles';

const tables: Record<ResourceType['name'], Table> = {
  User: 'users',
  Group: 'groups',
  Role: 'portal_roles',
};

/** The table that holds the resources of a type. */
export function tableOf(type: ResourceType): Table {
  return tables[type.name];
}

/**
 * What attributes are kept in columns of their own. Case is folded where an
 * attribute does not mind it.
 */
export function columnOf(
  leaf: Leaf,
  type: ResourceType,
  baseUrl: string,
): Expression | undefined {
  const table = tableOf(type);
  const column = (
    kind: Expression['kind'],
    name: string,
    nullable = false,
  ): Expression => ({
    kind,
    text: `${table}.${name}`,
    bindings: [],
    nullable,
  });
  const computed = (text: string, ...bindings: string[]): Expression => ({
    kind: 'key',
    text,
    bindings,
    nullable: false,
  });
  const path = leaf.keys.join('/');
  if (type.name === 'Role') {
    switch (path) {
      case 'displayName':
        return column('key', 'name_key');
      case 'externalId':
        return { ...computed('cast(null as text)'), nullable: true };
      case 'meta/lastModified':
        return {
          ...computed(`coalesce(${table}.updated_at, ${table}.created_at)`),
          kind: 'instant',
        };
      default:
    }
  }
  switch (path) {
    case 'id':
      return column('id', 'uuid');
    case 'externalId':
      return column('key', 'external_id', true);
    case 'meta':
    case SYNC_STATE_SCHEMA:
      return { ...computed(`${table}.uuid`), kind: 'json' };
    case 'meta/resourceType':
      return computed(`'${type.name}'`);
    case 'meta/created':
      return column('instant', 'created_at');
    case 'meta/lastModified':
      return column('instant', 'updated_at');
    case 'meta/location':
      return addressOf(`${table}.uuid`, `${baseUrl}${type.endpoint}/`);
    case 'meta/version':
      return computed(`('W/"' || ${table}.version || '"')`);
    case `${SYNC_STATE_SCHEMA}/connection`:
      return {
        ...computed(
          `(select connections.name from connections where connections.id = ${table}.connection_id)`,
        ),
        nullable: true,
      };
    case `${SYNC_STATE_SCHEMA}/syncedAt`:
      return column('instant', 'synced_at', true);
    case `${SYNC_STATE_SCHEMA}/entityRef`:
      return computed(
        `('${type.name.toLowerCase()}:' || case when ${table}.entity_name like '%/%' then '' else 'default/' end || ${table}.entity_name)`,
      );
    case 'displayName':
      return column('key', 'display_name_key', true);
    default:
      return type.name === 'User' ? userColumn(path, column) : undefined;
  }
}

function userColumn(
  path: string,
  column: (
    kind: Expression['kind'],
    name: string,
    nullable?: boolean,
  ) => Expression,
): Expression | undefined {
  switch (path) {
    case 'userName':
      return column('key', 'user_name_key');
    case 'active':
      return column('boolean', 'active');
    case 'name/givenName':
      return column('key', 'given_name_key', true);
    case 'name/familyName':
      return column('key', 'family_name_key', true);
    default:
      return undefined;
  }
}

/** The address of a resource, from its UUID. */
export function addressOf(uuid: string, collection: string): Expression {
  return {
    kind: 'key',
    text: `(? || cast(${uuid} as text))`,
    bindings: [collection],
    nullable: false,
  };
}
