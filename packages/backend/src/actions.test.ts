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
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import mcpActionsPlugin from '@backstage/plugin-mcp-actions-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import permissionModuleScim from '@backstage-scim/plugin-permission-backend-module-scim';
import scimPlugin from '@backstage-scim/plugin-scim-backend';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { trustingProvider } from './__testUtils__/trustingProvider';

jest.setTimeout(60_000);

const SCIM_TOKEN = 'token-of-the-identity-provider';
const SCRIPT_TOKEN = 'token-of-an-external-script';
const ADMINISTRATOR = 'user:default/admin';
const ENGINEER = 'user:default/joe';

const accessFile = `organization: Example
clouds: [{ name: prod-cloud, projects: [proj-1] }]
bindings:
  - { resource: organization, role: owner, group: Administrators }
  - { resource: cloud/prod-cloud, role: readonly, group: Engineering }
  - { resource: cloud/prod-cloud, role: owner, user: joe@example.com }
`;

describe("The portal's actions, over MCP", () => {
  let backend: TestBackend;
  let baseUrl: string;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scimPlugin,
        permissionPlugin,
        permissionModuleScim,
        mcpActionsPlugin,
        permissionsServiceFactory,
        actionsRegistryServiceFactory,
        actionsServiceFactory,
        authServiceFactory,
        httpAuthServiceFactory,
        userInfoServiceFactory,
        authPlugin,
        trustingProvider,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            organization: { name: 'Example' },
            backend: {
              baseUrl: 'http://localhost:7007',
              actions: { pluginSources: ['scim'] },
              auth: {
                externalAccess: [
                  {
                    type: 'static',
                    options: { token: SCRIPT_TOKEN, subject: 'script' },
                  },
                ],
              },
            },
            auth: { providers: { trusting: {} } },
            permission: { enabled: true },
            scim: {
              enabled: true,
              connections: [
                { name: 'Example IdP', provider: 'generic', token: SCIM_TOKEN },
              ],
            },
          },
        }),
      ],
    });
    baseUrl = `http://localhost:${backend.server.port()}/api`;

    const send = async (path: string, authorization: string, body: object) => {
      const response = await fetch(`${baseUrl}/scim${path}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: authorization,
        },
        body: JSON.stringify(body),
      });
      const answer = await response.json();
      if (!response.ok) {
        throw new Error(`${path}: ${JSON.stringify(answer)}`);
      }
      return answer;
    };
    for (const [name, displayName] of [
      ['admin', 'Administrators'],
      ['joe', 'Engineering'],
    ]) {
      const userName = `${name}@example.com`;
      const authorization = `Bearer ${SCIM_TOKEN}`;
      const { id } = await send('/v2/Users', authorization, { userName });
      const members = [{ value: id }];
      await send('/v2/Groups', authorization, { displayName, members });
    }
    await send('/access/import', `Bearer ${SCRIPT_TOKEN}`, {
      file: accessFile,
    });
  });

  afterAll(() => backend.stop());

  /** What an assistant of somebody can do. */
  async function assistantOf(userRef: string) {
    const signedIn = await fetch(
      `${baseUrl}/auth/trusting/refresh?user=${userRef}&env=development`,
      { headers: { 'X-Requested-With': 'XMLHttpRequest' } },
    );
    const { token } = await signedIn.json();
    const client = new Client({ name: 'assistant', version: '1.0.0' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${baseUrl}/mcp-actions/v1`), {
        requestInit: {
          headers: { Authorization: `Bearer ${token}` },
        },
      }),
    );
    return {
      list: async () => (await client.listTools()).tools,
      call: async (name: string, input: Record<string, unknown> = {}) => {
        const { content, structuredContent, isError } = await client.callTool({
          name: `scim.${name}`,
          arguments: input,
        });
        const [{ text }] = content as Array<{ text: string }>;
        return isError
          ? { refusal: text }
          : { output: structuredContent as Record<string, any> };
      },
    };
  }

  it('are told apart by what they do', async () => {
    const { list } = await assistantOf(ADMINISTRATOR);

    const tools = (await list()).map(({ name, annotations }) => [
      name,
      annotations?.readOnlyHint,
      annotations?.destructiveHint,
      annotations?.idempotentHint,
    ]);

    expect(tools.sort()).toEqual([
      ['scim.apply-plan', false, true, false],
      ['scim.check-permissions', true, false, true],
      ['scim.explain-access', true, false, true],
      ['scim.preview-enforcement', false, false, false],
      ['scim.roll-back-run', false, true, false],
      ['scim.who-has-access', true, false, true],
    ]);
  });

  it('describe what they take and give', async () => {
    const { list } = await assistantOf(ADMINISTRATOR);

    const apply = (await list()).find(({ name }) => name === 'scim.apply-plan');

    expect(apply?.inputSchema).toMatchObject({
      required: ['planId', 'fingerprint', 'affectedUsers'],
      properties: { affectedUsers: { type: 'integer', minimum: 0 } },
    });
    expect(apply?.description).toContain('Ask a person first');
  });

  it('explain access to whoever may see it', async () => {
    const mine = await (await assistantOf(ENGINEER)).call('explain-access');
    const joes = await (
      await assistantOf(ADMINISTRATOR)
    ).call('explain-access', {
      user: 'joe@example.com',
      resource: 'cloud/prod-cloud',
    });

    const byName = await (
      await assistantOf(ADMINISTRATOR)
    ).call('explain-access', {
      user: 'joe@example.com',
      resource: 'prod-cloud',
    });

    expect(mine.output).toMatchObject({ email: 'joe@example.com' });
    expect(byName.output).toEqual(joes.output);
    expect(joes.output).toEqual({
      email: 'joe@example.com',
      active: true,
      roles: [
        {
          resource: 'cloud/prod-cloud',
          role: 'owner',
          sources: [
            'owner, given directly',
            'readonly, through the user group Engineering',
          ],
        },
      ],
      implied: ['owner of cloud/prod-cloud: every project in it'],
      enforcement: {
        removed: false,
        changes: [
          {
            resource: 'cloud/prod-cloud',
            oldRole: 'owner',
            newRole: 'readonly',
          },
        ],
      },
    });
  });

  it('say who is half set up, and who has access', async () => {
    const { call } = await assistantOf(ADMINISTRATOR);

    expect((await call('check-permissions')).output).toEqual({
      rows: [
        {
          email: 'joe@example.com',
          resource: 'cloud/prod-cloud',
          role: 'owner',
          issue: 'No project permissions',
        },
      ],
      totalUsers: 1,
      totalRows: 1,
    });
    const { output } = await call('who-has-access', {
      resource: 'cloud/prod-cloud',
    });
    expect(output?.holders).toEqual([
      expect.objectContaining({ type: 'group', name: 'Engineering' }),
      expect.objectContaining({ type: 'user', name: 'joe@example.com' }),
    ]);
  });

  it('show, apply and roll back an enforcement, with the number typed', async () => {
    const { call } = await assistantOf(ADMINISTRATOR);

    const { output: plan } = await call('preview-enforcement');
    expect(plan).toMatchObject({ kind: 'enforce', affectedUsers: 1 });
    expect(plan?.preview).toContain('prod-cloud: owner -> readonly');

    const { planId, fingerprint } = plan!;
    expect(
      await call('apply-plan', { planId, fingerprint, affectedUsers: 2 }),
    ).toEqual({
      refusal: expect.stringMatching(
        /^InputError: The plan does not affect 2 people; nothing was changed\./,
      ),
    });
    expect(
      await call('apply-plan', {
        planId,
        fingerprint: '0'.repeat(64),
        affectedUsers: 1,
      }),
    ).toEqual({ refusal: expect.stringMatching(/^ConflictError: /) });

    const applied = await call('apply-plan', {
      planId,
      fingerprint,
      affectedUsers: 1,
    });
    expect(applied.output).toMatchObject({ kind: 'enforce', usersChanged: 1 });
    expect(await joesRole(call)).toBe('readonly');

    const { runId } = applied.output!;
    const rollback = await call('roll-back-run', { runId });
    expect(rollback.output?.plan).toMatchObject({ kind: 'rollback' });
    expect(await joesRole(call)).toBe('readonly');
    await call('roll-back-run', {
      runId,
      planId: rollback.output?.plan.planId,
      fingerprint: rollback.output?.plan.fingerprint,
      affectedUsers: rollback.output?.plan.affectedUsers,
    });
    expect(await joesRole(call)).toBe('owner');
  });

  async function joesRole(
    call: Awaited<ReturnType<typeof assistantOf>>['call'],
  ): Promise<string> {
    const { output } = await call('explain-access', {
      user: 'joe@example.com',
      resource: 'cloud/prod-cloud',
    });
    return output?.roles[0].role;
  }

  it('refuse people what the portal refuses them', async () => {
    const { list, call } = await assistantOf(ENGINEER);

    expect((await list()).map(({ name }) => name).sort()).toEqual([
      'scim.explain-access',
      'scim.who-has-access',
    ]);
    expect(await call('explain-access', { user: 'admin@example.com' })).toEqual(
      {
        refusal: expect.stringMatching(
          /^NotAllowedError: You need the permission 'scim.access.read'/,
        ),
      },
    );
    expect(await call('preview-enforcement')).toEqual({
      refusal: expect.stringContaining('not found'),
    });
    expect(
      await call('apply-plan', {
        planId: 'x',
        fingerprint: 'x',
        affectedUsers: 0,
      }),
    ).toEqual({ refusal: expect.stringContaining('not found') });
  });

  it('say what is wrong with a question', async () => {
    const { call } = await assistantOf(ADMINISTRATOR);

    expect(
      await call('explain-access', { user: 'nobody@example.com' }),
    ).toEqual({
      refusal: expect.stringMatching(
        /^NotFoundError: The directory knows nobody by 'nobody@example.com'/,
      ),
    });
  });
});
