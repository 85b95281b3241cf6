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
import {
  refusalOf,
  someone,
  startProvisioning,
} from '../__testUtils__/startProvisioning';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

describe('The directory as administrators manage it', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let portal: Awaited<ReturnType<typeof startProvisioning>>;
    beforeAll(async () => {
      portal = await startProvisioning(await databases.create(id));
    });

    const ownerRole = (name: string, type: 'user' | 'group' | 'portalRole') =>
      portal.admin.addBinding({
        resource: 'organization',
        role: 'owner',
        principal: { type, name },
      });

    describe('people', () => {
      it('are not added in the portal while SCIM is on; it says why and where instead', async () => {
        const { name } = await portal.connect();

        const policy = await portal.admin.getUserPolicy();

        expect(policy.canAdd).toBe(false);
        expect(policy.reason).toContain('SCIM is on');
        expect(policy.reason).toContain(name);
        expect(
          await refusalOf(portal.admin.createUser({ userName: someone() })),
        ).toBe(policy.reason);
      });

      it('carry the mark of their identity provider, or none', async () => {
        const okta = await portal.connect();
        const { body } = await okta.post('/Users', { userName: someone() });
        const unsynced = await portal.addUnsynced();

        expect(await portal.admin.getUser(body.id)).toMatchObject({
          synced: true,
          connection: okta.name,
          canRemove: false,
        });
        expect(unsynced).toMatchObject({ synced: false, canRemove: true });
        const { items } = await portal.admin.listUsers({
          connection: okta.id,
        });
        expect(items.map(user => user.id)).toEqual([body.id]);
        const found = await portal.admin.listUsers({
          synced: false,
          search: unsynced.userName,
        });
        expect(found.totalItems).toBe(1);
      });

      it('can be removed only while they are unsynced', async () => {
        const okta = await portal.connect();
        const { body } = await okta.post('/Users', { userName: someone() });
        const unsynced = await portal.addUnsynced();

        await portal.admin.deleteUser(unsynced.id);

        expect(await refusalOf(portal.admin.getUser(unsynced.id))).toContain(
          'nobody',
        );
        expect(await refusalOf(portal.admin.deleteUser(body.id))).toContain(
          'Only unsynced people can be removed',
        );
      });

      it('become one when an identity provider brings somebody unsynced', async () => {
        const unsynced = await portal.addUnsynced();
        await ownerRole(unsynced.userName, 'user');
        const okta = await portal.connect();

        const { body } = await okta.post('/Users', {
          userName: unsynced.userName.toUpperCase(),
        });

        expect(body.id).toBe(unsynced.id);
        expect(await portal.admin.getUser(unsynced.id)).toMatchObject({
          synced: true,
          bindingCount: 1,
        });
      });

      it('can be read by the identity provider, those of the portal, too', async () => {
        const unsynced = await portal.addUnsynced();
        const okta = await portal.connect();

        const { body } = await okta.get(
          `/Users?filter=${encodeURIComponent(
            `userName eq "${unsynced.userName}"`,
          )}`,
        );

        expect(body.Resources).toMatchObject([{ id: unsynced.id }]);
      });

      it('are linked by hand, and nothing that either holds is lost', async () => {
        const unsynced = await portal.addUnsynced();
        const team = await portal.admin.createGroup({
          displayName: someone('team'),
        });
        await portal.admin.changeGroupMembers(team.id, { add: [unsynced.id] });
        await ownerRole(unsynced.userName, 'user');
        const okta = await portal.connect();
        const { body } = await okta.post('/Users', { userName: someone() });

        const { user, moved } = await portal.admin.linkUser(unsynced.id, {
          userId: body.id,
        });

        expect(user.id).toBe(body.id);
        expect(moved).toEqual({ bindings: 1, groups: 1, roles: 0 });
        const detail = await portal.admin.getUser(body.id);
        expect(detail).toMatchObject({ synced: true, bindingCount: 1 });
        expect(detail.groups.map(group => group.id)).toEqual([team.id]);
        expect(detail.history[0]).toMatchObject({ action: 'user.link' });
        expect(await refusalOf(portal.admin.getUser(unsynced.id))).toContain(
          'nobody',
        );
        expect(
          await refusalOf(
            portal.admin.linkUser(body.id, { userId: unsynced.id }),
          ),
        ).toContain('synced already');
      });

      it('are parted from their identity provider, keep all they hold, and are linked when it pushes them again', async () => {
        const okta = await portal.connect({ roleSync: true });
        const role = await portal.admin.createRole({
          name: `scim:${someone('role').split('@')[0]}`,
        });
        const userName = someone();
        const { body } = await okta.post('/Users', {
          userName,
          roles: [{ value: role.name.slice('scim:'.length) }],
        });
        await okta.post('/Groups', {
          displayName: someone('team'),
          members: [{ value: body.id }],
        });
        await ownerRole(userName, 'user');
        const before = await portal.admin.getUser(body.id);

        const parted = await portal.admin.unlinkUser(body.id);

        expect(parted).toMatchObject({ id: body.id, synced: false });
        const after = await portal.admin.getUser(body.id);
        expect(after).toMatchObject({
          entityRef: before.entityRef,
          status: 'active',
          bindingCount: 1,
          canRemove: true,
          portalRoles: [{ name: role.name }],
        });
        expect(after.groups).toEqual(before.groups);
        expect(after.history[0]).toMatchObject({ action: 'user.unlink' });
        expect(await refusalOf(portal.admin.unlinkUser(body.id))).toContain(
          'nothing to part',
        );

        const { body: again } = await okta.post('/Users', { userName });
        expect(again.id).toBe(body.id);
        expect(await portal.admin.getUser(body.id)).toMatchObject({
          synced: true,
          connection: okta.name,
        });
      });

      it('of a connection that waits for its review cannot be parted from it', async () => {
        const okta = await portal.connect({ activation: 'review' });
        const { body } = await okta.post('/Users', { userName: someone() });
        expect(await refusalOf(portal.admin.unlinkUser(body.id))).toContain(
          'review and activate it first',
        );
      });
    });

    describe('groups', () => {
      it('become teams at once, or wait where the connection is set to ask', async () => {
        const okta = await portal.connect();
        const entra = await portal.connect({ linking: 'ask' });
        const { body: synced } = await okta.post('/Groups', {
          displayName: someone('team'),
        });
        const { body: waiting } = await entra.post('/Groups', {
          displayName: someone('team'),
        });

        expect((await portal.admin.getGroup(synced.id)).state).toBe('synced');
        expect((await portal.admin.getGroup(waiting.id)).state).toBe('waiting');
        expect(
          (
            await portal.admin.listGroups({
              state: 'waiting',
              connection: entra.id,
            })
          ).items.map(group => group.id),
        ).toEqual([waiting.id]);

        const { group } = await portal.admin.createTeam(waiting.id);
        expect(group.state).toBe('synced');
        expect(await refusalOf(portal.admin.createTeam(waiting.id))).toContain(
          'linked already',
        );
      });

      it('that wait give no access, until they are linked to a team that holds it', async () => {
        const team = await portal.admin.createGroup({
          displayName: someone('owners'),
        });
        await ownerRole(team.displayName, 'group');
        const entra = await portal.connect({ linking: 'ask' });
        const userName = someone();
        const { body: user } = await entra.post('/Users', { userName });
        const { body: pushed } = await entra.post('/Groups', {
          displayName: someone('pushed'),
          members: [{ value: user.id }],
        });
        const roleOf = async () =>
          (await portal.admin.getUserAccess(userName)).roles[0]?.role;
        expect(await roleOf()).toBe('collaborator');

        const { group, warning } = await portal.admin.linkGroup(pushed.id, {
          groupId: team.id,
        });

        expect(group).toMatchObject({
          id: pushed.id,
          state: 'synced',
          entityRef: team.entityRef,
          bindingCount: 1,
          memberCount: 1,
        });
        expect(warning).toContain('overwrite');
        expect(await roleOf()).toBe('owner');
        expect(
          await refusalOf(
            portal.admin.linkGroup(pushed.id, { groupId: team.id }),
          ),
        ).toContain('linked already');

        const { group: left } = await portal.admin.unlinkGroup(pushed.id);

        expect(left).toMatchObject({
          state: 'local',
          entityRef: team.entityRef,
          bindingCount: 1,
          memberCount: 1,
        });
        expect((await portal.admin.getGroup(pushed.id)).state).toBe('waiting');
        // What the identity provider says from now on is not the team's.
        await entra.patch(`/Groups/${pushed.id}`, {
          op: 'remove',
          path: 'members',
        });
        expect((await portal.admin.getGroup(left.id)).memberCount).toBe(1);
      });

      it('can be linked to a catalog group of another provider, each to one', async () => {
        const entra = await portal.connect({ linking: 'ask' });
        const [one, two] = await Promise.all(
          [1, 2].map(async () => {
            const { body } = await entra.post('/Groups', {
              displayName: someone('pushed'),
            });
            return body;
          }),
        );
        const entityRef = `group:default/${someone('g').split('@')[0]}`;

        const { group } = await portal.admin.linkGroup(one.id, { entityRef });

        expect(group).toMatchObject({ linkedEntityRef: entityRef, entityRef });
        const { body: member } = await entra.post('/Users', {
          userName: someone(),
        });
        await entra.patch(`/Groups/${one.id}`, {
          op: 'add',
          path: 'members',
          value: [{ value: member.id }],
        });
        const shown = await portal.send({
          method: 'GET',
          path: '/directory',
          authorization: mockCredentials.service.header(),
        });
        expect(
          shown.body.users.find((user: { id: string }) => user.id === member.id)
            .groups,
        ).toEqual([entityRef.split('/')[1]]);
        expect(
          await refusalOf(portal.admin.linkGroup(two.id, { entityRef })),
        ).toContain('is linked to the group');
        expect(
          await refusalOf(
            portal.admin.linkGroup(two.id, { entityRef: 'user:default/x' }),
          ),
        ).toContain('not a group');
        await portal.admin.unlinkGroup(one.id);
        expect((await portal.admin.getGroup(one.id)).state).toBe('waiting');
      });

      it('of the portal are shown to identity providers without members, to be linked there', async () => {
        const member = await portal.addUnsynced();
        const team = await portal.admin.createGroup({
          displayName: someone('team'),
        });
        await portal.admin.changeGroupMembers(team.id, { add: [member.id] });
        const okta = await portal.connect();

        const { body } = await okta.get(`/Groups/${team.id}`);
        expect(body.displayName).toBe(team.displayName);
        expect(body.members).toEqual([]);

        await okta.put(`/Groups/${team.id}`, {
          displayName: team.displayName,
        });
        expect(await portal.admin.getGroup(team.id)).toMatchObject({
          state: 'synced',
          connection: okta.name,
        });
      });

      it('that hold access are not taken over by a connection that has to ask', async () => {
        const team = await portal.admin.createGroup({
          displayName: someone('owners'),
        });
        await ownerRole(team.displayName, 'group');
        const okta = await portal.connect({ linkWithAccess: 'ask' });

        expect(
          (
            await okta.patch(`/Groups/${team.id}`, {
              op: 'remove',
              path: 'members',
            })
          ).status,
        ).toBe(403);
        const { status, body } = await okta.post('/Groups', {
          displayName: team.displayName,
        });

        expect(status).toBe(201);
        expect(body.id).not.toBe(team.id);
        expect(await portal.admin.getGroup(body.id)).toMatchObject({
          state: 'waiting',
          suggestedTeam: { id: team.id },
        });
        const found = await okta.get(
          `/Groups?filter=${encodeURIComponent(
            `displayName eq "${team.displayName}"`,
          )}`,
        );
        expect(found.body.Resources).toMatchObject([{ id: body.id }]);
      });

      it('that are local stay manageable; changes of synced ones carry a warning', async () => {
        const member = await portal.addUnsynced();
        const team = await portal.admin.createGroup({
          displayName: someone('team'),
        });
        const okta = await portal.connect();
        const { body: synced } = await okta.post('/Groups', {
          displayName: someone('synced'),
        });

        const renamed = await portal.admin.updateGroup(team.id, {
          displayName: someone('renamed'),
        });
        expect(renamed.warning).toBeUndefined();
        const changed = await portal.admin.changeGroupMembers(synced.id, {
          add: [member.id],
        });
        expect(changed.warning).toContain('next sync is liable to overwrite');
        expect(
          (await portal.admin.listGroupMembers(synced.id)).items,
        ).toMatchObject([{ id: member.id }]);
        expect(await refusalOf(portal.admin.deleteGroup(synced.id))).toContain(
          'remove it there',
        );
        await portal.admin.deleteGroup(team.id);
        expect(await refusalOf(portal.admin.getGroup(team.id))).toContain(
          'no group',
        );
      });
    });

    describe('portal roles', () => {
      const roleName = () => `r-${someone().split('@')[0]}`;
      const holders = async (roleId: string) =>
        (await portal.admin.listRoleMembers(roleId)).items.map(
          ({ userName }) => userName,
        );

      it('named scim:x go to those who have x, as value or as text, and go again', async () => {
        const okta = await portal.connect({ roleSync: true });
        const x = roleName();
        const role = await portal.admin.createRole({ name: `scim:${x}` });
        await ownerRole(role.name, 'portalRole');
        const userName = someone();
        const { body } = await okta.post('/Users', {
          userName,
          roles: [{ value: x.toUpperCase(), primary: true }],
        });

        expect(await holders(role.id)).toEqual([userName]);
        const [access] = (await portal.admin.getUserAccess(userName)).roles;
        expect(access).toMatchObject({
          role: 'owner',
          sources: expect.arrayContaining([
            {
              role: 'owner',
              origin: { type: 'portalRole', id: role.id, name: role.name },
            },
          ]),
        });

        await okta.patch(`/Users/${body.id}`, { op: 'remove', path: 'roles' });
        expect(await holders(role.id)).toEqual([]);
      });

      it('made later go to those who have the role already', async () => {
        const okta = await portal.connect({ roleSync: true });
        const x = roleName();
        const userName = someone();
        await okta.post('/Users', { userName, roles: [{ value: x }] });

        const role = await portal.admin.createRole({ name: `scim:${x}` });

        expect(role).toMatchObject({ synced: true, memberCount: 1 });
        expect(await holders(role.id)).toEqual([userName]);
      });

      it('without the prefix, or given otherwise, are never touched', async () => {
        const okta = await portal.connect({ roleSync: true });
        const x = roleName();
        const plain = await portal.admin.createRole({ name: x });
        const synced = await portal.admin.createRole({ name: `scim:${x}` });
        const { body } = await okta.post('/Users', { userName: someone() });
        await portal.admin.changeRoleMembers(plain.id, { add: [body.id] });
        await okta.patch(`/Roles/${synced.id}`, {
          op: 'add',
          path: 'members',
          value: [{ value: body.id }],
        });

        await okta.patch(`/Users/${body.id}`, {
          op: 'add',
          path: 'roles',
          value: [{ value: x }],
        });
        await okta.patch(`/Users/${body.id}`, { op: 'remove', path: 'roles' });

        expect(await holders(plain.id)).toHaveLength(1);
        expect(await holders(synced.id)).toHaveLength(1);
        expect(
          await refusalOf(
            portal.admin.changeRoleMembers(synced.id, { remove: [body.id] }),
          ),
        ).toContain('Role sync fills');
      });

      it('follow groups where the connection is set so, and nothing where role sync is off', async () => {
        const okta = await portal.connect();
        const x = roleName();
        const role = await portal.admin.createRole({ name: `scim:${x}` });
        const { body: user } = await okta.post('/Users', {
          userName: someone(),
          roles: [{ value: x }],
        });
        const { body: group } = await okta.post('/Groups', {
          displayName: x,
          members: [{ value: user.id }],
        });
        expect(await holders(role.id)).toEqual([]);

        await portal.admin.updateConnection(okta.id, {
          roleSync: true,
          rolesFromGroups: true,
        });
        expect(await holders(role.id)).toHaveLength(1);
        await okta.patch(`/Users/${user.id}`, { op: 'remove', path: 'roles' });
        expect(await holders(role.id)).toHaveLength(1);
        await okta.patch(`/Groups/${group.id}`, {
          op: 'remove',
          path: 'members',
        });
        expect(await holders(role.id)).toEqual([]);

        await okta.patch(`/Groups/${group.id}`, {
          op: 'add',
          path: 'members',
          value: [{ value: user.id }],
        });
        expect(await holders(role.id)).toHaveLength(1);
        await portal.admin.updateConnection(okta.id, { roleSync: false });
        expect(await holders(role.id)).toEqual([]);
      });

      it.each([
        ['nothing', ' '],
        ['only the prefix', 'scim:'],
        ['a line end', 'scim:a\nb'],
        ['NUL', 'a\0b'],
        ['a space after the prefix', 'scim: admin'],
      ])('are refused a name with %s', async (_what, name) => {
        expect(await refusalOf(portal.admin.createRole({ name }))).toMatch(
          /characters|space/,
        );
      });

      it('have names of their own, without case, and keep their role bindings when renamed', async () => {
        const x = roleName();
        const role = await portal.admin.createRole({ name: x });
        await ownerRole(x, 'portalRole');

        expect(
          await refusalOf(portal.admin.createRole({ name: x.toUpperCase() })),
        ).toContain('already');
        const renamed = await portal.admin.updateRole(role.id, {
          name: `${x} Ω 'quoted' %`,
        });
        expect(renamed).toMatchObject({ id: role.id, bindingCount: 1 });
        await portal.admin.deleteRole(role.id);
        expect(await refusalOf(portal.admin.getRole(role.id))).toContain(
          'no role',
        );
      });

      it('are not given by odd names of an identity provider', async () => {
        const okta = await portal.connect({ roleSync: true });

        const { status } = await okta.post('/Users', {
          userName: someone(),
          roles: [
            { value: ' ' },
            { value: 'x'.repeat(400) },
            { value: 'a\tb' },
          ],
        });

        expect(status).toBe(201);
      });
    });
  });
});

describe('Turning SCIM off', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'leaves people and teams as they are, and lets people be added in the portal, on %s',
    async id => {
      const database = await databases.create(id);
      const on = await startProvisioning(database);
      const okta = await on.connect();
      const { body: user } = await okta.post('/Users', {
        userName: someone(),
      });
      const { body: group } = await okta.post('/Groups', {
        displayName: someone('team'),
        members: [{ value: user.id }],
      });
      const before = [
        await on.admin.getUser(user.id),
        await on.admin.getGroup(group.id),
      ];

      const off = await startProvisioning(database, {
        scim: { enabled: false },
      });

      expect([
        await off.admin.getUser(user.id),
        await off.admin.getGroup(group.id),
      ]).toEqual(before);
      expect((await off.withToken(okta.token).get('/Users')).status).toBe(501);
      expect(await off.admin.getUserPolicy()).toMatchObject({ canAdd: true });
      const added = await off.admin.createUser({
        userName: someone('added'),
        displayName: 'Added by hand',
      });
      expect(added).toMatchObject({ synced: false, status: 'active' });
      expect(
        await refusalOf(off.admin.createUser({ userName: 'no-address' })),
      ).toContain('email');
    },
  );
});
