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
import type { ScimDatabase } from '../../database';
import { entityTag, isUnchanged } from '../http/preconditions';
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
import type { ResourceEndpoint, StoredResource } from './ResourceEndpoint';
import { findOrRefuse, ResourceWriter, Written } from './ResourceWriter';

/** What the routes of a resource type need. */
export interface ResourceRouteOptions<T extends StoredResource> {
  endpoint: ResourceEndpoint<T>;
  writer: ResourceWriter<T>;
  database: ScimDatabase;
  /** Absolute address of the SCIM endpoint, without a slash at the end. */
  baseUrl: string;
}

/** The routes of one resource type (RFC 7644 §3). */
export function createResourceRoutes<T extends StoredResource>({
  endpoint,
  writer,
  database,
  baseUrl,
}: ResourceRouteOptions<T>): Router {
  const projectionFor = (request: Request) =>
    new Projection(endpoint.type, attributeChoice(request));
  const targetOf = (request: Request) => ({
    id: request.params.id,
    preconditions: request.headers,
  });

  const list = async (wanted: ListRequest, response: Response) => {
    const { connection }: ScimCaller = response.locals.caller;
    const found = await listResources(database.knex, [endpoint], wanted, {
      baseUrl,
      connection,
    });
    sendScim(response, 200, found);
  };

  const answer = (
    response: Response,
    status: number,
    { stored, resource }: Written<T>,
  ) => {
    const location = `${baseUrl}${endpoint.type.endpoint}/${stored.uuid}`;
    response.setHeader('ETag', entityTag(stored.version));
    response.setHeader('Location', location);
    if (resource || status === 304) {
      // The same as `meta.location` (RFC 7643 §3.1).
      response.setHeader('Content-Location', location);
    }
    if (resource) {
      sendScim(response, status, resource);
    } else {
      response.status(status === 304 ? status : 204).end();
    }
  };

  const router = PromiseRouter();

  router.get('/', async (request, response) =>
    list(listRequestOfQuery(request), response),
  );

  router.post('/.search', async (request, response) =>
    list(listRequestOfBody(bodyOf(request)), response),
  );
  // Else it would be taken for an id.
  router.all('/.search', refuseMethod('POST'));

  router.post('/', async (request, response) => {
    const { caller } = response.locals;
    const projection = projectionFor(request);
    const body = bodyOf(request);
    answer(response, 201, await writer.create({ caller, projection }, body));
  });

  router.get('/:id', async (request, response) => {
    const { connection }: ScimCaller = response.locals.caller;
    const projection = projectionFor(request);
    const { id } = request.params;
    // No transaction: the version is read before what it is the version of, so
    // it is never newer than that.
    const stored = await findOrRefuse(endpoint, database.knex, id);
    if (isUnchanged(request.headers, stored.version)) {
      answer(response, 304, { stored });
      return;
    }
    const [resource]: JsonObject[] = await endpoint.represent(
      database.knex,
      [stored],
      projection,
      connection,
    );
    answer(response, 200, { stored, resource: projection.apply(resource) });
  });

  router.put('/:id', async (request, response) => {
    const { caller } = response.locals;
    const projection = projectionFor(request);
    const body = bodyOf(request);
    const written = await writer.replace(
      { caller, projection },
      targetOf(request),
      body,
    );
    answer(response, 200, written);
  });

  router.patch('/:id', async (request, response) => {
    const { caller } = response.locals;
    const projection = projectionFor(request);
    const unlessLarge = request.query.attributes === undefined;
    const body = bodyOf(request);
    const written = await writer.patch(
      { caller, projection, unlessLarge },
      targetOf(request),
      body,
    );
    answer(response, 200, written);
  });

  router.delete('/:id', async (request, response) => {
    const { caller } = response.locals;
    await writer.remove({ caller }, targetOf(request));
    response.status(204).end();
  });

  router.all('/', refuseMethod('GET, POST'));
  router.all('/:id', refuseMethod('GET, PUT, PATCH, DELETE'));
  return router;
}
