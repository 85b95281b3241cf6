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

import { mockCredentials } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import {
  CreateConnectionRequest,
  ScimClient,
  UserDetail,
} from '@backstage-scim/plugin-scim-common';
import { JsonObject } from '@backstage/types';
import { randomUUID } from 'node:crypto';
import type { ScimDatabase } from '../database';
import { ADMINISTRATOR, startPortal } from './startPortal';

/** An identity provider that pushes to a portal. */
export interface TestProvider {
  id: string;
  token: string;
  name: string;
  post(path: string, body: object): Promise<{ status: number; body: any }>;
  put(path: string, body: object): Promise<{ status: number; body: any }>;
  patch(
    path: string,
    ...operations: object[]
  ): Promise<{ status: number; body: any }>;
  get(path: string): Promise<{ status: number; body: any }>;
  delete(path: string): Promise<{ status: number; body: any }>;
}

/**
 * A portal in which an administrator makes connections, and identity providers
 * that push through them over real HTTP.
 */
export async function startProvisioning(
  database: ScimDatabase,
  options: { scim?: JsonObject } = {},
) {
  const portal = await startPortal(database, {
    config: {
      scim: {
        enabled: true,
        rateLimit: { requestsPerSecond: 1e6, burst: 1e6 },
        ...options.scim,
      },
    },
  });
  const admin: ScimClient = portal.client(ADMINISTRATOR);

  function withToken(token: string) {
    const send = (method: string, path: string, body?: object) =>
      portal.send({
        method,
        path: `/v2${path}`,
        body,
        authorization: `Bearer ${token}`,
      });
    return {
      post: (path: string, body: object) => send('POST', path, body),
      put: (path: string, body: object) => send('PUT', path, body),
      get: (path: string) => send('GET', path),
      delete: (path: string) => send('DELETE', path),
      patch: (path: string, ...operations: object[]) =>
        send('PATCH', path, {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: operations,
        }),
    };
  }

  return {
    ...portal,
    admin,
    withToken,
    /** Somebody whom only the portal knows. */
    async addUnsynced(userName = someone('unsynced')): Promise<UserDetail> {
      const { body } = await portal.send({
        method: 'POST',
        path: '/v2/Users',
        body: { userName, emails: [{ value: userName, primary: true }] },
        authorization: mockCredentials.user.header(ADMINISTRATOR),
      });
      return admin.getUser(body.id);
    },
    /** A new connection, active unless said otherwise, and its provider. */
    async connect(
      request: Partial<CreateConnectionRequest> = {},
    ): Promise<TestProvider> {
      const { connection, token } = await admin.createConnection({
        name: `Provider ${randomUUID()}`,
        provider: 'generic',
        activation: 'immediately',
        ...request,
      });
      return {
        id: connection.id,
        name: connection.name,
        token,
        ...withToken(token),
      };
    },
  };
}

/** An address that nobody else has. */
export function someone(name = 'person'): string {
  return `${name}-${randomUUID().slice(0, 8)}@example.com`;
}

/** The sentence with which something is refused. */
export async function refusalOf(request: Promise<unknown>): Promise<string> {
  const error = await request.then(
    () => undefined,
    caught => caught,
  );
  if (!(error instanceof ResponseError)) {
    throw new Error(`Not refused: ${error}`);
  }
  return error.cause.message;
}
