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

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import { scimClient, startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';
import { AuditLog } from '../../audit';
import { createManagedDirectory, UserStore } from '../../directory';

jest.setTimeout(60_000);

const ERROR = ['urn:ietf:params:scim:api:messages:2.0:Error'];

/** RFC 7644 §3.14 and §3.6. */
describe('versions of resources', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const scim = await startScim(await databases.create(id));
      const { body: mara } = await scim.okta.post('/Users', {
        userName: 'mara',
      });
      const path = `/Users/${mara.id}`;
      const rename = (title: string) =>
        scim.okta.operations(path, {
          op: 'replace',
          path: 'title',
          value: title,
        });
      return { ...scim, mara, path, rename };
    }

    it.each([
      ['the present version', 'W/"1"'],
      ['it without the mark of weakness', '"1"'],
      ['it among others', '"x", W/"1"'],
      ['any version', '*'],
    ])('If-Match with %s lets a write through', async (_, tag) => {
      const { okta, path, rename } = await start();

      const patched = await rename('Director').set('If-Match', tag);
      expect([patched.status, patched.headers.etag]).toEqual([200, 'W/"2"']);
      const removed = await okta.delete(path).set('If-Match', 'W/"2"');
      expect(removed.status).toBe(204);
    });

    it.each([
      ['another version', 'W/"2"'],
      ['something that is no version', 'nonsense'],
    ])('If-Match with %s stops every write', async (_, tag) => {
      const { okta, path, rename, revision } = await start();
      const before = await revision();

      for (const refused of [
        await rename('Director').set('If-Match', tag),
        await okta.put(path, { userName: 'zoe' }).set('If-Match', tag),
        await okta.delete(path).set('If-Match', tag),
      ]) {
        expect(refused.status).toBe(412);
        expect(refused.body).toEqual({
          schemas: ERROR,
          status: '412',
          detail: expect.any(String),
        });
      }
      expect(await revision()).toBe(before);
    });

    it('are in the header and in the resource, whichever way it is asked for', async () => {
      const { okta, mara, path, rename } = await start();

      for (const { headers, body } of [
        await okta.get(path),
        await okta.put(path, { ...mara, title: 'Engineer' }),
        await rename('Director'),
        await okta.get(path),
      ]) {
        expect(body.meta.version).toMatch(/^W\/"\d+"$/);
        expect(headers.etag).toBe(body.meta.version);
      }
      const { body } = await okta.get('/Users');
      expect(body.Resources[0].meta.version).toBe('W/"3"');
    });

    it('a client that has the present one is sent nothing but its name', async () => {
      const { okta, mara, path, rename } = await start();

      for (const tag of ['W/"1"', '"1"', '*', '"0", W/"1"']) {
        const same = await okta
          .get(`${path}?attributes=title`)
          .set('If-None-Match', tag);
        expect(same.status).toBe(304);
        expect(same.text).toBe('');
        expect(same.headers).toMatchObject({
          etag: 'W/"1"',
          'content-location': mara.meta.location,
          vary: 'Accept',
        });
      }
      await rename('Director');
      const changed = await okta.get(path).set('If-None-Match', 'W/"1"');
      expect(changed.status).toBe(200);
      expect(changed.headers.etag).toBe('W/"2"');
    });

    it('grow with the time of the last change, and the time of creation stays', async () => {
      const { mara, rename } = await start();

      const { body } = await rename('Director');

      expect(body.meta.created).toBe(mara.meta.created);
      expect(Date.parse(body.meta.lastModified)).toBeGreaterThanOrEqual(
        Date.parse(mara.meta.lastModified),
      );
      for (const time of [body.meta.created, body.meta.lastModified]) {
        expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      }
    });

    it('of a group grow when a group inside it is removed', async () => {
      const { okta } = await start();
      const { body: inner } = await okta.post('/Groups', {
        displayName: 'Inner',
      });
      const { body: outer } = await okta.post('/Groups', {
        displayName: 'Outer',
        members: [{ value: inner.id }],
      });

      await okta.delete(`/Groups/${inner.id}`);

      const { status, body } = await okta
        .get(`/Groups/${outer.id}`)
        .set('If-None-Match', outer.meta.version);
      expect([status, body.members]).toEqual([200, []]);
    });

    describe('of a list grow when an administrator moves its members:', () => {
      const ADMIN = 'user:default/admin';

      async function startWithAdmin() {
        const database = await databases.create(id);
        const scim = await startScim(database);
        const admin = scimClient(scim.app, mockCredentials.user.header());
        const audit = await AuditLog.create({
          database,
          config: mockServices.rootConfig(),
        });
        const add = async (
          client: typeof admin,
          displayName: string,
          ...members: Array<{ id: string }>
        ) => {
          const { body } = await client.post('/Groups', {
            displayName,
            members: members.map(member => ({ value: member.id })),
          });
          return body;
        };
        /** Expects that a client which knows the old list is told so. */
        const expectMoved = async (path: string, old: any, members: any[]) => {
          const { version } = old.meta;
          const seen = await admin.get(path).set('If-None-Match', version);
          expect([path, seen.status]).toEqual([path, 200]);
          expect(seen.body.members.map(({ value }: any) => value)).toEqual(
            members.map(member => member.id),
          );
          const { meta: _, ...written } = old;
          const stale = await admin.put(path, written).set('If-Match', version);
          expect([path, stale.status]).toEqual([path, 412]);
        };
        return {
          ...scim,
          admin,
          add,
          database,
          expectMoved,
          ...createManagedDirectory({
            database,
            audit,
            users: new UserStore(),
            scimEnabled: true,
          }),
        };
      }

      it('two people become one', async () => {
        const { okta, admin, add, database, expectMoved, userLinking } =
          await startWithAdmin();
        const { body: mara } = await okta.post('/Users', { userName: 'mara' });
        const { body: old } = await admin.post('/Users', { userName: 'ml' });
        const team = await add(admin, 'Engineering', old);
        const both = await add(admin, 'Everybody', old, mara);
        const [{ uuid: roleId }] = await database
          .knex('portal_roles')
          .insert({
            uuid: randomUUID(),
            name: 'Owners',
            name_key: 'owners',
            created_at: new Date().toISOString(),
          })
          .returning('uuid');
        const { body: role } = await admin.put(`/Roles/${roleId}`, {
          displayName: 'Owners',
          members: [{ value: old.id }],
        });

        const { moved } = await userLinking.link(ADMIN, old.id, {
          userId: mara.id,
        });

        expect(moved).toMatchObject({ groups: 1, roles: 1 });
        await expectMoved(`/Groups/${team.id}`, team, [mara]);
        await expectMoved(`/Groups/${both.id}`, both, [mara]);
        await expectMoved(`/Roles/${roleId}`, role, [mara]);
      });

      it('a group and a team become one', async () => {
        const { okta, admin, add, database, expectMoved, managedGroups } =
          await startWithAdmin();
        const team = await add(admin, 'Sailors');
        const outer = await add(admin, 'Outer', team);
        await database.knex('connections').update({ linking: 'ask' });
        const inner = await add(okta, 'Inner');
        const waiting = await add(okta, 'Sailors', inner);
        const nesting = { op: 'add', path: 'members' };
        const { body: group } = await admin.operations(
          `/Groups/${waiting.id}`,
          { ...nesting, value: [{ value: team.id }] },
        );
        expect(group.members).toHaveLength(2);

        await managedGroups.link(ADMIN, group.id, { groupId: team.id });

        await expectMoved(`/Groups/${outer.id}`, outer, [group]);
        await expectMoved(`/Groups/${group.id}`, group, [inner]);
      });

      it('a team parts from its identity provider', async () => {
        const { okta, add, admin, expectMoved, managedGroups } =
          await startWithAdmin();
        const team = await add(okta, 'Sailors');
        const outer = await add(admin, 'Outer', team);

        const left = await managedGroups.unlink(ADMIN, team.id);

        expect(left.group.id).not.toBe(team.id);
        await expectMoved(`/Groups/${outer.id}`, outer, [left.group]);
        await expectMoved(`/Groups/${team.id}`, team, []);
      });
    });

    it('end with the resource: nothing finds it, and nobody has it', async () => {
      const { okta, mara, path, rename } = await start();
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Engineering',
        members: [{ value: mara.id }],
      });

      const removed = await okta.delete(path);
      expect([removed.status, removed.text]).toEqual([204, '']);

      for (const answer of [
        await okta.get(path),
        await okta.put(path, { userName: 'mara' }),
        await rename('Director'),
        await okta.delete(path),
      ]) {
        expect(answer.status).toBe(404);
        expect(answer.body).toMatchObject({ schemas: ERROR, status: '404' });
      }
      for (const filter of ['userName eq "mara"', `id eq "${mara.id}"`]) {
        const { body } = await okta.find('/', filter);
        expect(body.totalResults).toBe(0);
      }
      const { body } = await okta
        .get(`/Groups/${team.id}`)
        .set('If-None-Match', team.meta.version);
      expect(body.members).toEqual([]);
      expect(body.meta.version).toBe('W/"2"');
    });
  });
});
