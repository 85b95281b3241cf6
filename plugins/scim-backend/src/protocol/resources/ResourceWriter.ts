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
import type { AuditLog } from '../../audit';
import type { OrganizationChange, ScimDatabase } from '../../database';
import { ScimError } from '../errors';
import { Preconditions, requireCurrent } from '../http/preconditions';
import type { ScimCaller } from '../http/ScimCaller';
import type { Projection } from '../listing/Projection';
import type {
  ResourceEndpoint,
  StoredResource,
  WriteOutcome,
} from './ResourceEndpoint';

/** What a write has left behind. */
export interface Written<T extends StoredResource> {
  stored: T;
  /** As SCIM shows it, if that was asked for. */
  resource?: JsonObject;
}

/** A resource that is there already, and in which state it must be. */
export interface WriteTarget {
  id: string;
  preconditions: Preconditions;
}

/** One write of SCIM. */
export interface WriteRequest {
  caller: ScimCaller;
  /** What to show afterwards; nothing unless set. */
  projection?: Projection;
  /** Show nothing if it would take long to read. */
  unlessLarge?: boolean;
  /** The write that this is part of; it is one of its own if absent. */
  change?: OrganizationChange;
}

/**
 * The writes of one resource type. Each is a transaction of its own, unless it
 * is part of another, and is put on record if it changed anything.
 */
export class ResourceWriter<T extends StoredResource> {
  constructor(
    private readonly endpoint: ResourceEndpoint<T>,
    private readonly options: { database: ScimDatabase; audit: AuditLog },
  ) {}

  /** As in `/Users`. */
  get path(): string {
    return this.endpoint.type.endpoint;
  }

  create(request: WriteRequest, body: JsonObject): Promise<Written<T>> {
    return this.#write(request, 'create', change =>
      this.endpoint.create(change, body, request.caller.connection),
    );
  }

  replace(
    request: WriteRequest,
    target: WriteTarget,
    body: JsonObject,
  ): Promise<Written<T>> {
    return this.#write(request, 'replace', async change =>
      this.endpoint.replace(
        change,
        await this.#findCurrent(change.tx, target),
        body,
        request.caller.connection,
      ),
    );
  }

  patch(
    request: WriteRequest,
    target: WriteTarget,
    body: JsonObject,
  ): Promise<Written<T>> {
    return this.#write(request, 'patch', async change =>
      this.endpoint.patch(
        change,
        await this.#findCurrent(change.tx, target),
        body,
        request.caller.connection,
      ),
    );
  }

  remove(request: WriteRequest, target: WriteTarget): Promise<Written<T>> {
    return this.#write(request, 'delete', async change =>
      this.endpoint.remove(
        change,
        await this.#findCurrent(change.tx, target),
        request.caller.connection,
      ),
    );
  }

  async #findCurrent(tx: Knex, { id, preconditions }: WriteTarget): Promise<T> {
    const stored = await findOrRefuse(this.endpoint, tx, id);
    requireCurrent(preconditions, stored.version);
    return stored;
  }

  #write(
    { caller, projection, unlessLarge, change: surrounding }: WriteRequest,
    verb: string,
    run: (change: OrganizationChange) => Promise<WriteOutcome<T>>,
  ): Promise<Written<T>> {
    const { endpoint } = this;
    const write = async (change: OrganizationChange): Promise<Written<T>> => {
      const { stored, detail } = await run(change);
      if (change.isEffective) {
        await this.options.audit.record(change, {
          actor: caller.actor,
          action: `${endpoint.auditName}.${verb}`,
          target: endpoint.entityRef(stored),
          detail: { id: stored.uuid, ...detail },
        });
      }
      const isShown =
        projection &&
        !(
          unlessLarge && (await endpoint.isLarge(change.tx, stored, projection))
        );
      if (!isShown) {
        return { stored };
      }
      const [resource] = await endpoint.represent(
        change.tx,
        [stored],
        projection,
        caller.connection,
      );
      return { stored, resource: projection.apply(resource) };
    };
    return surrounding
      ? write(surrounding)
      : this.options.database.write(write);
  }
}

/**
 * The resource with this id.
 *
 * @throws ScimError 404 if there is none
 */
export async function findOrRefuse<T extends StoredResource>(
  endpoint: ResourceEndpoint<T>,
  tx: Knex,
  id: string,
): Promise<T> {
  const stored = await endpoint.find(tx, id);
  if (!stored) {
    throw ScimError.notFound(
      `There is no ${endpoint.type.name} with the id '${id}'.`,
    );
  }
  return stored;
}
