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
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import {
  EventsService,
  eventsServiceFactory,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  DIRECTORY_EVENT_TOPIC,
  PrincipalStatus,
} from '@backstage-scim/plugin-scim-common';
import { ScimService, scimServiceRef } from '@backstage-scim/plugin-scim-node';
import permissionModuleScim from '.';

jest.setTimeout(60_000);

describe('permissionModuleScim', () => {
  let backend: TestBackend;
  let events: EventsService;
  let status: PrincipalStatus;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        permissionPlugin,
        permissionModuleScim,
        eventsServiceFactory,
        mockServices.rootConfig.factory({
          data: { permission: { enabled: true } },
        }),
        createServiceFactory({
          service: scimServiceRef,
          deps: {},
          factory: () =>
            ({
              getPrincipalStatus: async () => status,
            } as Partial<ScimService> as ScimService),
        }),
        createBackendPlugin({
          pluginId: 'scim',
          register(reg) {
            reg.registerInit({
              deps: { service: eventsServiceRef },
              async init({ service }) {
                events = service;
              },
            });
          },
        }),
      ],
    });
  });

  afterAll(() => backend.stop());

  async function mayCreateEntities(): Promise<string> {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/permission/authorize`,
      {
        method: 'POST',
        headers: {
          Authorization: mockCredentials.user.header('user:default/ada'),
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({
          items: [
            {
              id: '1',
              permission: {
                type: 'basic',
                name: 'catalog.entity.create',
                attributes: { action: 'create' },
              },
            },
          ],
        }),
      },
    );
    const { items } = await response.json();
    return items[0].result;
  }

  it('refuses somebody as soon as the directory says that they have left', async () => {
    status = { known: true, active: true, administrator: false };
    expect(await mayCreateEntities()).toBe('ALLOW');

    status = { known: true, active: false, administrator: false };
    await events.publish({
      topic: DIRECTORY_EVENT_TOPIC,
      eventPayload: { revision: 2 },
    });

    expect(await mayCreateEntities()).toBe('DENY');
  });
});
