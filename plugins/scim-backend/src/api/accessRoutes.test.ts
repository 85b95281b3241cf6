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
import { AccessFileError } from '@backstage-scim/plugin-scim-common';
import { everyPage } from '../__testUtils__/everyPage';
import { ADMINISTRATOR, startPortal } from '../__testUtils__/startPortal';
import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { documentedWorld } from '../enforcement/__testUtils__/documentedWorld';

jest.setTimeout(60_000);

const file = `
organization: Example
clouds:
  - name: École
    projects: [one, two]
serviceAccounts: [ci-bot]
users: [late@example.com]
bindings:
  - { resource: cloud/École, role: owner, user: late@example.com }
  - { resource: project/École/one, role: readonly, group: Engineering }
`;

describe('The access API', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      await buildWorld(database, documentedWorld);
      const portal = await startPortal(database);
      return {
        ...portal,
        database,
        async revision(): Promise<number> {
          return (await database.knex('organization').first()).revision;
        },
      };
    }

    let portal: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      portal = await start();
    });

    it('lists resources in the order of the access model, every page once', async () => {
      const pages = await everyPage(portal.client().listResources, 2);

      expect(pages.map(page => page.map(({ ref }) => ref))).toEqual([
        ['cloud/dev-cloud', 'cloud/prod-cloud'],
        ['cloud/staging-cloud', 'project/prod-cloud/proj-1'],
        ['organization'],
      ]);
    });

    it('lists role bindings by resource, every page once', async () => {
      const pages = await everyPage(portal.client().listBindings, 5);

      expect(pages.map(({ length }) => length)).toEqual([5, 5, 2]);
      const bindings = pages.flat();
      expect(new Set(bindings.map(binding => binding.id)).size).toBe(12);
      const refs = bindings.map(({ resource }) => resource.ref);
      expect(refs).toEqual([...refs].sort());
      expect(bindings).toContainEqual({
        id: expect.any(String),
        resource: expect.objectContaining({ ref: 'cloud/prod-cloud' }),
        role: 'owner',
        principal: {
          type: 'serviceAccount',
          id: expect.any(String),
          name: 'ci-bot',
        },
      });
    });

    it('searches in the names of resources and of principals', async () => {
      const client = portal.client();

      const resources = await client.listResources({ search: 'PROJ-1' });
      expect(resources.items.map(({ ref }) => ref)).toEqual([
        'project/prod-cloud/proj-1',
      ]);
      const bindings = await client.listBindings({ search: 'ENGIN' });
      expect(bindings.items.map(({ principal }) => principal.name)).toEqual([
        'Engineering',
        'Engineering',
      ]);
      expect(bindings.totalItems).toBe(2);
    });

    it.each(['/resources', '/bindings'])(
      'answers 400 to a cursor that %s never gave',
      async path => {
        for (const position of [
          'nonsense',
          [9e15, 9e15],
          ['a', 'b', 'c'],
          {},
        ]) {
          const cursor = Buffer.from(JSON.stringify(position)).toString(
            'base64url',
          );
          const { status, body } = await portal.send({
            method: 'GET',
            path: `${path}?cursor=${cursor}`,
            authorization: mockCredentials.service.header(),
          });
          expect([status, body.error.message]).toEqual([
            400,
            'The cursor is not one of this listing; start again without it.',
          ]);
        }
      },
    );

    it('knows people by id, user name, email and entity reference', async () => {
      const client = portal.client();
      const { user } = await client.getUserAccess('user1@example.com');

      expect(user.email).toBe('User1@example.com');
      for (const reference of [
        user.id,
        'USER1@EXAMPLE.COM',
        'user:default/user1',
        'user:user1',
      ]) {
        expect((await client.getUserAccess(reference)).user).toEqual(user);
      }
    });

    it('answers 404 for people it does not know', async () => {
      for (const reference of [
        'nobody@example.com',
        'user:default/nobody',
        'user:other/user1',
        '00000000-0000-4000-8000-000000000000',
        'group:default/engineering',
        'a\0b',
        '../users',
        'x'.repeat(3000),
      ]) {
        await expect(
          portal.client().getUserAccess(reference),
        ).rejects.toMatchObject({ statusCode: 404 });
      }
    });

    it('shows people themselves by every name, and nobody else', async () => {
      const client = portal.client('user:default/user1');
      const mine = await client.getMyAccess();

      for (const own of [mine.user.id, 'user1@example.com', 'USER:user1']) {
        expect(await client.getUserAccess(own)).toEqual(mine);
      }
      for (const foreign of [
        'user2@example.com',
        'user:default/user2',
        // Who asks may not learn that there is no such person.
        'nobody@example.com',
      ]) {
        await expect(client.getUserAccess(foreign)).rejects.toMatchObject({
          statusCode: 403,
        });
      }
    });

    it('tells only administrators that several people share an email', async () => {
      const { database, client } = await start();
      await database
        .knex('users')
        .whereIn('entity_name', ['user2', 'orphan-user'])
        .update({ email: 'desk@example.com', email_key: 'desk@example.com' });

      await expect(
        client(ADMINISTRATOR).getUserAccess('desk@example.com'),
      ).rejects.toMatchObject({ statusCode: 400 });
      await expect(
        client('user:default/user1').getUserAccess('desk@example.com'),
      ).rejects.toMatchObject({ statusCode: 403 });
    });

    it('imports an access file once', async () => {
      const { client, revision } = await start();

      expect(await client(ADMINISTRATOR).importAccess(file)).toEqual({
        changed: true,
        created: { resources: 3, serviceAccounts: 0, users: 1, bindings: 2 },
        unchanged: { resources: 0, serviceAccounts: 1, users: 0, bindings: 0 },
      });
      const after = await revision();
      expect(await client(ADMINISTRATOR).importAccess(file)).toEqual({
        changed: false,
        created: { resources: 0, serviceAccounts: 0, users: 0, bindings: 0 },
        unchanged: { resources: 3, serviceAccounts: 1, users: 1, bindings: 2 },
      });
      expect(await revision()).toBe(after);
      const found = await client().listBindings({ search: 'COLE' });
      expect(found.items.map(({ resource }) => resource.ref)).toEqual([
        'cloud/École',
        'project/École/one',
      ]);
      const { items } = await client().listResources({ search: 'COLE/T' });
      expect(items.map(({ ref }) => ref)).toEqual(['project/École/two']);
    });

    it('imports nothing of a file with problems, and names them all', async () => {
      const { client, revision } = await start();
      const before = await revision();

      const refusal = await client(ADMINISTRATOR)
        .importAccess(
          [
            'organization: Example',
            'clouds: [{ name: new-cloud }]',
            'bindings:',
            '  - { resource: cloud/nowhere, role: owner, user: user1@example.com }',
            '  - { resource: cloud/new-cloud, role: king, user: user1@example.com }',
            '  - { resource: cloud/new-cloud, role: owner, user: nobody@example.com }',
          ].join('\n'),
        )
        .catch(error => error);

      expect(refusal).toBeInstanceOf(AccessFileError);
      expect(refusal.problems).toEqual([
        { line: 4, message: expect.stringContaining('cloud/nowhere') },
        { line: 5, message: expect.stringContaining('king') },
        { line: 6, message: expect.stringContaining('nobody@example.com') },
      ]);
      expect(await revision()).toBe(before);
    });

    it.each([
      '',
      '[',
      'just text',
      '- a list',
      'a: &x [*x]',
      '\u0000',
      '\ud800',
    ])('answers an AccessFileError to the file %j', async yaml => {
      await expect(
        portal.client(ADMINISTRATOR).importAccess(yaml),
      ).rejects.toThrow(AccessFileError);
    });
  });
});
