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
  ChangedGroup,
  scimDirectoryManagePermission,
  scimDirectoryReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { Request, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { listGroupItems, listGroupMembers } from '../access';
import type { ScimDatabase } from '../database';
import type { ManagedGroups } from '../directory';
import { actorOf } from './actorOf';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/** `/groups`: synced groups, groups that wait, and local teams. */
export function createGroupRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  managedGroups: ManagedGroups;
}): ExpressRouter {
  const { authorizer, database, managedGroups } = options;
  const router = Router();

  const actor = async (request: Request) =>
    actorOf(await authorizer.require(request, scimDirectoryManagePermission));

  router.get('/groups', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const slice = toSlice(request.query, ['string', 'number']);
    response.json(
      toPage(
        await database.read(tx => listGroupItems(tx, slice, request.query)),
      ),
    );
  });

  router.get('/groups/:id', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    response.json(
      await database.read(tx => managedGroups.get(tx, request.params.id)),
    );
  });

  router.get('/groups/:id/members', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const slice = toSlice(request.query, ['string', 'number']);
    const found = await database.read(async tx => {
      const group = await managedGroups.find(tx, request.params.id);
      return listGroupMembers(tx, slice, group.id);
    });
    response.json(toPage(found));
  });

  router.post('/groups', async (request, response) => {
    const group = await managedGroups.create(
      await actor(request),
      request.body.displayName,
    );
    response.status(201).json(group);
  });

  router.delete('/groups/:id', async (request, response) => {
    response.json(
      await managedGroups.remove(await actor(request), request.params.id),
    );
  });

  const change = (
    run: (
      by: string,
      id: string,
      body: Request['body'],
    ) => Promise<ChangedGroup>,
  ) => {
    return async (request: Request, response: { json(body: object): void }) => {
      const by = await actor(request);
      response.json(await run(by, request.params.id, request.body));
    };
  };

  router.patch(
    '/groups/:id',
    change((by, id, body) => managedGroups.rename(by, id, body.displayName)),
  );
  router.post(
    '/groups/:id/members',
    change((by, id, body) => managedGroups.changeMembers(by, id, body)),
  );
  router.post(
    '/groups/:id/create-team',
    change((by, id) => managedGroups.createTeam(by, id)),
  );
  router.post(
    '/groups/:id/link',
    change((by, id, body) => managedGroups.link(by, id, body)),
  );
  router.post(
    '/groups/:id/unlink',
    change((by, id) => managedGroups.unlink(by, id)),
  );

  return router;
}
