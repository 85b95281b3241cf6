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
import { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';
import type { AuditLog } from '../../audit';
import type { OrganizationChange, ScimDatabase } from '../../database';
import { ScimError } from '../errors';
import { entityTag, isUnchanged, requireCurrent } from '../http/preconditions';
import type { ScimCaller } from '../http/ScimCaller';
import { bodyOf, sendScim } from '../http/scimMessages';
import {
  attributeChoice,
  ListRequest,
  listRequestOfBody,
  listRequestOfQuery,
} from '../listing/ListRequest';
import { listResources } from '../listing/listResources';
import { Projection } from '../listing/Projection';
import { refuseMethod } from './refuseMethod';
import type {
  ResourceEndpoint,
  StoredResource,
  WriteOutcome,
} from './ResourceEndpoint';

/** What the routes of a resource type need. */
export interface ResourceRouteOptions {
  database: ScimDatabase;
  audit: AuditLog;
  /** Absolute address of the SCIM endpoint, without a slash at the end. */
  baseUrl: string;
}

/** The routes of one resource type (RFC 7644 §3). */
export function createResourceRoutes<T extends StoredResource>(
  endpoint: ResourceEndpoint<T>,
  options: ResourceRouteOptions,
): Router {
  const { database, baseUrl } = options;
  const { name, endpoint: path } = endpoint.type;
  const projectionFor = (request: Request) =>
    new Projection(endpoint.type, attributeChoice(request));

  const find = async (tx: Knex, request: Request) => {
    const stored = await endpoint.find(tx, request.params.id);
    if (!stored) {
      throw ScimError.notFound(
        `There is no ${name} with the id '${request.params.id}'.`,
      );
    }
    return stored;
  };

  const list = async (wanted: ListRequest, response: Response) =>
    sendScim(
      response,
      200,
      await database.read(tx => listResources(tx, [endpoint], wanted, baseUrl)),
    );

  /** Runs a write, puts it on record if it changed anything, and shows it. */
  const write = (
    request: Request,
    response: Response,
    verb: string,
    run: (
      change: OrganizationChange,
      caller: ScimCaller,
    ) => Promise<WriteOutcome<T>>,
    shows: boolean = true,
  ) =>
    database.write(async change => {
      const caller: ScimCaller = response.locals.caller;
      const { stored, detail } = await run(change, caller);
      if (change.isEffective) {
        await options.audit.record(change, {
          actor: caller.actor,
          action: `${endpoint.auditName}.${verb}`,
          target: endpoint.entityRef(stored),
          detail: { id: stored.uuid, ...detail },
        });
      }
      if (!shows) {
        return { stored };
      }
      const projection = projectionFor(request);
      const [resource] = await endpoint.represent(
        change.tx,
        [stored],
        projection,
      );
      return { stored, resource: projection.apply(resource) };
    });

  const answer = (
    response: Response,
    status: number,
    { stored, resource }: { stored: T; resource?: JsonObject },
  ) => {
    response.setHeader('ETag', entityTag(stored.version));
    response.setHeader('Location', `${baseUrl}${path}/${stored.uuid}`);
    if (resource) {
      sendScim(response, status, resource);
    } else {
      response.status(204).end();
    }
  };

  const router = PromiseRouter();

  router.get('/', async (request, response) =>
    list(listRequestOfQuery(request), response),
  );

  router.post('/.search', async (request, response) =>
    list(listRequestOfBody(bodyOf(request)), response),
  );

  router.post('/', async (request, response) => {
    const body = bodyOf(request);
    const outcome = await write(
      request,
      response,
      'create',
      (change, { connection }) => endpoint.create(change, body, connection),
    );
    answer(response, 201, outcome);
  });

  router.get('/:id', async (request, response) => {
    const projection = projectionFor(request);
    const outcome = await database.read(async tx => {
      const stored = await find(tx, request);
      if (isUnchanged(request, stored.version)) {
        return { stored };
      }
      const [resource] = await endpoint.represent(tx, [stored], projection);
      return { stored, resource: projection.apply(resource) };
    });
    if (outcome.resource) {
      answer(response, 200, outcome);
    } else {
      response.setHeader('ETag', entityTag(outcome.stored.version));
      response.status(304).end();
    }
  });

  router.put('/:id', async (request, response) => {
    const body = bodyOf(request);
    const outcome = await write(
      request,
      response,
      'replace',
      async (change, { connection }) => {
        const stored = await find(change.tx, request);
        requireCurrent(request, stored.version);
        return endpoint.replace(change, stored, body, connection);
      },
    );
    answer(response, 200, outcome);
  });

  router.patch('/:id', async (request, response) => {
    const body = bodyOf(request);
    const outcome = await write(
      request,
      response,
      'patch',
      async (change, { connection }) => {
        const stored = await find(change.tx, request);
        requireCurrent(request, stored.version);
        return endpoint.patch(change, stored, body, connection);
      },
      endpoint.showsAfterPatch || request.query.attributes !== undefined,
    );
    answer(response, 200, outcome);
  });

  router.delete('/:id', async (request, response) => {
    await write(
      request,
      response,
      'delete',
      async (change, { connection }) => {
        const stored = await find(change.tx, request);
        requireCurrent(request, stored.version);
        return endpoint.remove(change, stored, connection);
      },
      false,
    );
    response.status(204).end();
  });

  router.all('/', refuseMethod('GET, POST'));
  router.all('/.search', refuseMethod('POST'));
  router.all('/:id', refuseMethod('GET, PUT, PATCH, DELETE'));
  return router;
}
