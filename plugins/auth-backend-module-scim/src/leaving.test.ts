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
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  createOAuthAuthenticator,
  createOAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
// Only the real plugin can show that the two fit together.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import scimPlugin from '@backstage-scim/plugin-scim-backend';
import { Router } from 'express';
import { Knex } from 'knex';
import authModuleScim, { scimHttpAuthServiceFactory } from '.';

jest.setTimeout(60_000);

const user = (name: string, memberOf: string[] = []): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name },
  spec: {},
  relations: memberOf.map(targetRef => ({ type: 'memberOf', targetRef })),
});
const group = (name: string, parent?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name },
  spec: { type: 'team', children: [] },
  relations: parent ? [{ type: 'childOf', targetRef: parent }] : [],
});

/** What another catalog provider says; it never hears of anybody leaving. */
const catalog = catalogServiceMock.factory({
  entities: [
    user('mara', ['group:default/climbers']),
    user('ben'),
    user('ada'),
    user('guest', ['group:default/climbers']),
    group('climbers', 'group:default/sports'),
    // Round and round.
    group('sports', 'group:default/leisure'),
    group('leisure', 'group:default/climbers'),
  ],
});

/** An identity provider that takes people at their word. */
const exampleProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'example-provider',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'example',
          factory: createOAuthProviderFactory({
            authenticator: createOAuthAuthenticator({
              defaultProfileTransform: async ({ fullProfile }) => ({
                profile: { displayName: fullProfile as string },
              }),
              initialize: () => undefined,
              start: async () => ({ url: 'https://idp.example.com' }),
              authenticate: async () => {
                throw new Error('People come with a session already.');
              },
              refresh: async ({ refreshToken }) => ({
                fullProfile: refreshToken,
                session: {
                  accessToken: 'access',
                  tokenType: 'bearer',
                  scope: '',
                  refreshToken,
                },
              }),
            }),
            signInResolver: ({ profile }, context) =>
              context.signInWithCatalogUser({
                entityRef: { name: profile.displayName! },
              }),
          }),
        });
      },
    });
  },
});

let authDatabase: Knex;

/** Lets the test look at what plugin `auth` keeps. */
const authDatabaseWindow = createBackendModule({
  pluginId: 'auth',
  moduleId: 'window',
  register(reg) {
    reg.registerInit({
      deps: { database: coreServices.database },
      async init({ database }) {
        authDatabase = await database.getClient();
      },
    });
  },
});

/** Repeats a question until the answer is right, or fifteen seconds are over. */
async function until<T>(
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
): Promise<T> {
  const deadline = performance.now() + 15_000;
  let answer = await ask();
  while (!isRight(answer) && performance.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, 20));
    answer = await ask();
  }
  return answer;
}

/** A plugin that asks for no permissions. */
const notes = createBackendPlugin({
  pluginId: 'notes',
  register(reg) {
    reg.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const router = Router();
        router.get('/mine', (_, response) => {
          response.json(['Buy milk']);
        });
        httpRouter.use(router);
      },
    });
  },
});

describe('Somebody who leaves', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        authPlugin,
        authModuleScim,
        authDatabaseWindow,
        exampleProvider,
        notes,
        scimPlugin,
        scimHttpAuthServiceFactory,
        catalog,
        eventsServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            backend: { baseUrl: 'http://localhost' },
            auth: {
              experimentalRefreshToken: { enabled: true },
              providers: { example: { development: {} } },
            },
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

  const send = (path: string, init: RequestInit = {}) =>
    fetch(`http://localhost:${backend.server.port()}/api${path}`, init);

  async function scim(method: string, path: string, body?: object) {
    const response = await send(`/scim/v2${path}`, {
      method,
      headers: {
        Authorization: 'Bearer push-token',
        'Content-Type': 'application/scim+json',
      },
      body: body && JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
    return response.status === 204 ? undefined : response.json();
  }
  const push = (name: string) =>
    scim('POST', '/Users', { userName: name, active: true });
  const pushGroup = (displayName: string, members: Array<{ id: string }>) =>
    scim('POST', '/Groups', {
      displayName,
      members: members.map(({ id }) => ({ value: id })),
    });
  const setActive = (id: string, active: boolean) =>
    scim('PATCH', `/Users/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value: { active } }],
    });

  /** What the browser does when a page is loaded, or the token gets old. */
  async function refreshSession(name: string) {
    const response = await send('/auth/example/refresh?env=development', {
      headers: {
        'X-Requested-With': 'XMLHttpRequest',
        Cookie: `example-refresh-token=${name}`,
      },
    });
    const body = await response.json();
    return {
      status: response.status,
      message: JSON.stringify(body.error ?? {}),
      owns: body.backstageIdentity?.identity.ownershipEntityRefs,
    };
  }

  const readNotes = (name: string) =>
    send('/notes/mine', {
      headers: {
        Authorization: mockCredentials.user.header(`user:default/${name}`),
      },
    });

  it('owned what the groups own that their groups lie in', async () => {
    const mara = await push('mara');
    const payments = await pushGroup('Payments', [mara]);
    const engineering = await pushGroup('Engineering', [payments]);
    await pushGroup('Company', [engineering]);

    const { status, owns } = await refreshSession('mara');

    expect(status).toBe(200);
    expect(owns.sort()).toEqual([
      'group:default/climbers',
      'group:default/company',
      'group:default/engineering',
      'group:default/leisure',
      'group:default/payments',
      'group:default/sports',
      'user:default/mara',
    ]);
  });

  it('is refused by every plugin at once, and welcome again when they return', async () => {
    const { id } = await push('ben');
    expect((await readNotes('ben')).status).toBe(200);

    await setActive(id, false);
    const refusal = await until(
      () => readNotes('ben'),
      ({ status }) => status !== 200,
    );
    expect(refusal.status).toBe(401);
    expect((await refusal.json()).error.message).toBe(
      'Your account in this portal was deactivated. If you still need it, ask an administrator of your organization.',
    );

    await setActive(id, true);
    const answer = await until(
      () => readNotes('ben'),
      ({ status }) => status === 200,
    );
    expect(await answer.json()).toEqual(['Buy milk']);
  });

  it('cannot refresh their session, though another provider keeps their entity', async () => {
    const { id } = await push('ada');
    expect((await refreshSession('ada')).status).toBe(200);

    await scim('DELETE', `/Users/${id}`);

    const refusal = await until(
      () => refreshSession('ada'),
      ({ status }) => status !== 200,
    );
    expect(refusal).toEqual({
      status: 401,
      message: expect.stringContaining('was deactivated'),
      owns: undefined,
    });
  });

  it('loses the refresh tokens that the portal issued, for good', async () => {
    const dia = await push('dia');
    await push('eve');
    for (const name of ['dia', 'eve']) {
      await authDatabase('offline_sessions').insert({
        id: `session-of-${name}`,
        user_entity_ref: `user:default/${name}`,
        token_hash: 'hash',
      });
    }
    const holders = () =>
      authDatabase('offline_sessions').pluck('user_entity_ref');

    await setActive(dia.id, false);
    await until(holders, left => left.length === 1);
    await setActive(dia.id, true);

    expect(await holders()).toEqual(['user:default/eve']);
  });

  it('was known to SCIM: guests of other providers come and go as before', async () => {
    expect((await readNotes('guest')).status).toBe(200);
    expect((await refreshSession('guest')).owns.sort()).toEqual([
      'group:default/climbers',
      'group:default/leisure',
      'group:default/sports',
      'user:default/guest',
    ]);
  });
});
