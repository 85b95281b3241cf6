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
  refusalOf,
  someone,
  startProvisioning,
} from '../__testUtils__/startProvisioning';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TableWatch, watchTables } from '../protocol/__testUtils__/watchTables';

jest.setTimeout(60_000);

describe('The last who administer', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let portal: Awaited<ReturnType<typeof startProvisioning>>;
    let tables: TableWatch;

    beforeAll(async () => {
      const database = await databases.create(id);
      portal = await startProvisioning(database);
      tables = await watchTables(database);
    });

    afterEach(async () => {
      const { items } = await portal.admin.listBindings({
        resource: 'organization',
      });
      for (const binding of items) {
        await portal.admin.removeBinding(binding.id, {
          allowNoAdministrator: true,
        });
      }
    });

    const makeOwner = (type: 'user' | 'group' | 'portalRole', name: string) =>
      portal.admin.addBinding({
        resource: 'organization',
        role: 'owner',
        principal: { type, name },
      });

    async function ownedByTeam() {
      const { id: person } = await portal.addUnsynced();
      const team = await portal.admin.createGroup({
        displayName: someone('team'),
      });
      await portal.admin.changeGroupMembers(team.id, { add: [person] });
      await makeOwner('group', team.displayName);
      return { team: team.id, person };
    }

    async function ownedByRole() {
      const { id: person } = await portal.addUnsynced();
      const role = await portal.admin.createRole({ name: someone('role') });
      await portal.admin.changeRoleMembers(role.id, { add: [person] });
      await makeOwner('portalRole', role.name);
      return { role: role.id, person };
    }

    /** The role is one of the portal that the identity provider gives. */
    async function ownedByProvider() {
      const okta = await portal.connect({ roleSync: true });
      const name = someone('role').split('@')[0];
      const role = await portal.admin.createRole({ name: `scim:${name}` });
      const { body } = await okta.post('/Users', {
        userName: someone(),
        roles: [{ value: name }],
      });
      await makeOwner('portalRole', role.name);
      return { connection: okta.id, okta, person: body.id };
    }

    async function ownedByPushedTeam() {
      const okta = await portal.connect();
      const { body: person } = await okta.post('/Users', {
        userName: someone(),
      });
      const displayName = someone('team');
      await okta.post('/Groups', {
        displayName,
        members: [{ value: person.id }],
      });
      await makeOwner('group', displayName);
      return { connection: okta.id, displayName };
    }

    /** The group is one of the catalog's, too, until it is unlinked. */
    async function ownedByLinkedGroup() {
      const okta = await portal.connect({ linking: 'ask' });
      const { body: person } = await okta.post('/Users', {
        userName: someone(),
      });
      const displayName = someone('group');
      const { body: group } = await okta.post('/Groups', {
        displayName,
        members: [{ value: person.id }],
      });
      await portal.admin.linkGroup(group.id, {
        entityRef: `group:default/${displayName.split('@')[0]}`,
      });
      await makeOwner('group', displayName);
      return { group: group.id };
    }

    const ways: Array<[string, () => Promise<() => Promise<unknown>>]> = [
      [
        'their team is emptied',
        async () => {
          const { team, person } = await ownedByTeam();
          return () =>
            portal.admin.changeGroupMembers(team, { remove: [person] });
        },
      ],
      [
        'their team is deleted',
        async () => {
          const { team } = await ownedByTeam();
          return () => portal.admin.deleteGroup(team);
        },
      ],
      [
        'their portal role is taken from them',
        async () => {
          const { role, person } = await ownedByRole();
          return () =>
            portal.admin.changeRoleMembers(role, { remove: [person] });
        },
      ],
      [
        'their portal role is deleted',
        async () => {
          const { role } = await ownedByRole();
          return () => portal.admin.deleteRole(role);
        },
      ],
      [
        'they are removed',
        async () => {
          const { person } = await ownedByRole();
          return () => portal.admin.deleteUser(person);
        },
      ],
      [
        'their group is parted from the catalog group that it shows on',
        async () => {
          const { group } = await ownedByLinkedGroup();
          return () => portal.admin.unlinkGroup(group);
        },
      ],
      [
        'the connection of their team is paused',
        async () => {
          const { connection } = await ownedByPushedTeam();
          return () => portal.admin.pauseConnection(connection);
        },
      ],
      [
        'their connection is deleted with its people',
        async () => {
          const { connection } = await ownedByPushedTeam();
          return () =>
            portal.admin.deleteConnection(connection, {
              people: 'deprovision',
            });
        },
      ],
      [
        'their portal role comes from their identity provider, and is to follow it no longer',
        async () => {
          const { connection } = await ownedByProvider();
          return () =>
            portal.admin.updateConnection(connection, { roleSync: false });
        },
      ],
    ];

    it.each(ways)('stay when %s', async (_, prepare) => {
      const take = await prepare();
      const before = await tables.digest();

      expect(await refusalOf(take())).toContain(
        'No active person would be owner of the organization afterwards, and nobody could administer it.',
      );
      expect(await tables.digest()).toBe(before);
    });

    it.each(ways)(
      'go when %s, if somebody else is left',
      async (_, prepare) => {
        const take = await prepare();
        const { userName } = await portal.addUnsynced();
        await makeOwner('user', userName);
        const before = await tables.digest();

        await take();

        expect(await tables.digest()).not.toBe(before);
      },
    );

    it('are nobody where nobody holds the role before: nothing is refused', async () => {
      const { id: person } = await portal.addUnsynced();
      await portal.admin.deleteUser(person);
      expect(await refusalOf(portal.admin.getUser(person))).toContain('nobody');
    });

    it('go with a connection that is paused if that is said to be meant, which the audit log keeps', async () => {
      const { connection } = await ownedByPushedTeam();

      expect(
        await refusalOf(portal.admin.pauseConnection(connection)),
      ).toContain('--allow-no-administrator');
      const { status } = await portal.admin.pauseConnection(connection, {
        allowNoAdministrator: true,
      });

      expect(status).toBe('paused');
      const { items } = await portal.admin.listAudit({ limit: 1 });
      expect(items).toMatchObject([
        { action: 'connection.pause', detail: { allowNoAdministrator: true } },
      ]);
    });

    it('can be sent away by their identity provider, whose word counts', async () => {
      const { okta, person } = await ownedByProvider();

      await okta.patch(`/Users/${person}`, {
        op: 'replace',
        value: { active: false },
      });

      expect((await portal.admin.getUser(person)).active).toBe(false);
    });
  });
});
