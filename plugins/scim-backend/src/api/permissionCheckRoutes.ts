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
  PermissionCheckPage,
  scimEnforcementPlanPermission,
} from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { PermissionCheck } from '../access';
import type { ScimDatabase } from '../database';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/** `GET /permission-check`: who is only half set up. */
export function createPermissionCheckRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  permissionCheck: PermissionCheck;
}): ExpressRouter {
  const { authorizer, database, permissionCheck } = options;
  const router = Router();

  router.get('/permission-check', async (request, response) => {
    await authorizer.require(request, scimEnforcementPlanPermission);
    const slice = toSlice(request.query, [
      'string',
      'number',
      'string',
      'string',
    ]);
    const found = await database.read(tx => permissionCheck.list(tx, slice));
    const page: PermissionCheckPage = {
      ...toPage(found),
      totalUsers: found.totalUsers,
    };
    response.json(page);
  });

  return router;
}
