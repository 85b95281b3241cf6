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

import { NotFoundError } from '@backstage/errors';
import {
  AccessFileError,
  scimDirectoryReadPermission,
  scimPolicyManagePermission,
} from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import {
  AccessExporter,
  AccessImporter,
  EffectiveAccess,
  findUser,
  ResourceStore,
} from '../access';
import type { ScimDatabase } from '../database';
import { actorOf } from './actorOf';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';
import { RefusedFileError } from './RefusedFileError';

/** Resources, access files, and who can reach what. */
export function createAccessRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  access: EffectiveAccess;
  resources: ResourceStore;
  importer: AccessImporter;
  exporter: AccessExporter;
}): ExpressRouter {
  const { authorizer, database, access, resources } = options;
  const router = Router();

  router.get('/resources', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const slice = toSlice(request.query, ['number', 'string']);
    response.json(toPage(await database.read(tx => resources.list(tx, slice))));
  });

  router.get('/access/users/:user', async (request, response) => {
    const reference = request.params.user;
    const user = await authorizer.requireAccessRead(request, () =>
      database.read(tx => findUser(tx, reference)),
    );
    if (!user) {
      throw new NotFoundError(
        `The directory knows nobody by '${reference}'; give an id, a user name, an email or an entity reference.`,
      );
    }
    response.json(await database.read(tx => access.forUser(tx, user)));
  });

  router.get('/access/export', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const file = await database.read(tx => options.exporter.exportFile(tx));
    response.json({ file });
  });

  router.post('/access/import', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimPolicyManagePermission,
    );
    try {
      const yaml: string = request.body.file;
      const actor = actorOf(credentials);
      response.json(await options.importer.importFile({ yaml, actor }));
    } catch (error) {
      throw error instanceof AccessFileError
        ? new RefusedFileError(error.message, error.problems)
        : error;
    }
  });

  return router;
}
