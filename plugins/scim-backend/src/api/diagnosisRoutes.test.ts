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
  AccessFileError,
  InstallationCheck,
} from '@backstage-scim/plugin-scim-common';
import { startPortal } from '../__testUtils__/startPortal';
import { testDatabases } from '../__testUtils__/testDatabases';
import {
  buildWorld,
  WorldDescription,
} from '../enforcement/__testUtils__/buildWorld';
import { documentedWorld } from '../enforcement/__testUtils__/documentedWorld';

jest.setTimeout(60_000);

describe('The API of an installation', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    type Portal = Awaited<ReturnType<typeof startPortal>>;
    let portal: Portal | undefined;

    async function start(
      world: WorldDescription,
      options?: Parameters<typeof startPortal>[1],
    ) {
      const database = await databases.create(id);
      await buildWorld(database, world);
      portal = await startPortal(database, options);
      return { ...portal, database };
    }

    afterEach(async () => {
      await portal?.stop();
      portal = undefined;
    });

    describe('doctor', () => {
      /** What one of the checks found. */
      async function diagnose(from: Portal, name: string) {
        const { checks } = await from.client().diagnose();
        return checks.find(({ check }) => check === name) as InstallationCheck;
      }

      it('looks at everything, in this order, and changes nothing', async () => {
        const started = await start(documentedWorld);
        const before = await started.database.knex('organization').first();

        const { checks } = await started.client().diagnose();

        expect(checks.map(({ check }) => check)).toEqual([
          'configuration',
          'database',
          'connections',
          'administrators',
          'catalog',
          'events',
          'permissions',
        ]);
        expect(
          checks
            .filter(({ outcome }) => outcome !== 'pass')
            .map(one => one.advice),
        ).not.toContain(undefined);
        expect(await started.database.knex('organization').first()).toEqual(
          before,
        );
        expect(await started.database.knex('audit_log')).toEqual([]);
      });

      it.each([
        [{}, 'warn', "Set 'scim.enabled: true' in app-config."],
        [
          {
            scim: { enabled: true },
            backend: { baseUrl: 'https://portal.example.com' },
          },
          'pass',
          undefined,
        ],
        [
          {
            scim: { enabled: true },
            backend: { baseUrl: 'http://portal.example.com' },
          },
          'warn',
          "Serve the portal over https and set 'backend.baseUrl' to that.",
        ],
      ])(
        'says of the configuration %j: %s',
        async (config, outcome, advice) => {
          const started = await start(documentedWorld, { config });

          expect(await diagnose(started, 'configuration')).toMatchObject({
            check: 'configuration',
            outcome,
            ...(advice && { advice }),
          });
        },
      );

      it('warns where the permission framework is off', async () => {
        const started = await start(documentedWorld, {
          config: { permission: { enabled: false } },
        });
        const { check, outcome, advice } = await diagnose(
          started,
          'permissions',
        );

        expect([check, outcome]).toEqual(['permissions', 'fail']);
        expect(advice).toContain("Set 'permission.enabled: true'");
      });

      it.each([
        ['nobody', [], 'fail', 'binding add organization owner'],
        [
          'single people',
          [['organization', 'owner', { user: 'mara@example.com' }]],
          'warn',
          'binding add organization owner',
        ],
        [
          'a group',
          [['organization', 'owner', { group: 'Admins' }]],
          'pass',
          undefined,
        ],
      ] as Array<[string, WorldDescription['bindings'], string, string?]>)(
        'says whether it is %s who administers',
        async (_, bindings, outcome, advice) => {
          const started = await start({
            users: ['mara@example.com'],
            groups: [{ name: 'Admins', users: ['mara@example.com'] }],
            bindings,
          });
          const found = await diagnose(started, 'administrators');

          expect(found).toMatchObject({ check: 'administrators', outcome });
          expect(found.advice ?? '').toContain(advice ?? '');
        },
      );

      it('counts who is in the catalog', async () => {
        const entity = (name: string) => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: {
            name,
            annotations: { 'backstage-scim.dev/user-id': name },
          },
          spec: {},
        });
        const users = ['mara@example.com', 'noah@example.com'];
        const none = await start({ users });
        expect(await diagnose(none, 'catalog')).toMatchObject({
          outcome: 'fail',
          message: 'None of 2 active people is in the catalog.',
        });
        await none.stop();

        const some = await start({ users }, { entities: [entity('mara')] });
        expect(await diagnose(some, 'catalog')).toMatchObject({
          outcome: 'warn',
          message: 'The catalog shows 1 of 2 active people.',
        });
        await some.stop();

        const all = await start(
          { users },
          { entities: [entity('mara'), entity('noah')] },
        );
        expect(await diagnose(all, 'catalog')).toMatchObject({
          outcome: 'pass',
          message: 'The catalog shows all 2 active people.',
        });
      });
    });

    it('exports its access as a file whose import changes nothing there', async () => {
      const { client, database } = await start(documentedWorld);
      const before = await database.knex('organization').first();
      const file = await client().exportAccess();

      const result = await client().importAccess(file);

      expect(file).toContain('organization: Example\n');
      expect(result).toMatchObject({
        changed: false,
        created: { bindings: 0, resources: 0 },
      });
      expect(await client().exportAccess()).toBe(file);
      expect(await database.knex('organization').first()).toEqual(before);
    });

    it('imports one file once, however many send it at the same time', async () => {
      const { client, database } = await start({ users: ['mara@example.com'] });
      const file = `clouds: [{ name: prod-cloud }]
bindings:
  - { resource: cloud/prod-cloud, role: owner, user: mara@example.com }
`;

      const results = await Promise.all(
        Array.from({ length: 4 }, () => client().importAccess(file)),
      );

      expect(results.filter(({ changed }) => changed)).toHaveLength(1);
      expect(await database.knex('bindings')).toHaveLength(1);
      expect(await database.knex('audit_log').pluck('action')).toEqual([
        'access.import',
      ]);
    });

    it('names the lines of an access file that are wrong', async () => {
      const { client, database } = await start(documentedWorld);
      const before = await database.knex('organization').first();

      const error = await client()
        .importAccess(
          `clouds:
  - name: new-cloud
bindings:
  - { resource: cloud/nowhere, role: owner, user: user2@example.com }
  - { resource: cloud/new-cloud, role: emperor, group: Engineering }
`,
        )
        .catch(reason => reason);

      expect(error).toBeInstanceOf(AccessFileError);
      expect(
        (error as AccessFileError).problems.map(({ line }) => line),
      ).toEqual([4, 5]);
      expect(await database.knex('organization').first()).toEqual(before);
    });

    it('answers 400 to an import without a file', async () => {
      const { send } = await start({});
      for (const body of [{}, { file: 7 }, '{']) {
        const { status } = await send({
          method: 'POST',
          path: '/access/import',
          body,
          authorization: mockCredentials.service.header(),
        });
        expect(status).toBe(400);
      }
    });

    it('tells how many there are of what the directory knows', async () => {
      const { client } = await start({
        ...documentedWorld,
        connections: { Okta: 'active' },
      });

      expect(await client().getDirectoryStatus()).toMatchObject({
        users: { active: 4, inactive: 0, ended: 0 },
        groups: { synced: 0, waiting: 0, local: 2 },
        connections: [{ name: 'Okta', status: 'active' }],
      });
    });
  });
});
