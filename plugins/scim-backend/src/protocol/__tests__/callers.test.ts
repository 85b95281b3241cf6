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
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import {
  OKTA_TOKEN,
  scimClient,
  startScim,
} from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const ERROR = ['urn:ietf:params:scim:api:messages:2.0:Error'];

describe('callers of the SCIM endpoint', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start(options?: Parameters<typeof startScim>[1]) {
      const database = await databases.create(id);
      const scim = await startScim(database, options);
      return { database, ...scim };
    }

    it.each([
      ['no token', undefined],
      ['an unknown token', 'Bearer not-the-token'],
      ['an empty token', 'Bearer '],
      ['another scheme', `Basic ${OKTA_TOKEN}`],
    ])('answers 401 to %s', async (_, authorization) => {
      const { app, database } = await start();
      const sent = request(app).get('/api/scim/v2/Users');

      const { status, headers, body } = await (authorization
        ? sent.set('Authorization', authorization)
        : sent);

      expect(status).toBe(401);
      expect(headers['www-authenticate']).toContain('Bearer');
      expect(headers['content-type']).toContain('application/scim+json');
      expect(body).toEqual({
        schemas: ERROR,
        status: '401',
        detail: expect.any(String),
      });
      expect(await database.knex('audit_log')).toEqual([]);
    });

    it('answers 403 while the connection is paused', async () => {
      const { database, okta } = await start();
      await database.knex('connections').update({ status: 'paused' });

      const { status, body } = await okta.get('/Users');

      expect(status).toBe(403);
      expect(body.detail).toContain('paused');
    });

    it('lets administrators of the portal in, by name', async () => {
      const { app, database } = await start();
      const admin = scimClient(app, mockCredentials.user.header());

      expect((await admin.post('/Users', { userName: 'mara' })).status).toBe(
        201,
      );
      expect(await database.knex('users')).toEqual([
        expect.objectContaining({ connection_id: null }),
      ]);
      expect(await database.knex('audit_log')).toEqual([
        expect.objectContaining({
          actor: 'user:default/mock',
          action: 'user.create',
          target: 'user:default/mara',
        }),
      ]);
    });

    it('keeps everybody else out', async () => {
      const { app, revision } = await start({
        permission: AuthorizeResult.DENY,
      });
      const engineer = scimClient(app, mockCredentials.user.header());

      const answer = await engineer.post('/Users', { userName: 'mara' });

      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ schemas: ERROR, status: '403' });
      expect(await revision()).toBe(0);
    });

    it.each([
      ['by its subject', 'external:test-service'],
      ['as records name it', 'service:external:test-service'],
      ['without the prefix', 'test-service'],
    ])('lets the service user in, named %s', async (_, serviceUser) => {
      const { app, database } = await start({
        permission: AuthorizeResult.DENY,
        scim: { serviceUser },
      });
      const service = scimClient(app, mockCredentials.service.header());

      const created = await service.post('/Users', { userName: 'mara' });

      expect(created.status).toBe(201);
      expect(await database.knex('audit_log')).toEqual([
        expect.objectContaining({ actor: 'service:external:test-service' }),
      ]);
      const engineer = scimClient(app, mockCredentials.user.header());
      expect((await engineer.get('/Users')).status).toBe(403);
    });

    it('lets a user in as the service user', async () => {
      const { app } = await start({
        permission: AuthorizeResult.DENY,
        scim: { serviceUser: 'user:default/mock' },
      });
      const user = scimClient(app, mockCredentials.user.header());

      expect((await user.get('/Users')).status).toBe(200);
    });

    it('tells a connection that sends too much when to come back', async () => {
      const { okta, entra, revision } = await start({
        scim: { rateLimit: { requestsPerSecond: 1, burst: 2 } },
      });

      await okta.get('/Users');
      await okta.get('/Users');
      const { status, headers, body } = await okta.post('/Users', {
        userName: 'mara',
      });

      expect(status).toBe(429);
      expect(headers['retry-after']).toMatch(/^[1-9]\d*$/);
      expect(body).toEqual({
        schemas: ERROR,
        status: '429',
        detail: expect.stringContaining('wait'),
      });
      expect(await revision()).toBe(0);
      expect((await entra.get('/Users')).status).toBe(200);
    });

    it('takes a bulk request for as many as its operations, and lets it through', async () => {
      const { okta } = await start({
        scim: { rateLimit: { requestsPerSecond: 1, burst: 50 } },
      });

      const bulk = await okta.post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: Array.from({ length: 80 }, (_, index) => ({
          method: 'POST',
          path: '/Users',
          bulkId: String(index),
          data: { userName: `user${index}` },
        })),
      });

      expect(bulk.status).toBe(200);
      expect(bulk.body.Operations[79].status).toBe('201');
      const next = await okta.get('/Users');
      expect(next.status).toBe(429);
      expect(Number(next.headers['retry-after'])).toBeGreaterThan(10);
    });

    it('stops looking up tokens for whoever guesses them, and goes on for others there', async () => {
      const { app, okta, entra } = await start({
        scim: { rateLimit: { requestsPerSecond: 1, burst: 5 } },
      });
      await okta.get('/Users');
      const statuses = [];
      for (let guess = 0; guess < 10; guess++) {
        const { status } = await scimClient(app, `Bearer guess-${guess}`).get(
          '/Users',
        );
        statuses.push(status);
      }

      expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
      expect(statuses.at(-1)).toBe(429);
      expect((await okta.get('/Users')).status).toBe(200);
      // Not known yet to this process, so it has to wait.
      expect((await entra.get('/Users')).status).toBe(429);
    });

    it('answers 501 to everything while SCIM is off', async () => {
      const { app, okta, revision } = await start({ scim: { enabled: false } });

      for (const { status, headers, body } of [
        await okta.get('/Users'),
        await okta.post('/Users', { userName: 'mara' }),
        await okta.get('/ServiceProviderConfig'),
        await okta.get('/Nonsense'),
        await request(app).get('/api/scim/v2/Users'),
      ]) {
        expect(status).toBe(501);
        expect(headers['content-type']).toContain('application/scim+json');
        expect(headers.vary).toBe('Accept');
        expect(body).toEqual({
          schemas: ERROR,
          status: '501',
          detail: expect.stringContaining('scim.enabled'),
        });
      }
      expect(await revision()).toBe(0);
    });

    it('lets a connection read what another provisions, not change it', async () => {
      const { okta, entra, revision } = await start();
      const { body: mara } = await okta.post('/Users', { userName: 'mara' });
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
      });
      const before = await revision();

      expect((await entra.get(`/Users/${mara.id}`)).status).toBe(200);
      for (const answer of [
        await entra.put(`/Users/${mara.id}`, { userName: 'zoe' }),
        await entra.operations(`/Users/${mara.id}`, {
          op: 'replace',
          value: { active: false },
        }),
        await entra.delete(`/Users/${mara.id}`),
        await entra.operations(`/Groups/${team.id}`, {
          op: 'add',
          path: 'members',
          value: [{ value: mara.id }],
        }),
        await entra.delete(`/Groups/${team.id}`),
      ]) {
        expect(answer.status).toBe(403);
        expect(answer.body).toMatchObject({ schemas: ERROR, status: '403' });
      }
      expect(await revision()).toBe(before);
    });
  });
});
