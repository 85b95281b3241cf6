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
import { ReviewChangedError } from '@backstage-scim/plugin-scim-common';
import {
  refusalOf,
  someone,
  startProvisioning,
} from '../__testUtils__/startProvisioning';
import { testDatabases } from '../__testUtils__/testDatabases';
import { AuditLog } from '../audit';
import type { ScimDatabase } from '../database';

jest.setTimeout(60_000);

describe('Connections', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let database: ScimDatabase;
    let portal: Awaited<ReturnType<typeof startProvisioning>>;
    beforeAll(async () => {
      database = await databases.create(id);
      portal = await startProvisioning(database, {
        scim: {
          connections: [{ name: 'Declared', token: 'declared-token' }],
        },
      });
    });

    /** Somebody whom only the portal knows, and who owns the organization. */
    async function anOwner() {
      const owner = await portal.addUnsynced();
      await portal.admin.addBinding({
        resource: 'organization',
        role: 'owner',
        principal: { type: 'user', name: owner.userName },
      });
      return owner;
    }

    describe('their tokens', () => {
      it('are shown once, and stored nowhere', async () => {
        const okta = await portal.connect();

        expect(Buffer.from(okta.token.slice(6), 'base64url')).toHaveLength(32);
        expect((await okta.get('/Users')).status).toBe(200);
        const audit = await AuditLog.create({
          database,
          config: mockServices.rootConfig(),
        });
        const stored = JSON.stringify([
          await database.knex('connections'),
          (await audit.list({ limit: 1000 })).items,
          await portal.admin.getConnection(okta.id),
        ]);
        expect(stored).not.toContain(okta.token);
        expect((await portal.admin.getConnection(okta.id)).token?.hint).toBe(
          okta.token.slice(-4),
        );
      });

      it('both count during a rotation, and only the new one once it is complete', async () => {
        const okta = await portal.connect();
        const { token } = await portal.admin.startRotation(okta.id);
        const renewed = portal.withToken(token);

        expect((await okta.get('/Users')).status).toBe(200);
        expect((await renewed.get('/Users')).status).toBe(200);
        expect(
          (await portal.admin.getConnection(okta.id)).nextToken?.uses,
        ).toBe(1);
        expect(await refusalOf(portal.admin.startRotation(okta.id))).toContain(
          'rotation is under way',
        );

        await portal.admin.completeRotation(okta.id);
        expect((await okta.get('/Users')).status).toBe(401);
        expect((await renewed.get('/Users')).status).toBe(200);
        expect(
          await refusalOf(portal.admin.completeRotation(okta.id)),
        ).toContain('No rotation');
      });

      it('leave only the old one once a rotation is cancelled', async () => {
        const okta = await portal.connect();
        const { token } = await portal.admin.startRotation(okta.id);
        await portal.admin.cancelRotation(okta.id);

        expect((await okta.get('/Users')).status).toBe(200);
        expect((await portal.withToken(token).get('/Users')).status).toBe(401);
      });

      it('end in one way when a rotation is completed and cancelled at once', async () => {
        const okta = await portal.connect();
        const { token } = await portal.admin.startRotation(okta.id);

        const ends = await Promise.allSettled([
          portal.admin.completeRotation(okta.id),
          portal.admin.cancelRotation(okta.id),
          portal.admin.completeRotation(okta.id),
        ]);

        expect(ends.filter(one => one.status === 'fulfilled')).toHaveLength(1);
        const statuses = [
          (await okta.get('/Users')).status,
          (await portal.withToken(token).get('/Users')).status,
        ];
        expect(statuses.sort()).toEqual([200, 401]);
      });

      it('count no longer once revoked or expired', async () => {
        const okta = await portal.connect({ tokenExpiresInDays: 10 });
        expect(
          (await portal.admin.getConnection(okta.id)).token?.expiresSoon,
        ).toBe(true);
        expect((await okta.get('/Users')).status).toBe(200);

        await database
          .knex('connections')
          .where({ uuid: okta.id })
          .update({ token_expires_at: new Date().toISOString() });
        expect((await okta.get('/Users')).status).toBe(401);

        const entra = await portal.connect();
        await portal.admin.revokeTokens(entra.id);
        expect((await entra.get('/Users')).status).toBe(401);
        const { token } = await portal.admin.startRotation(entra.id);
        expect((await portal.withToken(token).get('/Users')).status).toBe(200);
      });
    });

    it('declared in app-config are read-only, and say so', async () => {
      const { items } = await portal.admin.listConnections({
        search: 'declared',
      });
      const [declared] = items;

      expect(declared).toMatchObject({ declared: true, status: 'active' });
      for (const change of [
        () => portal.admin.updateConnection(declared.id, { roleSync: true }),
        () => portal.admin.startRotation(declared.id),
        () => portal.admin.revokeTokens(declared.id),
        () => portal.admin.deleteConnection(declared.id),
      ]) {
        expect(await refusalOf(change())).toContain('app-config');
      }
    });

    it('have names of their own', async () => {
      const { name } = await portal.connect();

      expect(
        await refusalOf(portal.connect({ name: name.toUpperCase() })),
      ).toContain('already');
      expect(await refusalOf(portal.connect({ name: ' ' }))).toContain('name');
      expect(await refusalOf(portal.connect({ name: 'a\u0007b' }))).toContain(
        'control characters',
      );
    });

    it('are refused while paused, and their groups give nothing', async () => {
      const okta = await portal.connect();
      await portal.admin.pauseConnection(okta.id);

      expect((await okta.get('/Users')).status).toBe(403);
      expect(await refusalOf(portal.admin.pauseConnection(okta.id))).toContain(
        'is paused',
      );
      expect((await portal.admin.resumeConnection(okta.id)).status).toBe(
        'active',
      );
      expect((await okta.get('/Users')).status).toBe(200);
    });

    it('keep their namespace once there is somebody', async () => {
      const okta = await portal.connect();
      await portal.admin.updateConnection(okta.id, { namespace: 'okta' });
      await okta.post('/Users', { userName: someone() });

      expect(
        await refusalOf(
          portal.admin.updateConnection(okta.id, { namespace: 'other' }),
        ),
      ).toContain('namespace');
    });

    it('have a rate limit of their own', async () => {
      const okta = await portal.connect({
        rateLimit: { requestsPerSecond: 1, burst: 2 },
      });

      const statuses = [];
      for (let sent = 0; sent < 3; sent++) {
        statuses.push((await okta.get('/Users?count=0')).status);
      }

      expect(statuses).toEqual([200, 200, 429]);
    });

    it('show what they send and what fails, without secrets', async () => {
      const okta = await portal.connect();
      expect(
        (await portal.admin.getConnection(okta.id)).lastRequestAt,
      ).toBeUndefined();
      await okta.post('/Users', { userName: someone() });
      await okta.post('/Users', { password: 'hunter2-secret', userName: '' });
      await okta.patch('/Users/nobody', {
        op: 'replace',
        path: 'password',
        value: 'hunter2-secret',
      });
      await okta.get('/Users?filter=password%20eq%20%22hunter2-secret%22');

      const errors = await portal.admin.listConnectionErrors(okta.id);
      expect(errors.items.map(({ status }) => status)).toEqual([400, 404, 400]);
      expect(errors.items[2].request).toContain('"password": "[redacted]"');
      expect(JSON.stringify(errors)).not.toContain('hunter2');
      const { hours } = await portal.admin.getConnectionActivity(okta.id);
      expect(hours).toHaveLength(14 * 24);
      expect(hours[hours.length - 1]).toMatchObject({
        requests: 4,
        pushes: 3,
        errors: 3,
      });
      const summary = await portal.admin.getConnection(okta.id);
      expect(summary.counts).toMatchObject({ users: 1, recentErrors: 3 });
      expect(summary.lastRequestAt).toBeDefined();
    });

    it('show which operations of a bulk request failed, each by itself', async () => {
      const okta = await portal.connect();
      const { status } = await okta.post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [
          {
            method: 'POST',
            path: '/Users',
            bulkId: 'one',
            data: { userName: someone() },
          },
          {
            method: 'POST',
            path: '/Users',
            bulkId: 'two',
            data: { displayName: 'Nobody', password: 'hunter2-secret' },
          },
          { method: 'DELETE', path: '/Users/nobody' },
          { method: 'LOOK', path: '/Users' },
        ],
      });
      expect(status).toBe(200);

      const { items } = await portal.admin.listConnectionErrors(okta.id);
      expect(
        items.map(error => `${error.status} ${error.method} ${error.path}`),
      ).toEqual([
        '400 POST /Bulk',
        '404 DELETE /Bulk → /Users/nobody',
        '400 POST /Bulk → /Users',
      ]);
      expect(items[2].detail).toContain('userName');
      expect(items[2].request).toContain('Nobody');
      expect(JSON.stringify(items)).not.toContain('hunter2');
      const { hours } = await portal.admin.getConnectionActivity(okta.id);
      expect(hours[hours.length - 1]).toMatchObject({
        requests: 1,
        pushes: 1,
        errors: 3,
      });
    });

    it('keep the last 100 errors', async () => {
      const okta = await portal.connect();
      for (let sent = 0; sent < 105; sent++) {
        await okta.get(`/Users/nobody-${sent}`);
      }

      const { items, totalItems } = await portal.admin.listConnectionErrors(
        okta.id,
        { limit: 1 },
      );

      expect(totalItems).toBe(100);
      expect(items[0].path).toBe('/Users/nobody-104');
    });

    it('come with instructions for every provider, with the address to paste', async () => {
      const { items } = await portal.admin.listProviders();

      expect(items.map(profile => profile.id)).toEqual([
        'okta',
        'entra',
        'google',
        'onelogin',
        'jumpcloud',
        'ping',
        'keycloak',
        'generic',
      ]);
      for (const { steps, mappings, pitfalls } of items) {
        const values = steps.flatMap(step => step.values);
        expect(
          values.some(({ value }) => value?.includes('/api/scim/v2')),
        ).toBe(true);
        expect(values.filter(({ token }) => token)).toHaveLength(1);
        expect(mappings.map(({ target }) => target)).toContain('userName');
        expect(pitfalls).not.toEqual([]);
      }
    });

    describe('that are to be reviewed', () => {
      it('give nobody anything, and take nobody over, until they are activated', async () => {
        const owner = await anOwner();
        const team = await portal.admin.createGroup({
          displayName: `Team ${someone()}`,
        });
        const okta = await portal.connect({ activation: 'review' });
        const newcomer = someone('newcomer');
        const pushed = await okta.post('/Users', { userName: newcomer });
        const claimed = await okta.post('/Users', {
          userName: owner.userName,
          displayName: 'Taken over',
          active: false,
        });
        const group = await okta.post('/Groups', {
          displayName: team.displayName,
          members: [{ value: pushed.body.id }, { value: claimed.body.id }],
        });

        expect([pushed.status, claimed.status, group.status]).toEqual([
          201, 201, 201,
        ]);
        // It sees what it has pushed.
        expect(
          (await okta.get(`/Users/${claimed.body.id}`)).body,
        ).toMatchObject({ displayName: 'Taken over', active: false });
        await okta.patch(`/Users/${claimed.body.id}`, {
          op: 'replace',
          path: 'active',
          value: true,
        });
        // The portal is as it was.
        const untouched = await portal.admin.getUser(owner.id);
        expect(untouched).toMatchObject({
          active: true,
          synced: false,
          linkRequestedBy: okta.name,
        });
        expect(untouched.displayName).toBeUndefined();
        expect(await portal.admin.getUser(pushed.body.id)).toMatchObject({
          status: 'waiting',
          member: false,
        });
        expect((await portal.admin.getUserAccess(newcomer)).roles).toEqual([]);
        expect((await portal.admin.getGroup(team.id)).memberCount).toBe(0);

        const review = await portal.admin.reviewConnection(okta.id);
        expect(review.counts).toEqual({
          usersCreate: 1,
          usersLink: 1,
          usersWait: 0,
          groupsCreate: 0,
          groupsLink: 1,
          groupsWait: 0,
          conflicts: 0,
          bindingsAtStake: 1,
        });
        const { items } = await portal.admin.listReviewItems(
          okta.id,
          review.fingerprint,
        );
        expect(items.map(({ kind, action }) => [kind, action])).toEqual(
          expect.arrayContaining([
            ['user', 'create'],
            ['user', 'link'],
            ['group', 'link'],
          ]),
        );

        const active = await portal.admin.activateConnection(okta.id, review);

        expect(active).toMatchObject({
          status: 'active',
          counts: { users: 2, groups: 1, usersWaiting: 0, groupsWaiting: 0 },
        });
        expect(await portal.admin.getUser(owner.id)).toMatchObject({
          id: owner.id,
          entityRef: owner.entityRef,
          synced: true,
          displayName: 'Taken over',
          bindingCount: 1,
        });
        expect(await portal.admin.getUser(pushed.body.id)).toMatchObject({
          status: 'active',
        });
        expect(await portal.admin.getGroup(group.body.id)).toMatchObject({
          state: 'synced',
          entityRef: team.entityRef,
          memberCount: 2,
        });
      });

      it('are not activated as something else than was reviewed', async () => {
        const okta = await portal.connect({ activation: 'review' });
        const review = await portal.admin.reviewConnection(okta.id);
        const late = someone('late');
        await okta.post('/Users', { userName: late });

        const refused = await portal.admin
          .activateConnection(okta.id, review)
          .catch(error => error);

        expect(refused).toBeInstanceOf(ReviewChangedError);
        expect(refused.difference).toMatchObject({
          added: [{ kind: 'user', name: late, action: 'create' }],
          removed: [],
          changed: [],
          total: 1,
        });
        expect((await portal.admin.getConnection(okta.id)).status).toBe(
          'pending',
        );
      });
    });

    describe('that ask before they take over access', () => {
      it('link somebody without access, and wait for somebody who holds it', async () => {
        const owner = await anOwner();
        const okta = await portal.connect({ linkWithAccess: 'ask' });
        const { body } = await okta.post('/Users', {
          userName: owner.userName,
          displayName: 'From the provider',
        });

        expect(body.id).toBe(owner.id);
        expect(
          (await portal.admin.listUsers({ linkRequested: true })).items,
        ).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ id: owner.id, synced: false }),
          ]),
        );

        const { user } = await portal.admin.linkUser(owner.id, {
          connectionId: okta.id,
        });
        expect(user).toMatchObject({
          id: owner.id,
          synced: true,
          displayName: 'From the provider',
          connection: okta.name,
        });
      });

      it('may take back what they have asked for', async () => {
        const owner = await anOwner();
        const okta = await portal.connect({ linkWithAccess: 'ask' });
        await okta.post('/Users', { userName: owner.userName });

        expect((await okta.delete(`/Users/${owner.id}`)).status).toBe(204);
        const kept = await portal.admin.getUser(owner.id);
        expect(kept.synced).toBe(false);
        expect(kept.linkRequestedBy).toBeUndefined();
        expect((await okta.delete(`/Users/${owner.id}`)).status).toBe(403);
      });
    });

    it('cannot push the people of another', async () => {
      const okta = await portal.connect();
      const entra = await portal.connect();
      const userName = someone();
      const { body } = await okta.post('/Users', { userName });

      expect((await entra.post('/Users', { userName })).status).toBe(409);
      expect(
        (
          await entra.patch(`/Users/${body.id}`, {
            op: 'replace',
            path: 'active',
            value: false,
          })
        ).status,
      ).toBe(403);
      expect(await portal.admin.getUser(body.id)).toMatchObject({
        active: true,
        connection: okta.name,
      });
    });

    describe('that are deleted', () => {
      async function connected() {
        const okta = await portal.connect();
        const { body: user } = await okta.post('/Users', {
          userName: someone(),
        });
        const { body: group } = await okta.post('/Groups', {
          displayName: someone('team'),
          members: [{ value: user.id }],
        });
        return { okta, user, group };
      }

      it('are refused until it is said what becomes of the people', async () => {
        const { okta } = await connected();

        expect(
          await refusalOf(portal.admin.deleteConnection(okta.id)),
        ).toContain(
          'provisions 1 people, who hold 0 role bindings, and 1 teams',
        );
        expect((await okta.get('/Users')).status).toBe(200);
      });

      it('leave people unsynced and teams local', async () => {
        const { okta, user, group } = await connected();

        expect(
          await portal.admin.deleteConnection(okta.id, { people: 'keep' }),
        ).toEqual({ people: 'keep', users: 1, groups: 1, groupsRemoved: 0 });

        expect((await okta.get('/Users')).status).toBe(401);
        expect(await portal.admin.getUser(user.id)).toMatchObject({
          synced: false,
          status: 'active',
          canRemove: true,
        });
        expect(await portal.admin.getGroup(group.id)).toMatchObject({
          state: 'local',
          memberCount: 1,
        });
      });

      it('deactivate the people if it is said so', async () => {
        const { okta, user } = await connected();

        await portal.admin.deleteConnection(okta.id, {
          people: 'deprovision',
        });

        expect(await portal.admin.getUser(user.id)).toMatchObject({
          synced: false,
          status: 'inactive',
        });
      });
    });
  });
});
