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

import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import express from 'express';
import request from 'supertest';
import { AuditLog } from '../audit';
import { ConnectionStore } from '../connections';
import type { ScimDatabase } from '../database';
import { createScimRouter } from '../protocol';

/** Where the router of {@link startScim} believes to be. */
export const SCIM_BASE_URL = 'https://portal.example.com/api/scim/v2';

/** Tokens of the two connections of {@link startScim}. */
export const OKTA_TOKEN = 'token-of-the-okta-connection';
export const ENTRA_TOKEN = 'token-of-the-entra-connection';

const SCIM = 'application/scim+json';

/** A SCIM client as an identity provider has one. */
export function scimClient(app: express.Express, authorization: string) {
  const send = (
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
    body?: object | string,
  ) => {
    const sent = request(app)
      [method](`/api/scim/v2${path}`)
      .set('Authorization', authorization)
      .set('Accept', SCIM);
    return body === undefined ? sent : sent.type(SCIM).send(asText(body));
  };
  return {
    get: (path: string) => send('get', path),
    post: (path: string, body: object | string) => send('post', path, body),
    put: (path: string, body: object | string) => send('put', path, body),
    patch: (path: string, body: object | string) => send('patch', path, body),
    delete: (path: string) => send('delete', path),
    /** A PATCH with these operations, in the words of the RFC. */
    operations: (path: string, ...operations: object[]) =>
      send('patch', path, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: operations,
      }),
    /** A listing with this filter. */
    find: (path: string, filter: string) =>
      send('get', `${path}?filter=${encodeURIComponent(filter)}`),
  };
}

function asText(body: object | string): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** The SCIM endpoint over real HTTP, with an Okta and an Entra connection. */
export async function startScim(
  database: ScimDatabase,
  options: {
    permission?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    /** Settings under `scim`. */
    scim?: JsonObject;
  } = {},
) {
  const config = mockServices.rootConfig({
    data: {
      scim: {
        enabled: true,
        // Tests send as fast as they can.
        rateLimit: { requestsPerSecond: 1e6, burst: 1e6 },
        ...options.scim,
        connections: [
          { name: 'Okta', provider: 'okta', token: OKTA_TOKEN },
          { name: 'Entra', provider: 'entra', token: ENTRA_TOKEN },
        ],
      },
    },
  });
  const logger = mockServices.logger.mock();
  const app = express().use(
    '/api/scim/v2',
    createScimRouter({
      database,
      connections: await ConnectionStore.create({ database, config, logger }),
      audit: await AuditLog.create({ database, config }),
      httpAuth: mockServices.httpAuth(),
      permissions: mockServices.permissions({
        result: options.permission ?? AuthorizeResult.ALLOW,
      }),
      config,
      logger,
      baseUrl: SCIM_BASE_URL,
    }),
  );
  return {
    app,
    logger,
    okta: scimClient(app, `Bearer ${OKTA_TOKEN}`),
    entra: scimClient(app, `Bearer ${ENTRA_TOKEN}`),
    /** The organization's revision: it stands still if nothing changes. */
    async revision(): Promise<number> {
      return (await database.knex('organization').first()).revision;
    },
  };
}
