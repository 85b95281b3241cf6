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
import type { OrganizationChange } from '../../database';
import type { PageQuery, RowPage } from '../../directory';
import type { Projection } from '../listing/Projection';
import type { ResourceType } from '../schema';

/** A PATCH does not show more members than this, unless it is asked to. */
export const MANY_MEMBERS = 100;

/** What the protocol needs to know of a stored user or group. */
export interface StoredResource {
  /** Row id; grows with the time of creation. */
  id: number;
  uuid: string;
  version: number;
}

/** What a write has done. */
export interface WriteOutcome<T extends StoredResource> {
  stored: T;
  /** For the audit log. */
  detail: JsonObject;
}

/**
 * What SCIM can do with one type of resource. The routes are the same for all
 * of them.
 */
export interface ResourceEndpoint<T extends StoredResource> {
  readonly type: ResourceType;

  /** Name of the type in the audit log, as in `user.create`. */
  readonly auditName: string;

  find(tx: Knex, id: string): Promise<T | undefined>;

  /** A page of what an identity provider, or an administrator, may see. */
  list(
    tx: Knex,
    page: PageQuery,
    viewer: Connection | undefined,
  ): Promise<RowPage<T>>;

  /**
   * Resources as SCIM shows them to an identity provider, or to an
   * administrator; reads no more than the projection shows.
   */
  represent(
    tx: Knex,
    stored: T[],
    projection: Projection,
    viewer: Connection | undefined,
  ): Promise<JsonObject[]>;

  /**
   * Whether it takes long to read what is shown of a resource, as with a group
   * of thousands. A PATCH, which may change just one of them, then answers
   * without it; a client that wants to see it asks for attributes.
   */
  isLarge(tx: Knex, stored: T, projection: Projection): Promise<boolean>;

  /** Reference of the catalog entity, by which records name the resource. */
  entityRef(stored: T): string;

  create(
    change: OrganizationChange,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<T>>;

  replace(
    change: OrganizationChange,
    stored: T,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<T>>;

  patch(
    change: OrganizationChange,
    stored: T,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<T>>;

  remove(
    change: OrganizationChange,
    stored: T,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<T>>;
}
