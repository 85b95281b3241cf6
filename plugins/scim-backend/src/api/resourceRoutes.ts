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

import { scimDirectoryReadPermission } from '@backstage-scim/plugin-scim-common';
import Router from 'express-promise-router';
import { Router as ExpressRouter } from 'express';
import type { ResourceStore } from '../access';
import type { ScimDatabase } from '../database';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/** `GET /resources`. */
export function createResourceRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  resources: ResourceStore;
}): ExpressRouter {
  const { authorizer, database, resources } = options;
  const router = Router();

  router.get('/resources', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const slice = toSlice(request.query, ['number', 'string']);
    response.json(toPage(await database.read(tx => resources.list(tx, slice))));
  });

  return router;
}
