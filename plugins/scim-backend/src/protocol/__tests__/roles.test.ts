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
import { randomUUID } from 'node:crypto';
import {
  SCIM_BASE_URL,
  scimClient,
  startScim,
} from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const ROLE = 'urn:ietf:params:scim:schemas:backstage:2.0:Role';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('/Roles', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const database = await databases.create(id);
      const scim = await startScim(database);
      const admin = scimClient(scim.app, mockCredentials.user.header());
      const addRole = async (name: string) => {
        const uuid = randomUUID();
        await database.knex('portal_roles').insert({
          uuid,
          name,
          name_key: name.toLowerCase(),
          created_at: new Date().toISOString(),
        });
        return uuid;
      };
      const auditors = await addRole('scim:Auditors');
      const owners = await addRole('Owners');
      const people: string[] = [];
      for (const userName of ['ann', 'ben', 'cleo']) {
        const { body } = await scim.okta.post('/Users', { userName });
        people.push(body.id);
      }
      const holders = async (role: string) => {
        const { body } = await admin.get(`/Roles/${role}`);
        return body.members.map(({ value }: any) => value);
      };
      return { database, ...scim, admin, auditors, owners, people, holders };
    }

    it('shows roles and who holds them', async () => {
      const { okta, auditors, people } = await start();
      await okta.operations(`/Roles/${auditors}`, {
        op: 'add',
        path: 'members',
        value: [{ value: people[0] }],
      });

      const { status, headers, body } = await okta.get(`/Roles/${auditors}`);

      expect(status).toBe(200);
      expect(headers.etag).toBe('W/"2"');
      expect(body).toEqual({
        schemas: [ROLE],
        id: auditors,
        displayName: 'scim:Auditors',
        members: [
          {
            value: people[0],
            $ref: `${SCIM_BASE_URL}/Users/${people[0]}`,
            type: 'User',
            display: 'ann',
          },
        ],
        meta: {
          resourceType: 'Role',
          created: expect.any(String),
          lastModified: expect.any(String),
          location: `${SCIM_BASE_URL}/Roles/${auditors}`,
          version: 'W/"2"',
        },
      });
    });

    it.each([
      ['displayName eq "SCIM:auditors"', ['scim:Auditors']],
      ['displayName sw "o"', ['Owners']],
      ['members pr', ['scim:Auditors']],
      ['members[display eq "ann"]', ['scim:Auditors']],
      ['externalId pr', []],
      ['not (externalId eq "x")', ['scim:Auditors', 'Owners']],
      ['meta.resourceType eq "Role"', ['scim:Auditors', 'Owners']],
      [
        'meta.lastModified gt "2020-01-01T00:00:00Z" and members pr',
        ['scim:Auditors'],
      ],
      [
        'schemas eq "urn:ietf:params:scim:schemas:backstage:2.0:Role"',
        ['scim:Auditors', 'Owners'],
      ],
    ])('finds by %s', async (filter, names) => {
      const { okta, auditors, people } = await start();
      await okta.put(`/Roles/${auditors}`, {
        displayName: 'scim:Auditors',
        members: [{ value: people[0] }],
      });

      const { status, body } = await okta.find('/Roles', filter);

      expect(status).toBe(200);
      expect(body.Resources.map((role: any) => role.displayName)).toEqual(
        names,
      );
    });

    it('sorts, and is part of what the root lists', async () => {
      const { okta } = await start();

      for (const sortBy of ['displayName', 'externalId', 'meta.lastModified']) {
        const sorted = await okta.get(`/Roles?sortBy=${sortBy}`);
        expect(sorted.body.totalResults).toBe(2);
      }
      const all = await okta.find('/', 'displayName eq "owners"');
      expect(all.body.Resources[0].schemas).toEqual([ROLE]);
    });

    it('gives and takes roles, and puts that on record', async () => {
      const { database, okta, auditors, people, holders, revision } =
        await start();
      const [ann, ben, cleo] = people;
      const path = `/Roles/${auditors}`;
      const before = await revision();

      await okta.operations(
        path,
        { op: 'add', path: 'members', value: [{ value: ann }, { value: ben }] },
        { op: 'remove', path: `members[value eq "${ann}"]` },
      );
      expect(await holders(auditors)).toEqual([ben]);
      await okta.operations(path, {
        op: 'replace',
        path: 'members',
        value: [{ value: ann }, { value: cleo }],
      });
      expect(await holders(auditors)).toEqual([ann, cleo]);
      await okta.operations(path, {
        op: 'remove',
        path: 'members[display sw "c"]',
      });
      expect(await holders(auditors)).toEqual([ann]);
      await okta.put(path, { displayName: 'scim:auditors' });
      expect(await holders(auditors)).toEqual([]);
      await okta.operations(path, { op: 'remove', path: 'members' });

      expect(await revision()).toBe(before + 4);
      const [last] = await database
        .knex('audit_log')
        .orderBy('seq', 'desc')
        .limit(1);
      expect(last).toMatchObject({
        actor: 'connection:Okta',
        action: 'role.replace',
        target: 'role:scim:Auditors',
      });
    });

    it('have another version when somebody who holds them is deleted', async () => {
      const { okta, auditors, people } = await start();
      const path = `/Roles/${auditors}`;
      const { body: held } = await okta.put(path, {
        displayName: 'scim:Auditors',
        members: [{ value: people[0] }],
      });

      await okta.delete(`/Users/${people[0]}`);

      const { status, headers, body } = await okta
        .get(path)
        .set('If-None-Match', held.meta.version);
      expect([status, body.members]).toEqual([200, []]);
      expect(headers.etag).not.toBe(held.meta.version);
    });

    it('changes the roles of its own people only', async () => {
      const { okta, entra, admin, auditors, people, holders } = await start();
      const [ann] = people;
      const { body: zoe } = await entra.post('/Users', { userName: 'zoe' });
      const path = `/Roles/${auditors}`;
      const members = (...ids: string[]) => ({
        displayName: 'scim:Auditors',
        members: ids.map(value => ({ value })),
      });
      await admin.put(path, members(ann, zoe.id));

      expect((await okta.put(path, members())).status).toBe(200);
      expect(await holders(auditors)).toEqual([zoe.id]);
      await okta.operations(path, { op: 'remove', path: 'members' });
      expect(await holders(auditors)).toEqual([zoe.id]);
      const taken = await okta.operations(path, {
        op: 'remove',
        path: `members[value eq "${zoe.id}"]`,
      });
      expect(taken.status).toBe(403);
      expect(await holders(auditors)).toEqual([zoe.id]);
      await entra.put(path, members());
      expect((await okta.put(path, members(zoe.id))).status).toBe(403);
      expect(await holders(auditors)).toEqual([]);
    });

    it('leaves other roles to administrators', async () => {
      const { okta, admin, owners, people, holders } = await start();
      const add = { op: 'add', path: 'members', value: [{ value: people[0] }] };

      expect((await okta.operations(`/Roles/${owners}`, add)).status).toBe(403);
      expect(await holders(owners)).toEqual([]);
      expect((await admin.operations(`/Roles/${owners}`, add)).status).toBe(
        200,
      );
      expect(await holders(owners)).toEqual([people[0]]);
    });

    it('neither makes, renames nor removes roles, and knows no strangers', async () => {
      const { admin, owners, revision } = await start();
      const before = await revision();
      const path = `/Roles/${owners}`;

      for (const [answer, status, scimType] of [
        [await admin.post('/Roles', { displayName: 'x' }), 403, undefined],
        [await admin.delete(path), 403, undefined],
        [await admin.put(path, { displayName: 'x' }), 400, 'mutability'],
        [
          await admin.operations(path, {
            op: 'replace',
            path: 'displayName',
            value: 'x',
          }),
          400,
          'mutability',
        ],
        [
          await admin.put(path, {
            displayName: 'Owners',
            members: [{ value: UNKNOWN_ID }],
          }),
          400,
          'invalidValue',
        ],
      ] as const) {
        expect([answer.status, answer.body.scimType]).toEqual([
          status,
          scimType,
        ]);
      }
      expect(await revision()).toBe(before);
    });
  });
});
