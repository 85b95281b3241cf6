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

import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scimPlugin from '@backstage-scim/plugin-scim-backend';
import { ScimClient } from '@backstage-scim/plugin-scim-common';

export const ADMIN_TOKEN = 'development-only-admin-token';
/** Of another administrator. */
export const REVIEWER_TOKEN = 'development-only-reviewer-token';
const SCIM_TOKEN = 'development-only-scim-token';

type Knex = Parameters<typeof mockServices.database>[0]['knex'];

/** A real back end with the SCIM plugin, listening on a port of its own. */
export type Portal = Awaited<ReturnType<typeof startPortal>>;

/**
 * Starts a back end on a database, with the tokens of the development settings.
 *
 * @param options - settings below `scim.enforcement`
 */
export async function startPortal(
  knex: Knex,
  options: { enforcement?: { approval: { required: boolean } } } = {},
) {
  const backend = await startTestBackend({
    features: [
      scimPlugin,
      catalogServiceMock.factory(),
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          organization: { name: 'Example' },
          backend: {
            baseUrl: 'http://localhost:7007',
            auth: {
              externalAccess: [
                {
                  type: 'static',
                  options: { token: ADMIN_TOKEN, subject: 'development-admin' },
                },
                {
                  type: 'static',
                  options: { token: REVIEWER_TOKEN, subject: 'reviewer' },
                },
              ],
            },
          },
          permission: { enabled: true },
          scim: {
            enabled: true,
            connections: [
              { name: 'Example IdP', provider: 'generic', token: SCIM_TOKEN },
            ],
            ...(options.enforcement && { enforcement: options.enforcement }),
          },
        },
      }),
    ],
  });
  const url = `http://localhost:${backend.server.port()}`;
  const api = new ScimClient({
    discovery: { getBaseUrl: async () => `${url}/api/scim` },
    fetch: (input, init) =>
      fetch(input, {
        ...init,
        headers: { ...init?.headers, Authorization: `Bearer ${ADMIN_TOKEN}` },
      }),
  });

  async function scim(method: string, path: string, resource: object) {
    const response = await fetch(`${url}/api/scim/v2${path}`, {
      method,
      headers: {
        'Content-Type': 'application/scim+json',
        Authorization: `Bearer ${SCIM_TOKEN}`,
      },
      body: JSON.stringify(resource),
    });
    const body = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${body}`);
    }
    return body ? JSON.parse(body) : undefined;
  }

  return {
    url,
    /** The management API, as an administrator. */
    api,
    /** One SCIM request, as the identity provider. */
    scim,
    /** Provisions people and groups over SCIM, as an identity provider does. */
    async provision(directory: {
      users: string[];
      groups: Record<string, string[]>;
    }) {
      const ids = new Map<string, string>();
      for (const email of directory.users) {
        const { id } = await scim('POST', '/Users', {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          userName: email,
          emails: [{ value: email, primary: true }],
          active: true,
        });
        ids.set(email, id);
      }
      for (const [displayName, members] of Object.entries(directory.groups)) {
        await scim('POST', '/Groups', {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
          displayName,
          members: members.map(email => ({ value: ids.get(email) })),
        });
      }
    },
    async stop() {
      await backend.stop();
    },
  };
}
