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
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import {
  scimAccessReadPermission,
  ScimClient,
} from '@backstage-scim/plugin-scim-common';
import {
  createScimUserConditionalDecision,
  scimUserConditions,
} from '@backstage-scim/plugin-scim-node';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import type { ScimDatabase } from '../database';
import { scimPlugin } from '../plugin';
import { expectDeclared } from './managementContract';

/** The person who may do everything in {@link startPortal}. */
export const ADMINISTRATOR = 'user:default/admin';

/** A request below the base of the plugin. */
export interface PortalRequest {
  method: string;
  /** With the query, e.g. `/users?limit=3`. */
  path: string;
  /** Sent as it is if it is text. */
  body?: object | string;
  /** None if absent. */
  authorization?: string;
}

/**
 * The whole plugin in a portal where {@link ADMINISTRATOR} and service
 * principals may do everything and everybody else may see their own access.
 * Every answer of the management API is checked against openapi.yaml.
 */
export async function startPortal(
  database: ScimDatabase,
  options: { config?: JsonObject; entities?: Entity[] } = {},
) {
  const backend = await startTestBackend({
    features: [
      scimPlugin,
      catalogServiceMock.factory({ entities: options.entities }),
      mockServices.database.factory({ knex: database.knex }),
      mockServices.rootConfig.factory({
        data: {
          organization: { name: 'Example' },
          permission: { enabled: true },
          ...options.config,
        },
      }),
      // Whoever sends no token is nobody.
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      mockServices.permissions.mock({
        authorize: async (asked, caller) =>
          asked.map(() => ({
            result: administers(caller?.credentials)
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
          })),
        authorizeConditional: async (asked, caller) =>
          asked.map(({ permission }) => {
            if (administers(caller?.credentials)) {
              return { result: AuthorizeResult.ALLOW };
            }
            return isPermission(permission, scimAccessReadPermission)
              ? createScimUserConditionalDecision(
                  permission,
                  scimUserConditions.isSelf({
                    userEntityRef:
                      userEntityRef(caller?.credentials) ?? 'nobody',
                  }),
                )
              : { result: AuthorizeResult.DENY };
          }),
      }).factory,
    ],
  });
  const baseUrl = `http://localhost:${backend.server.port()}/api/scim`;

  const checked: typeof fetch = async (input, init = {}) => {
    const response = await fetch(input, init);
    const path = String(input).slice(baseUrl.length).split('?')[0];
    if (!path.startsWith('/v2') && path !== '/openapi.json') {
      const { method = 'GET' } = init;
      // Streams are no JSON, and may not end by themselves.
      if (response.headers.get('content-type')?.includes('application/json')) {
        const body = await response.clone().json();
        expectDeclared({ method, path, status: response.status, body });
      }
    }
    return response;
  };

  return {
    stop: () => backend.stop(),
    /** Sends a request that openapi.yaml does not declare. */
    raw: (path: string, init?: RequestInit) => fetch(`${baseUrl}${path}`, init),
    /** Sends a request. */
    async send({ method, path, body, authorization }: PortalRequest) {
      const response = await checked(`${baseUrl}${path}`, {
        method,
        headers: {
          ...(authorization && { Authorization: authorization }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        body: typeof body === 'object' ? JSON.stringify(body) : body,
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json;');
      return {
        status: response.status,
        body: isJson && text ? JSON.parse(text) : {},
      };
    },
    /** The client of a person, or of a service principal. */
    client(userRef?: string): ScimClient {
      const authorization = userRef
        ? mockCredentials.user.header(userRef)
        : mockCredentials.service.header();
      return new ScimClient({
        discovery: { getBaseUrl: async () => baseUrl },
        fetch: (url, init) =>
          checked(url, {
            ...init,
            headers: { ...init?.headers, Authorization: authorization },
          }),
      });
    },
  };
}

function administers(credentials?: BackstageCredentials): boolean {
  const { type } = Object(credentials?.principal);
  return type === 'service' || userEntityRef(credentials) === ADMINISTRATOR;
}

function userEntityRef(credentials?: BackstageCredentials): string | undefined {
  const principal = credentials?.principal as
    | BackstageUserPrincipal
    | undefined;
  return principal?.userEntityRef;
}
