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
  AccessFileError,
  scimDirectoryReadPermission,
  scimPolicyManagePermission,
} from '@backstage-scim/plugin-scim-common';
import { Request, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { AccessPolicies } from '../access';
import type { ScimDatabase } from '../database';
import { actorOf } from './actorOf';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';
import { RefusedFileError } from './RefusedFileError';

/** `/policies`: which roles user groups hold, resource by resource. */
export function createPolicyRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  policies: AccessPolicies;
}): ExpressRouter {
  const { authorizer, database, policies } = options;
  const router = Router();
  const addressOf = ({ params }: Request) => ({
    type: params.resourceType,
    resource: params.resource,
  });

  router.get('/policies', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const slice = toSlice(request.query, ['number', 'string']);
    response.json(toPage(await database.read(tx => policies.list(tx, slice))));
  });

  const paths = [
    '/policies/:resourceType',
    '/policies/:resourceType/:resource',
  ];
  router.get(paths, async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const address = addressOf(request);
    response.json(await database.read(tx => policies.get(tx, address)));
  });

  router.put(paths, async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimPolicyManagePermission,
    );
    try {
      response.json(
        await policies.set(addressOf(request), {
          ...request.body,
          actor: actorOf(credentials),
        }),
      );
    } catch (error) {
      throw error instanceof AccessFileError
        ? new RefusedFileError(error.message, error.problems)
        : error;
    }
  });

  return router;
}
