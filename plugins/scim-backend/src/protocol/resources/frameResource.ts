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

import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import type { Connection } from '../../connections';
import type { GroupRow, UserRow } from '../../database';
import { entityTag } from '../http/preconditions';
import { ResourceType, SYNC_STATE_SCHEMA } from '../schema';

/** What users and groups have in common. */
type Row = Pick<
  UserRow & GroupRow,
  | 'uuid'
  | 'version'
  | 'connection_id'
  | 'created_at'
  | 'updated_at'
  | 'synced_at'
> & { resource: JsonObject };

/** Puts around a stored resource what the server says about it. */
export function frameResource(options: {
  type: ResourceType;
  row: Row;
  /** Absolute address of the SCIM endpoint. */
  baseUrl: string;
  entityRef: string;
  connection: string | undefined;
  /** The identity provider that is looking; absent for an administrator. */
  viewer: Connection | undefined;
  /** Attributes that are not part of the stored resource. */
  derived: JsonObject;
}): JsonObject {
  const { type, row, baseUrl, entityRef, connection, viewer, derived } =
    options;
  const { schemas: _, ...stored } = row.resource;
  // The identifier that one identity provider gives is not another's to see
  // (RFC 7643 §3.1).
  if (viewer && row.connection_id !== viewer.id) {
    delete stored.externalId;
  }
  const extensions = type.extensions
    .map(({ id }) => id)
    .filter(id => id in stored || id === SYNC_STATE_SCHEMA);
  const isSynced = extensions.includes(SYNC_STATE_SCHEMA);
  return {
    schemas: [type.schema.id, ...extensions],
    id: row.uuid,
    ...stored,
    ...derived,
    ...(isSynced && {
      [SYNC_STATE_SCHEMA]: {
        ...(connection !== undefined && { connection }),
        ...(row.synced_at !== null && { syncedAt: row.synced_at }),
        entityRef,
      },
    }),
    meta: {
      resourceType: type.name,
      created: row.created_at,
      lastModified: row.updated_at,
      location: `${baseUrl}${type.endpoint}/${row.uuid}`,
      version: entityTag(row.version),
    },
  };
}

/**
 * The names of the connections that provision these, by row id. Whoever looks
 * at what is their own knows it already.
 */
export async function connectionNames(
  tx: Knex,
  provisioned: Array<Pick<Row, 'connection_id'>>,
  viewer: Connection | undefined,
): Promise<Map<number, string>> {
  const isKnown = provisioned.every(
    ({ connection_id: owner }) => owner === null || owner === viewer?.id,
  );
  if (isKnown) {
    return new Map(viewer && [[viewer.id, viewer.name]]);
  }
  // There is a handful.
  const rows = await tx('connections').select('id', 'name');
  return new Map(rows.map(({ id, name }) => [id, name]));
}
