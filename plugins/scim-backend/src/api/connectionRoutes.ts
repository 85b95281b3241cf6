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
  PauseConnectionOptions,
  PeopleOfDeletedConnection,
  ReviewItem,
  scimConnectionManagePermission,
} from '@backstage-scim/plugin-scim-common';
import { Request, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import {
  ConnectionStore,
  findConnection,
  ManagedConnections,
  providerProfiles,
  TokenRotation,
} from '../connections';
import { foldCase, type ScimDatabase } from '../database';
import type { ConnectionRemoval, ConnectionReviews } from '../directory';
import { actorOf } from './actorOf';
import { Authorizer } from './Authorizer';
import { PageParameters, toPage, toSlice } from './cursor';

/** `/connections`: identity providers and their tokens. */
export function createConnectionRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  connections: ConnectionStore;
  managedConnections: ManagedConnections;
  tokenRotation: TokenRotation;
  connectionReviews: ConnectionReviews;
  connectionRemoval: ConnectionRemoval;
  /** Absolute address of the SCIM endpoint. */
  scimBaseUrl: string;
}): ExpressRouter {
  const { authorizer, database, connections } = options;
  const { managedConnections, tokenRotation } = options;
  const router = Router();

  const actor = async (request: Request) =>
    actorOf(await authorizer.require(request, scimConnectionManagePermission));

  router.use('/connections', async request => {
    await authorizer.require(request, scimConnectionManagePermission);
    return 'next';
  });

  router.get('/connections', async (request, response) => {
    // Numbers that wait to be written belong on the page.
    await connections.flush();
    const all = await database.read(tx => managedConnections.list(tx));
    response.json(pageOf(all, request.query, ({ name }) => name));
  });

  router.get('/connections/providers', async (_request, response) => {
    response.json({
      items: providerProfiles({ baseUrl: options.scimBaseUrl }),
    });
  });

  router.post('/connections', async (request, response) => {
    const issued = await managedConnections.create(
      await actor(request),
      request.body,
    );
    response.status(201).json(issued);
  });

  router.get('/connections/:id', async (request, response) => {
    await connections.flush();
    response.json(
      await database.read(tx => managedConnections.get(tx, request.params.id)),
    );
  });

  router.patch('/connections/:id', async (request, response) => {
    response.json(
      await managedConnections.update(
        await actor(request),
        request.params.id,
        request.body,
      ),
    );
  });

  router.delete('/connections/:id', async (request, response) => {
    const { people } = request.query as { people?: PeopleOfDeletedConnection };
    response.json(
      await options.connectionRemoval.remove(
        await actor(request),
        request.params.id,
        people,
      ),
    );
  });

  router.post('/connections/:id/pause', async (request, response) => {
    const how: PauseConnectionOptions = request.query;
    response.json(
      await managedConnections.pause(
        await actor(request),
        request.params.id,
        how,
      ),
    );
  });

  for (const [verb, run] of Object.entries({
    resume: managedConnections.resume.bind(managedConnections),
    'rotation/complete': tokenRotation.complete.bind(tokenRotation),
    'rotation/cancel': tokenRotation.cancel.bind(tokenRotation),
    revoke: tokenRotation.revoke.bind(tokenRotation),
  })) {
    router.post(`/connections/:id/${verb}`, async (request, response) => {
      response.json(await run(await actor(request), request.params.id));
    });
  }

  router.post('/connections/:id/rotation', async (request, response) => {
    const issued = await tokenRotation.start(
      await actor(request),
      request.params.id,
      request.body?.tokenExpiresInDays,
    );
    response.status(201).json(issued);
  });

  router.post('/connections/:id/review', async (request, response) => {
    response.json(await options.connectionReviews.create(request.params.id));
  });

  router.get(
    '/connections/:id/review/:fingerprint',
    async (request, response) => {
      const { id, fingerprint } = request.params;
      const items = await database.read(tx =>
        options.connectionReviews.items(tx, id, fingerprint),
      );
      response.json(
        pageOf<ReviewItem>(items, request.query, ({ name }) => name),
      );
    },
  );

  router.post('/connections/:id/activate', async (request, response) => {
    const { id } = request.params;
    await options.connectionReviews.activate(
      await actor(request),
      id,
      request.body.fingerprint,
    );
    response.json(await database.read(tx => managedConnections.get(tx, id)));
  });

  router.get('/connections/:id/errors', async (request, response) => {
    const { after, limit } = toSlice(request.query, ['number']);
    const { id } = await findConnection(database.knex, request.params.id);
    const { next, ...found } = await connections.activity.listErrors(id, {
      before: after?.[0] as number | undefined,
      limit,
    });
    response.json(
      toPage({ ...found, next: next === undefined ? undefined : [next] }),
    );
  });

  router.get('/connections/:id/activity', async (request, response) => {
    const { id } = await findConnection(database.knex, request.params.id);
    response.json(await connections.activity.read(id));
  });

  return router;
}

/** A page of a list that is in memory. */
function pageOf<T>(
  all: T[],
  query: PageParameters,
  nameOf: (item: T) => string,
) {
  const { after, limit, search } = toSlice(query, ['number']);
  const wanted = foldCase(search ?? '');
  const matching = all.filter(item => foldCase(nameOf(item)).includes(wanted));
  const start = Number(after?.[0] ?? 0);
  const end = start + limit;
  return toPage({
    items: matching.slice(start, end),
    totalItems: matching.length,
    next: end < matching.length ? [end] : undefined,
  });
}
