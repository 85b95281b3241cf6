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
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { ScimDatabase } from '../database';
import { readDirectoryStatus } from '../directory';
import { Authorizer } from './Authorizer';
import { Doctor } from './Doctor';

/** `/doctor` and `/directory/status`: whether everything is as it should be. */
export function createDiagnosisRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  doctor: Doctor;
}): ExpressRouter {
  const { authorizer, database, doctor } = options;
  const router = Router();

  router.get('/doctor', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    response.json(await doctor.diagnose());
  });

  router.get('/directory/status', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    response.json(await database.read(tx => readDirectoryStatus(tx)));
  });

  return router;
}
