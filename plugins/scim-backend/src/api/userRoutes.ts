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
  scimDirectoryManagePermission,
  scimDirectoryReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { listUserItems } from '../access';
import type { ScimDatabase } from '../database';
import type { ManagedUsers, UserLinking } from '../directory';
import { actorOf } from './actorOf';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/** `/users`. */
export function createUserRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  managedUsers: ManagedUsers;
  userLinking: UserLinking;
}): ExpressRouter {
  const { authorizer, database, managedUsers, userLinking } = options;
  const router = Router();

  router.get('/users', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const slice = toSlice(request.query, ['string', 'number']);
    response.json(
      toPage(
        await database.read(tx => listUserItems(tx, slice, request.query)),
      ),
    );
  });

  router.get('/users/policy', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    response.json(await database.read(tx => managedUsers.policy(tx)));
  });

  router.get('/users/:id', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    response.json(
      await database.read(tx => managedUsers.get(tx, request.params.id)),
    );
  });

  router.post('/users', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimDirectoryManagePermission,
    );
    const user = await managedUsers.create(actorOf(credentials), request.body);
    response.status(201).json(user);
  });

  router.delete('/users/:id', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimDirectoryManagePermission,
    );
    response.json(
      await managedUsers.remove(actorOf(credentials), request.params.id),
    );
  });

  router.post('/users/:id/link', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimDirectoryManagePermission,
    );
    response.json(
      await userLinking.link(
        actorOf(credentials),
        request.params.id,
        request.body,
      ),
    );
  });

  router.post('/users/:id/unlink', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimDirectoryManagePermission,
    );
    response.json(
      await userLinking.unlink(actorOf(credentials), request.params.id),
    );
  });

  return router;
}
