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

import { everyPage } from '../__testUtils__/everyPage';
import { ADMINISTRATOR, startPortal } from '../__testUtils__/startPortal';
import { mockCredentials } from '@backstage/backend-test-utils';
import { testDatabases } from '../__testUtils__/testDatabases';
import {
  buildWorld,
  WorldDescription,
} from '../enforcement/__testUtils__/buildWorld';

jest.setTimeout(60_000);

const world: WorldDescription = {
  connections: { Okta: 'active' },
  users: [
    'zoe@example.com',
    'Ann@example.com',
    'ben_x@example.com',
    'benax@example.com',
    { email: 'inactive@example.com', active: false },
    { email: 'ended@example.com', member: false },
    'owner@example.com',
    'team-owner@example.com',
    { email: 'former-owner@example.com', active: false },
  ],
  groups: [
    { name: 'Owners', users: ['team-owner@example.com'], connection: 'Okta' },
    { name: 'Engineering', users: ['zoe@example.com', 'inactive@example.com'] },
    { name: 'engine room' },
  ],
  bindings: [
    ['organization', 'owner', { user: 'owner@example.com' }],
    ['organization', 'owner', { user: 'former-owner@example.com' }],
    ['organization', 'owner', { group: 'Owners' }],
  ],
};

describe('The directory API', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      await buildWorld(database, world);
      const started = await startPortal(database, {
        config: { scim: { enabled: true } },
      });
      return {
        ...started,
        database,
        get: (path: string) =>
          started.send({
            method: 'GET',
            path,
            authorization: mockCredentials.service.header(),
          }),
      };
    }

    let portal: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      portal = await start();
    });

    it('lists people by email, every page once', async () => {
      const { client } = portal;

      const pages = await everyPage(client().listUsers, 4);

      expect(pages.map(page => page.map(({ email }) => email))).toEqual([
        [
          'Ann@example.com',
          'ben_x@example.com',
          'benax@example.com',
          'ended@example.com',
        ],
        [
          'former-owner@example.com',
          'inactive@example.com',
          'owner@example.com',
          'team-owner@example.com',
        ],
        ['zoe@example.com'],
      ]);
      expect((await client().listUsers({ limit: 1 })).totalItems).toBe(9);
    });

    it('lists groups by name, every page once', async () => {
      const { client } = portal;

      const pages = await everyPage(client().listGroups, 2);

      expect(
        pages.map(page =>
          page.map(({ displayName, connection }) => [displayName, connection]),
        ),
      ).toEqual([
        [
          ['engine room', undefined],
          ['Engineering', undefined],
        ],
        [['Owners', 'Okta']],
      ]);
    });

    it('searches for what is written, without case', async () => {
      const { client } = portal;
      const find = async (search: string) => {
        const { items, totalItems } = await client().listUsers({ search });
        expect(totalItems).toBe(items.length);
        return items.map(({ email }) => email);
      };

      expect(await find('ANN@')).toEqual(['Ann@example.com']);
      expect(await find('n_x')).toEqual(['ben_x@example.com']);
      expect(await find('%')).toEqual([]);
      expect(await find("';--&a=b+c ü")).toEqual([]);
      const { items } = await client().listGroups({ search: 'GINE R' });
      expect(items.map(({ displayName }) => displayName)).toEqual([
        'engine room',
      ]);
    });

    it.each([
      ['cursor=nonsense', 'The cursor is not one of this listing'],
      // A position of another listing.
      [cursor(1), 'The cursor is not one of this listing'],
      [cursor('a', 1.5), 'The cursor is not one of this listing'],
      [cursor('a', 2 ** 40), 'The cursor is not one of this listing'],
      [cursor('a\0', 1), 'The cursor is not one of this listing'],
      [cursor('a', 1, 1), 'The cursor is not one of this listing'],
      ['limit=0', 'limit must be >= 1'],
      ['limit=1001', 'limit must be <= 1000'],
      ['limit=many', 'limit must be integer'],
      ['limit=1.5', 'limit must be integer'],
      ['search=%00', 'search must match'],
      [`search=${'x'.repeat(201)}`, 'search must NOT have more than 200'],
      ['serach=mara', "Unknown query parameter 'serach'"],
    ])('answers 400 to ?%s and says why', async (query, sentence) => {
      const { get } = portal;

      const { status, body } = await get(`/users?${query}`);

      expect(status).toBe(400);
      expect(body).toMatchObject({
        error: { name: 'InputError' },
        request: { method: 'GET' },
        response: { statusCode: 400 },
      });
      expect(body.error.message).toContain(sentence);
    });

    it('gives back ends everything, then what changes', async () => {
      const { get, send, database } = await start();

      const people = (await get('/directory')).body;
      const names = people.users.map((user: any) => user.entityName);
      expect(names.sort()).toEqual([
        'ann',
        'ben_x',
        'benax',
        'owner',
        'team-owner',
        'zoe',
      ]);
      const { body } = await get(`/directory?cursor=${people.nextCursor}`);
      expect(body.groups).toHaveLength(3);
      expect(body.nextCursor).toBeUndefined();

      const since = people.revision;
      const feed = async () =>
        (await get(`/directory/changes?since=${since}&limit=1`)).body;
      expect(await feed()).toEqual({
        changes: [],
        revision: since,
        more: false,
      });
      await send({
        method: 'POST',
        path: '/access/import',
        body: { file: 'organization: Example\nusers: [late@example.com]' },
        authorization: mockCredentials.service.header(),
      });
      expect(await feed()).toEqual({
        changes: [
          {
            kind: 'user',
            id: expect.any(String),
            entityName: 'late',
            user: expect.objectContaining({ email: 'late@example.com' }),
          },
        ],
        revision: (await database.knex('organization').first()).revision,
        more: false,
      });
    });

    it.each([
      '/directory?cursor=nonsense',
      '/directory/changes',
      '/directory/changes?since=-1',
      '/directory/changes?since=4294967296',
      '/directory/changes?since=0&limit=0',
      '/directory/principal',
      '/directory/principal?entityRef=',
      '/directory/principal?entityRef=component:default/zoe',
      '/directory/principal?entityRef=zoe',
    ])('answers 400 to %s', async path => {
      const { get } = portal;

      expect((await get(path)).status).toBe(400);
    });

    it.each([
      ['user:default/nobody', false, false, false],
      ['user:other/zoe', false, false, false],
      ['user:', false, false, false],
      ['user:default/a%00b', false, false, false],
      ['user:default/zoe', true, true, false],
      ['USER:Default/ZOE', true, true, false],
      ['user:zoe', true, true, false],
      ['user:default/inactive', true, false, false],
      ['user:default/ended', true, false, false],
      ['user:default/owner', true, true, true],
      ['user:default/team-owner', true, true, true],
      ['user:default/former-owner', true, false, false],
    ])(
      'says of %s: known %s, active %s, administrator %s',
      async (entityRef, known, active, administrator) => {
        const { get } = portal;

        expect(
          await get(`/directory/principal?entityRef=${entityRef}`),
        ).toEqual({ status: 200, body: { known, active, administrator } });
      },
    );

    it('says of the deleted that they are not active', async () => {
      const { get, send, client } = await start();
      const { items } = await client().listUsers({ search: 'owner@example' });
      const owner = items.find(({ userName }) => userName.startsWith('owner'))!;

      const { status } = await send({
        method: 'DELETE',
        path: `/v2/Users/${owner.id}`,
        authorization: mockCredentials.user.header(ADMINISTRATOR),
      });

      expect(status).toBe(204);
      const { body } = await get(
        '/directory/principal?entityRef=user:default/owner',
      );
      expect(body).toEqual({
        known: true,
        active: false,
        administrator: false,
      });
    });
  });
});

/** A cursor that leads to this position. */
function cursor(...position: unknown[]): string {
  const text = Buffer.from(JSON.stringify(position)).toString('base64url');
  return `cursor=${text}`;
}
