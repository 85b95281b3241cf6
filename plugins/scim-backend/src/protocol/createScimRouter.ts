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
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { AuditLog } from '../audit';
import type { ConnectionStore } from '../connections';
import type { ScimDatabase } from '../database';
import { GroupStore, readUserNaming, RoleStore, UserStore } from '../directory';
import { createBulkRoutes } from './bulk/createBulkRoutes';
import { createDiscoveryRoutes } from './discovery/createDiscoveryRoutes';
import { ScimError } from './errors';
import { CallerAuthenticator } from './http/CallerAuthenticator';
import { observeRequest } from './http/observeRequest';
import type { ScimCaller } from './http/ScimCaller';
import {
  bodyOf,
  readScimBody,
  scimErrorHandler,
  sendScim,
} from './http/scimMessages';
import {
  ListRequest,
  listRequestOfBody,
  listRequestOfQuery,
} from './listing/ListRequest';
import { listResources } from './listing/listResources';
import { createMeRoutes } from './resources/createMeRoutes';
import { createResourceRoutes } from './resources/createResourceRoutes';
import { refuseMethod } from './resources/refuseMethod';
import { GroupEndpoint } from './resources/GroupEndpoint';
import { ResourceWriter } from './resources/ResourceWriter';
import { RoleEndpoint } from './resources/RoleEndpoint';
import { UserEndpoint } from './resources/UserEndpoint';
import { readScimSettings } from './settings/ScimSettings';

/** What the SCIM endpoint needs. */
export interface ScimRouterOptions {
  database: ScimDatabase;
  connections: ConnectionStore;
  audit: AuditLog;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  config: RootConfigService;
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
  const settings = readScimSettings(options.config);
  const callers = new CallerAuthenticator(options, settings);
  const userStore = new UserStore({ naming: readUserNaming(options.config) });
  const users = new UserEndpoint(userStore, baseUrl);
  const groups = new GroupEndpoint(new GroupStore(), baseUrl);
  const roles = new RoleEndpoint(new RoleStore(), baseUrl);
  const userWriter = new ResourceWriter(users, options);
  const groupWriter = new ResourceWriter(groups, options);
  const roleWriter = new ResourceWriter(roles, options);

  const router = PromiseRouter();
  router.use((_request, response, next) => {
    response.vary('Accept');
    next();
  });
  if (!settings.enabled) {
    router.use(() => {
      throw ScimError.notImplemented(
        "SCIM is off; turn it on with 'scim.enabled' in the configuration.",
      );
    });
  }
  router.use(async (request, response) => {
    observeRequest(options.connections, request, response);
    response.locals.caller = await callers.authenticate(request, connection => {
      response.locals.connection = connection;
    });
    return 'next';
  });
  router.use(readScimBody());

  router.use(createMeRoutes({ database, users: userStore, baseUrl }));
  router.use(
    users.type.endpoint,
    createResourceRoutes({ ...options, endpoint: users, writer: userWriter }),
  );
  router.use(
    groups.type.endpoint,
    createResourceRoutes({ ...options, endpoint: groups, writer: groupWriter }),
  );
  router.use(
    roles.type.endpoint,
    createResourceRoutes({ ...options, endpoint: roles, writer: roleWriter }),
  );
  router.use(
    createBulkRoutes(
      { ...options, writers: [userWriter, groupWriter, roleWriter] },
      callers,
    ),
  );
  const listAll = async (wanted: ListRequest, response: Response) => {
    const { connection }: ScimCaller = response.locals.caller;
    const found = await database.read(tx =>
      listResources(tx, [users, groups, roles], wanted, {
        baseUrl,
        connection,
      }),
    );
    sendScim(response, 200, found);
  };
  router.get('/', async (request, response) =>
    listAll(listRequestOfQuery(request), response),
  );
  router.post('/.search', async (request, response) =>
    listAll(listRequestOfBody(bodyOf(request)), response),
  );
  router.all('/.search', refuseMethod('POST'));
  router.use(createDiscoveryRoutes(baseUrl));
  router.use(request => {
    throw ScimError.notFound(`There is no '${request.path}' in SCIM.`);
  });
  router.use(scimErrorHandler(options.logger));
  return router;
}
