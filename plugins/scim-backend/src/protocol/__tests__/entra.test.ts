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
import { scimClient, startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const SYNC_STATE =
  'urn:ietf:params:scim:schemas:extension:backstage:2.0:SyncState';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const newUser = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
  externalId: 'mara',
  userName: 'mara@example.com',
  active: true,
  emails: [{ primary: true, type: 'work', value: 'mara@example.com' }],
  meta: { resourceType: 'User' },
  name: { formatted: 'Mara Lind', familyName: 'Lind', givenName: 'Mara' },
  roles: [],
  title: null,
};

const newGroup = {
  schemas: [
    'urn:ietf:params:scim:schemas:core:2.0:Group',
    'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
  ],
  externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
  displayName: 'Engineering',
  meta: { resourceType: 'Group' },
};

describe('Microsoft Entra', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      const scim = await startScim(database);
      const { body: user, status } = await scim.entra.post('/Users', newUser);
      expect(status).toBe(201);
      return {
        ...scim,
        user,
        patchUser: (...operations: object[]) =>
          scim.entra.operations(`/Users/${user.id}`, ...operations),
        readUser: async () => (await scim.entra.get(`/Users/${user.id}`)).body,
      };
    }

    it('creates with nulls, empty roles and meta', async () => {
      const { user } = await start();

      expect(user).toMatchObject({
        userName: 'mara@example.com',
        name: { formatted: 'Mara Lind' },
      });
      expect(user.title).toBeUndefined();
    });

    it.each(['False', 'false', false])(
      'disables with the value %j and the op `Replace`',
      async value => {
        const { patchUser, readUser } = await start();

        const { status } = await patchUser({
          op: 'Replace',
          path: 'active',
          value,
        });

        expect(status).toBe(200);
        expect((await readUser()).active).toBe(false);
      },
    );

    it('replaces by value path, and creates the element if there is none', async () => {
      const { patchUser, readUser } = await start();

      await patchUser(
        {
          op: 'Replace',
          path: 'emails[type eq "work"].value',
          value: 'new@example.com',
        },
        {
          op: 'Add',
          path: 'phoneNumbers[type eq "mobile"].value',
          value: '+46 70 000 00 00',
        },
      );

      expect(await readUser()).toMatchObject({
        emails: [{ type: 'work', value: 'new@example.com', primary: true }],
        phoneNumbers: [{ type: 'mobile', value: '+46 70 000 00 00' }],
      });
    });

    it('replaces without a path by dotted and URN names', async () => {
      const { patchUser, readUser } = await start();

      await patchUser({
        op: 'Replace',
        value: {
          displayName: 'Mara B',
          'name.givenName': 'Maria',
          [`${ENTERPRISE}:employeeNumber`]: 'A1',
          [`${ENTERPRISE}:department`]: 'Platform',
        },
      });

      expect(await readUser()).toMatchObject({
        displayName: 'Mara B',
        name: { givenName: 'Maria', familyName: 'Lind' },
        [ENTERPRISE]: { employeeNumber: 'A1', department: 'Platform' },
      });
    });

    it('sets and clears the manager', async () => {
      const { patchUser, readUser, entra } = await start();
      const { body: zoe } = await entra.post('/Users', {
        ...newUser,
        userName: 'zoe@example.com',
        externalId: 'zoe',
      });
      const path = `${ENTERPRISE}:manager`;

      await patchUser({ op: 'Add', path, value: zoe.id });
      expect((await readUser())[ENTERPRISE].manager).toMatchObject({
        value: zoe.id,
      });
      const asked = await entra.find(
        '/Users',
        `id eq "${(await readUser()).id}" and manager eq "${zoe.id}"`,
      );
      expect(asked.body.totalResults).toBe(1);

      await patchUser({ op: 'Replace', path, value: '' });
      expect((await readUser())[ENTERPRISE]?.manager).toBeUndefined();
    });

    it('finds users by all that it matches on, also disabled ones', async () => {
      const { entra, patchUser, user } = await start();
      await patchUser({ op: 'Replace', path: 'active', value: 'False' });

      for (const filter of [
        'userName eq "mara@example.com"',
        'externalId eq "mara"',
        'emails[type eq "work"].value eq "mara@example.com"',
        'emails[primary eq "True"].value eq "mara@example.com"',
        `id eq "${user.id}"`,
      ]) {
        const { body } = await entra.find('/Users', filter);
        expect(body.Resources).toEqual([
          expect.objectContaining({ id: user.id, active: false }),
        ]);
      }
    });

    it('manages a group', async () => {
      const { entra, user } = await start();
      const group = await entra.post('/Groups', newGroup);
      expect(group.status).toBe(201);
      const path = `/Groups/${group.body.id}`;
      const members = async () =>
        (await entra.get(path)).body.members.map(({ value }: any) => value);

      const asked = await entra.get(
        '/Groups?excludedAttributes=members&filter=displayName%20eq%20%22Engineering%22',
      );
      expect(asked.body).toMatchObject({
        totalResults: 1,
        Resources: [{ id: group.body.id, externalId: newGroup.externalId }],
      });

      const added = await entra.operations(path, {
        op: 'Add',
        path: 'members',
        value: [{ $ref: null, value: user.id }],
      });
      expect(added.status).toBe(200);
      expect(await members()).toEqual([user.id]);

      await entra.operations(path, {
        op: 'Replace',
        path: 'displayName',
        value: 'Platform',
      });
      expect((await entra.get(path)).body.displayName).toBe('Platform');

      const removed = await entra.operations(path, {
        op: 'Remove',
        path: 'members',
        value: [{ $ref: null, value: user.id }],
      });
      expect(removed.status).toBe(200);
      expect(await members()).toEqual([]);

      expect((await entra.delete(path)).status).toBe(204);
    });

    it('removes just the members it names', async () => {
      const { entra, user } = await start();
      const { body: zoe } = await entra.post('/Users', {
        ...newUser,
        userName: 'zoe@example.com',
        externalId: 'zoe',
      });
      const { body: group } = await entra.post('/Groups', {
        ...newGroup,
        members: [{ value: user.id }, { value: zoe.id }],
      });
      const path = `/Groups/${group.id}`;

      await entra.operations(path, {
        op: 'Remove',
        path: 'members',
        value: [{ $ref: null, value: zoe.id }],
      });

      expect((await entra.get(path)).body.members).toEqual([
        expect.objectContaining({ value: user.id }),
      ]);
    });

    it('takes over somebody unsynced whom it found by a filter', async () => {
      const { entra, app } = await start();
      const admin = scimClient(app, mockCredentials.user.header());
      const { body: local } = await admin.post('/Users', {
        userName: 'local@example.com',
      });

      const found = await entra.find(
        '/Users',
        'userName eq "local@example.com"',
      );
      expect(found.body.Resources[0].id).toBe(local.id);
      await entra.operations(`/Users/${local.id}`, {
        op: 'Add',
        path: 'externalId',
        value: 'local',
      });

      const { body } = await entra.get(
        `/Users/${local.id}?attributes=externalId,${SYNC_STATE}`,
      );
      expect(body).toMatchObject({
        externalId: 'local',
        [SYNC_STATE]: { connection: 'Entra' },
      });
    });
  });
});
