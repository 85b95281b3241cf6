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
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { AuditLog } from '../audit';
import type { ConnectionStore } from '../connections';
import type { ScimDatabase } from '../database';
import { GroupStore, UserStore } from '../directory';
import { createDiscoveryRoutes } from './discovery/createDiscoveryRoutes';
import { ScimError } from './errors';
import { CallerAuthenticator } from './http/CallerAuthenticator';
import {
  bodyOf,
  readScimBody,
  scimErrorHandler,
  sendScim,
} from './http/scimMessages';
import { listRequestOfBody } from './listing/ListRequest';
import { listResources } from './listing/listResources';
import { createResourceRoutes } from './resources/createResourceRoutes';
import { refuseMethod } from './resources/refuseMethod';
import { GroupEndpoint } from './resources/GroupEndpoint';
import { UserEndpoint } from './resources/UserEndpoint';

/** What the SCIM endpoint needs. */
export interface ScimRouterOptions {
  database: ScimDatabase;
  connections: ConnectionStore;
  audit: AuditLog;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  logger: LoggerService;
  /**
   * Absolute address at which clients reach the router, without a slash at the
   * end, e.g. `https://portal.example.com/api/scim/v2`.
   */
  baseUrl: string;
}

/**
 * SCIM 2.0 over HTTP (RFC 7644). Mount it where the framework does not ask for
 * credentials: the router does so itself, and answers its own errors.
 */
export function createScimRouter(options: ScimRouterOptions): Router {
  const { database, baseUrl } = options;
  const callers = new CallerAuthenticator(options);
  const users = new UserEndpoint(new UserStore(), baseUrl);
  const groups = new GroupEndpoint(new GroupStore(), baseUrl);

  const router = PromiseRouter();
  router.use(async (request, response) => {
    response.locals.caller = await callers.authenticate(request);
    return 'next';
  });
  router.use(readScimBody());

  router.use('/Users', createResourceRoutes(users, options));
  router.use('/Groups', createResourceRoutes(groups, options));
  router.post('/.search', async (request, response) => {
    const wanted = listRequestOfBody(bodyOf(request));
    const found = await database.read(tx =>
      listResources(tx, [users, groups], wanted, baseUrl),
    );
    sendScim(response, 200, found);
  });
  router.all('/.search', refuseMethod('POST'));
  router.use(createDiscoveryRoutes(baseUrl));
  router.use(['/Bulk', '/Me', '/Roles'], () => {
    throw ScimError.notImplemented('The server does not do this yet.');
  });
  router.use(request => {
    throw ScimError.notFound(`There is no '${request.path}' in SCIM.`);
  });
  router.use(scimErrorHandler(options.logger));
  return router;
}
