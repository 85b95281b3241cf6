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
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { scimEnforcementApplyPermission } from '@backstage-scim/plugin-scim-common';
// Only the real plugin can show that the two fit together.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import scimPlugin from '@backstage-scim/plugin-scim-backend';
import permissionModuleScim from '.';

jest.setTimeout(60_000);

const createEntity = {
  type: 'basic',
  name: 'catalog.entity.create',
  attributes: { action: 'create' },
};

describe('The policy in front of the real SCIM plugin', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        permissionPlugin,
        permissionModuleScim,
        scimPlugin,
        eventsServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            permission: { enabled: true },
            scim: {
              enabled: true,
              connections: [{ name: 'Example IdP', token: 'push-token' }],
            },
          },
        }),
      ],
    });
  });

  afterAll(() => backend.stop());

  async function send(
    method: string,
    path: string,
    authorization: string,
    body?: object,
  ) {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api${path}`,
      {
        method,
        headers: {
          Authorization: authorization,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(body),
      },
    );
    if (response.status === 204) {
      return undefined;
    }
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${await response.text()}`);
    }
    return response.json();
  }

  const push = (name: string) =>
    send('POST', '/scim/v2/Users', 'Bearer push-token', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: `${name}@example.com`,
      emails: [{ value: `${name}@example.com`, primary: true }],
      active: true,
    });
  const setActive = (id: string, active: boolean) =>
    send('PATCH', `/scim/v2/Users/${id}`, 'Bearer push-token', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value: { active } }],
    });

  /** What the policy answers to a person with a valid token. */
  async function decide(name: string, permission: object): Promise<string> {
    const { items } = await send(
      'POST',
      '/permission/authorize',
      mockCredentials.user.header(`user:default/${name}`),
      { items: [{ id: '1', permission }] },
    );
    return items[0].result;
  }

  it('refuses a valid token with the very next request after its holder left', async () => {
    const { id } = await push('ada');
    expect(await decide('ada', createEntity)).toBe('ALLOW');

    await setActive(id, false);
    expect(await decide('ada', createEntity)).toBe('DENY');

    await setActive(id, true);
    expect(await decide('ada', createEntity)).toBe('ALLOW');
  });

  it('refuses a valid token after its holder was deleted', async () => {
    const { id } = await push('ben');
    expect(await decide('ben', createEntity)).toBe('ALLOW');

    await send('DELETE', `/scim/v2/Users/${id}`, 'Bearer push-token');

    expect(await decide('ben', createEntity)).toBe('DENY');
  });

  it('makes the owners of the organization administrators', async () => {
    await push('dia');
    expect(await decide('dia', scimEnforcementApplyPermission)).toBe('DENY');
    await send(
      'POST',
      '/scim/access/import',
      mockCredentials.service.header(),
      {
        file: [
          'organization: Example',
          'bindings:',
          '  - { resource: organization, role: owner, user: dia@example.com }',
        ].join('\n'),
      },
    );

    // What was known about her counts for another second.
    let decision = '';
    const deadline = performance.now() + 15_000;
    while (decision !== 'ALLOW' && performance.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 50));
      decision = await decide('dia', scimEnforcementApplyPermission);
    }
    expect(decision).toBe('ALLOW');
  });
});
