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
  BindingFilter,
  RemoveBindingOptions,
  scimDirectoryReadPermission,
  scimPolicyManagePermission,
} from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { BindingStore, RoleBindings, whereBinding } from '../access';
import type { ScimDatabase } from '../database';
import { actorOf } from './actorOf';
import { Authorizer } from './Authorizer';
import { PageParameters, toPage, toSlice } from './cursor';

/** `/bindings`: single role bindings. */
export function createBindingRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  bindings: BindingStore;
  roleBindings: RoleBindings;
}): ExpressRouter {
  const { authorizer, database, bindings, roleBindings } = options;
  const router = Router();

  router.get('/bindings', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const filter: PageParameters & BindingFilter = request.query;
    const slice = toSlice(filter, ['string', 'number']);
    const found = await database.read(tx =>
      bindings.list(tx, slice, query => whereBinding(query, filter)),
    );
    response.json(toPage(found));
  });

  router.post('/bindings', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimPolicyManagePermission,
    );
    const actor = actorOf(credentials);
    const result = await roleBindings.add({ ...request.body, actor });
    response.status(result.changed ? 201 : 200).json(result);
  });

  router.delete('/bindings/:id', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimPolicyManagePermission,
    );
    const { id } = request.params;
    const actor = actorOf(credentials);
    const { allowNoAdministrator }: RemoveBindingOptions = request.query;
    response.json(
      await roleBindings.remove({ id, actor, allowNoAdministrator }),
    );
  });

  return router;
}
