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
import { testDatabases } from '../__testUtils__/testDatabases';
import { AuditLog } from '../audit';
import type { ScimDatabase } from '../database';
import { ConnectionStore } from './ConnectionStore';
import { digestToken } from './digestToken';

jest.setTimeout(60_000);

const okta = { name: 'Okta', provider: 'okta', token: 'okta-token-abcd' };
const entra = { name: 'Entra', token: 'entra-token-wxyz' };

function createStore(
  database: ScimDatabase,
  connections: object[],
  audit?: AuditLog,
) {
  return ConnectionStore.create({
    database,
    audit,
    config: mockServices.rootConfig({ data: { scim: { connections } } }),
    logger: mockServices.logger.mock(),
  });
}

describe('ConnectionStore', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    it('recognises the tokens of declared connections and no others', async () => {
      const database = await databases.create(id);
      const store = await createStore(database, [okta, entra]);

      expect(await store.authenticate(okta.token)).toMatchObject({
        name: 'Okta',
        provider: 'okta',
        status: 'active',
      });
      expect(await store.authenticate(entra.token)).toMatchObject({
        name: 'Entra',
        provider: 'generic',
      });
      expect(await store.authenticate('okta-token-abcD')).toBeUndefined();
      expect(await store.authenticate('')).toBeUndefined();
    });

    it('stores a hash and the last four characters, never the token', async () => {
      const database = await databases.create(id);
      await createStore(database, [okta]);

      const rows = await database.knex('connections');
      expect(JSON.stringify(rows)).not.toContain(okta.token);
      expect(rows).toEqual([
        expect.objectContaining({
          token_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          token_hint: 'abcd',
        }),
      ]);
    });

    it('accepts the old and the new token during a rotation', async () => {
      const database = await databases.create(id);
      const store = await createStore(database, [okta, entra]);
      const { token_hash: next } = await database
        .knex('connections')
        .where({ name: 'Entra' })
        .first();
      await database.knex('connections').where({ name: 'Entra' }).delete();
      await database
        .knex('connections')
        .where({ name: 'Okta' })
        .update({ next_token_hash: next });

      expect(await store.authenticate(okta.token)).toMatchObject({
        name: 'Okta',
      });
      expect(await store.authenticate(entra.token)).toMatchObject({
        name: 'Okta',
      });
    });

    it('changes nothing when it starts again with the same configuration', async () => {
      const database = await databases.create(id);
      await createStore(database, [okta, entra]);
      const before = await database.knex('connections').orderBy('id');

      await createStore(database, [okta, entra]);

      expect(await database.knex('connections').orderBy('id')).toEqual(before);
      expect((await database.knex('organization').first()).revision).toBe(0);
    });

    it('forgets the old token when the configuration has a new one', async () => {
      const database = await databases.create(id);
      await createStore(database, [okta]);

      const store = await createStore(database, [
        { ...okta, token: 'another-token' },
      ]);

      expect(await store.authenticate(okta.token)).toBeUndefined();
      expect(await store.authenticate('another-token')).toMatchObject({
        name: 'Okta',
      });
    });

    it('lets two connections exchange their tokens', async () => {
      const database = await databases.create(id);
      await createStore(database, [okta, entra]);

      const store = await createStore(database, [
        { ...okta, token: entra.token },
        { ...entra, token: okta.token },
      ]);

      expect(await store.authenticate(entra.token)).toMatchObject({
        name: 'Okta',
      });
      expect(await store.authenticate(okta.token)).toMatchObject({
        name: 'Entra',
      });
    });

    it('pauses a connection that is no longer declared, and its groups go from the catalog until it is back', async () => {
      const database = await databases.create(id);
      await createStore(database, [okta]);
      const { id: connectionId } = await database.knex('connections').first();
      const now = new Date().toISOString();
      await database.knex('groups').insert({
        uuid: '3f0f0a52-6a3e-4a57-9f3f-1b1d6a3f0001',
        connection_id: connectionId,
        display_name: 'Engineering',
        display_name_key: 'engineering',
        linked: true,
        entity_name: 'engineering',
        resource: '{}',
        version: 1,
        created_at: now,
        updated_at: now,
      });

      const without = await createStore(database, []);

      expect(await without.authenticate(okta.token)).toBeUndefined();
      expect(await database.knex('connections')).toEqual([
        expect.objectContaining({ name: 'Okta', status: 'paused' }),
      ]);
      expect(await database.knex('groups')).toHaveLength(1);
      expect(await database.knex('change_feed')).toEqual([
        expect.objectContaining({ revision: 1, entity_name: 'engineering' }),
      ]);

      const again = await createStore(database, [okta]);

      expect(await again.authenticate(okta.token)).toMatchObject({
        id: connectionId,
        status: 'active',
      });
      expect(await database.knex('change_feed')).toHaveLength(2);
    });

    it('gives a token of the configuration neither the age nor the end of one of the portal', async () => {
      const database = await databases.create(id);
      await createStore(database, [okta]);
      await createStore(database, []);
      // As the portal makes tokens of a connection that it may manage.
      await database.knex('connections').update({
        token_hash: digestToken('portal-token').hash,
        token_expires_at: '2020-01-01T00:00:00.000Z',
        token_uses: 7,
        next_token_hash: digestToken('next-portal-token').hash,
      });

      const again = await createStore(database, [okta]);

      expect(await again.authenticate(okta.token)).toMatchObject({
        name: 'Okta',
      });
      expect(await again.authenticate('portal-token')).toBeUndefined();
      expect(await again.authenticate('next-portal-token')).toBeUndefined();
      expect(await database.knex('connections').first()).toMatchObject({
        token_expires_at: null,
        token_uses: 0,
      });
    });

    it('leaves one that waits for its review waiting, whatever is declared meanwhile', async () => {
      const database = await databases.create(id);
      const reviewed = { ...okta, activation: 'review' };
      const status = async () =>
        (await database.knex('connections').first()).status;

      await createStore(database, [reviewed]);
      expect(await status()).toBe('pending');
      await createStore(database, []);
      expect(await status()).toBe('pending');
      await createStore(database, [okta]);
      expect(await status()).toBe('pending');
    });

    it('tells the audit log what the configuration changes, and nothing at a restart', async () => {
      const database = await databases.create(id);
      const audit = await AuditLog.create({
        database,
        config: mockServices.rootConfig(),
      });

      await createStore(database, [okta], audit);
      await createStore(database, [okta], audit);
      await createStore(database, [], audit);
      await createStore(database, [okta], audit);

      const { items } = await audit.list({ limit: 10 });
      expect(items.reverse()).toMatchObject([
        { action: 'connection.declare', detail: { status: 'active' } },
        { action: 'connection.undeclare', detail: { status: 'paused' } },
        { action: 'connection.declare', detail: { status: 'active' } },
      ]);
      expect(items[0]).toMatchObject({
        actor: 'service:app-config',
        target: 'connection:Okta',
        detail: { provider: 'okta', tokenHint: 'abcd' },
      });
      expect(JSON.stringify(items)).not.toContain(okta.token);
    });

    it('says when options are others, and nothing at a restart', async () => {
      const database = await databases.create(id);
      const changed: number[] = [];
      const start = (connection: object) =>
        ConnectionStore.create({
          database,
          config: mockServices.rootConfig({
            data: { scim: { connections: [{ ...okta, ...connection }] } },
          }),
          logger: mockServices.logger.mock(),
          follower: {
            optionsChanged: async (_, connectionId) => {
              changed.push(connectionId);
            },
          },
        });

      await start({});
      await start({});
      expect(changed).toEqual([]);
      await start({ roleSync: true });

      const { id: connectionId } = await database.knex('connections').first();
      expect(changed).toEqual([connectionId]);
    });

    it('notes the last push without raising the revision', async () => {
      const database = await databases.create(id);
      const store = await createStore(database, [okta]);
      const connection = (await store.authenticate(okta.token))!;

      await store.touchLastPush(connection);
      const { last_push_at: first } = await database
        .knex('connections')
        .first();
      await database.knex('connections').update({ last_push_at: 'before' });
      await store.touchLastPush(connection);

      expect(Date.parse(first)).not.toBeNaN();
      expect(await database.knex('connections').first()).toMatchObject({
        last_push_at: 'before',
      });
      expect((await database.knex('organization').first()).revision).toBe(0);
    });

    it.each([
      ['name', [okta, { ...entra, name: 'Okta' }]],
      ['token', [okta, { ...entra, token: okta.token }]],
    ])('refuses two connections with the same %s', async (what, declared) => {
      const database = await databases.create(id);

      await expect(createStore(database, declared)).rejects.toThrow(
        `the same ${what}`,
      );
    });

    describe('in production', () => {
      const environment = process.env.NODE_ENV;
      beforeEach(() => {
        Object.assign(process.env, { NODE_ENV: 'production' });
      });
      afterEach(() => {
        Object.assign(process.env, { NODE_ENV: environment });
      });

      it('refuses the tokens of the repository', async () => {
        const database = await databases.create(id);

        await expect(
          createStore(database, [
            { ...okta, token: 'development-only-scim-token' },
          ]),
        ).rejects.toThrow('scim.connections[0].token is a development token');
        expect(await database.knex('connections')).toEqual([]);
      });
    });
  });
});
