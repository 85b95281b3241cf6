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
import { Request, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { listRoleMembers, listRoles } from '../access';
import type { ScimDatabase } from '../database';
import type { ManagedRoles } from '../directory';
import { actorOf } from './actorOf';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/** `/roles`: portal roles, and who holds them. */
export function createRoleRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  managedRoles: ManagedRoles;
}): ExpressRouter {
  const { authorizer, database, managedRoles } = options;
  const router = Router();

  const actor = async (request: Request) =>
    actorOf(await authorizer.require(request, scimDirectoryManagePermission));

  router.get('/roles', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const slice = toSlice(request.query, ['string', 'number']);
    response.json(toPage(await database.read(tx => listRoles(tx, slice))));
  });

  router.get('/roles/:id', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    response.json(
      await database.read(tx => managedRoles.get(tx, request.params.id)),
    );
  });

  router.get('/roles/:id/members', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const slice = toSlice(request.query, ['string', 'number']);
    const found = await database.read(async tx => {
      const role = await managedRoles.find(tx, request.params.id);
      return listRoleMembers(tx, slice, role.id);
    });
    response.json(toPage(found));
  });

  router.post('/roles', async (request, response) => {
    const role = await managedRoles.create(
      await actor(request),
      request.body.name,
    );
    response.status(201).json(role);
  });

  router.patch('/roles/:id', async (request, response) => {
    response.json(
      await managedRoles.rename(
        await actor(request),
        request.params.id,
        request.body.name,
      ),
    );
  });

  router.delete('/roles/:id', async (request, response) => {
    response.json(
      await managedRoles.remove(await actor(request), request.params.id),
    );
  });

  router.post('/roles/:id/members', async (request, response) => {
    response.json(
      await managedRoles.changeMembers(
        await actor(request),
        request.params.id,
        request.body,
      ),
    );
  });

  return router;
}
