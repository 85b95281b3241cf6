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

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { bindingsOf } from './__testUtils__/bindingsOf';
import { runCommand, runOnTerminal } from './__testUtils__/runCommand';
import { startBreakingProxy } from './__testUtils__/startBreakingProxy';
import { Portal, startPortal } from './__testUtils__/startPortal';
import { halfSetUp, handMadeGrants, World } from './__testUtils__/worlds';
import { commands } from './commandTree';

jest.setTimeout(60_000);

/** What some commands need to get as far as asking the portal. */
const enough: Record<string, string[]> = {
  'enforce-groups': ['--dry-run'],
  rollback: ['run', '--dry-run'],
  'plan show': ['plan'],
  explain: ['user', 'resource'],
  'policy get': ['--resource-type', 'cloud'],
  'policy set': ['--resource-type', 'cloud', '-f', '-'],
  'binding add': ['cloud/x', 'owner', '--user', 'y'],
  'binding remove': ['binding'],
  'user get': ['user'],
  'user list-permissions': ['user'],
  'user-group get': ['group'],
  'role get': ['role'],
  'role create': ['role'],
  'role delete': ['role'],
  'access import': ['-f', '-'],
  'connection create': ['name', '--provider', 'okta'],
  'connection rotate': ['connection'],
  'connection pause': ['connection'],
  'connection resume': ['connection'],
};

describe('the commands of backstage-cli scim', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    let portal: Portal;

    beforeEach(async () => {
      portal = await startPortal(await databases.init(databaseId));
    });

    afterEach(async () => {
      await portal.stop();
    });

    async function load({ directory, accessFile }: World) {
      await portal.provision(directory);
      await portal.api.importAccess(accessFile);
    }

    describe('enforce-groups', () => {
      it('ends with 2 when asked whether there are changes', async () => {
        await load(handMadeGrants);
        const dryRun = ['enforce-groups', '--dry-run', '--detailed-exitcode'];

        expect((await runCommand(portal, dryRun)).exitCode).toBe(2);

        await runCommand(portal, ['enforce-groups', '--yes']);
        expect(await runCommand(portal, dryRun)).toMatchObject({
          exitCode: 0,
          stdout: 'No permission changes detected.\n',
        });
      });

      it('previews as JSON', async () => {
        await load(handMadeGrants);

        const { stdout, exitCode } = await runCommand(portal, [
          'enforce-groups',
          '--dry-run',
          '--output',
          'json',
        ]);

        expect(exitCode).toBe(0);
        const report = JSON.parse(stdout);
        expect(report).toMatchObject({
          formatVersion: '1.0',
          plan: {
            kind: 'enforce',
            status: 'ready',
            counts: {
              usersChanged: 2,
              changes: 5,
              usersRemoved: 1,
              bindings: 7,
            },
          },
          removals: [
            { user: { email: 'orphan-user@example.com' }, bindings: 1 },
          ],
        });
        expect(report.changes).toHaveLength(5);
        expect(report).not.toHaveProperty('run');
      });

      it('reports what was applied as JSON', async () => {
        await load(handMadeGrants);

        const { stdout, exitCode } = await runCommand(portal, [
          'enforce-groups',
          '--yes',
          '--output',
          'json',
        ]);

        expect(exitCode).toBe(0);
        const report = JSON.parse(stdout);
        expect(report.run).toMatchObject({
          kind: 'enforce',
          planId: report.plan.id,
          counts: { changes: 5, usersRemoved: 1, bindings: 7 },
        });
        expect(report.changes).toHaveLength(5);
        expect(report.removals).toHaveLength(1);
      });

      it('removes bindings that groups make superfluous, and says so', async () => {
        await load({
          directory: {
            users: ['admin@example.com', 'ann@example.com'],
            groups: {
              Administrators: ['admin@example.com'],
              Readers: ['ann@example.com'],
            },
          },
          accessFile: `clouds: [{ name: prod }]
bindings:
  - { resource: organization, role: owner, group: Administrators }
  - { resource: cloud/prod, role: readonly, group: Readers }
  - { resource: cloud/prod, role: readonly, user: ann@example.com }
`,
        });

        const { stdout, stderr, exitCode } = await runCommand(portal, [
          'enforce-groups',
          '--yes',
        ]);

        expect(stdout).toBe('No permission changes detected.\n');
        expect(stderr).toContain(
          "Role bindings of users that groups make superfluous: 1. Removing them changes nobody's access.",
        );
        expect(exitCode).toBe(0);
        expect(
          (await bindingsOf(portal)).map(({ principal }) => principal.type),
        ).toEqual(['group', 'group']);
      });

      it('refuses with 4 what changed since it was shown', async () => {
        await load(handMadeGrants);

        const { transcript, exitCode } = await runOnTerminal(
          portal,
          ['enforce-groups'],
          {
            onQuestion: async () => {
              await portal.api.importAccess(`bindings:
  - { resource: cloud/dev-cloud, role: owner, user: user1@example.com }
`);
              return 'y\r';
            },
          },
        );

        expect(transcript).toContain(
          'A plan made now has 1 new rows and lacks 0 of this one. Run the command again to see the present changes.',
        );
        expect(exitCode).toBe(4);
        expect(
          (await bindingsOf(portal)).filter(
            ({ principal }) => principal.type === 'user',
          ),
        ).toHaveLength(8);
      });

      it('refuses with 3 when a guard does, without asking', async () => {
        await load({
          directory: {
            users: ['ann@example.com'],
            groups: { Readers: ['ann@example.com'] },
          },
          accessFile: `bindings:
  - { resource: organization, role: owner, user: ann@example.com }
`,
        });

        const { stdout, stderr, exitCode } = await runCommand(portal, [
          'enforce-groups',
          '--yes',
        ]);

        expect(stdout).toContain(
          'ann@example.com:\n  - organization: owner -> collaborator\n',
        );
        expect(stderr).toContain(
          'Error: A guard refuses this; nothing was changed.\n  owners-left: ',
        );
        expect(exitCode).toBe(3);
        expect(await bindingsOf(portal)).toHaveLength(1);
      });

      it('shows in a preview that a guard would refuse', async () => {
        await load({
          directory: {
            users: ['ann@example.com'],
            groups: { Readers: ['ann@example.com'] },
          },
          accessFile: `bindings:
  - { resource: organization, role: owner, user: ann@example.com }
`,
        });

        const { stderr, exitCode } = await runCommand(portal, [
          'enforce-groups',
          '--dry-run',
        ]);

        expect(stderr).toContain('Refused by guard owners-left: ');
        expect(exitCode).toBe(0);
      });

      it('applies once when the connection breaks before the answer', async () => {
        await load(handMadeGrants);
        const proxy = await startBreakingProxy(portal);
        try {
          const { stderr, exitCode } = await runCommand(proxy, [
            'enforce-groups',
            '--yes',
          ]);

          expect(stderr).toContain(
            'SCIM permission migration completed successfully.',
          );
          expect(exitCode).toBe(0);
          expect(proxy.applications()).toBe(2);
          expect((await portal.api.listRuns()).totalItems).toBe(1);
        } finally {
          await proxy.stop();
        }
      });
    });

    describe('rollback', () => {
      it('gives back what a run took', async () => {
        await load(handMadeGrants);
        const before = await bindingsOf(portal);
        await runCommand(portal, ['enforce-groups', '--yes']);
        const [{ id }] = (await portal.api.listRuns()).items;

        const preview = await runCommand(portal, ['rollback', id, '--dry-run']);
        expect(preview.stdout).toBe(`
=== Permission Changes Preview ===

user1@example.com:
  - clouds:
      - prod-cloud: readonly -> collaborator
      - staging-cloud: (none) -> owner
  - projects:
      - proj-1: readonly -> collaborator
  - organization: collaborator -> owner

user2@example.com:
  - clouds:
      - dev-cloud: (none) -> collaborator

--- Users to be restored ---
  - orphan-user@example.com

(No changes were applied. Remove --dry-run to apply changes.)
`);

        const { stdout, exitCode } = await runCommand(portal, [
          'rollback',
          id,
          '--yes',
        ]);
        expect(stdout).toContain('=== Applied Permission Changes ===');
        expect(exitCode).toBe(0);
        expect(await bindingsOf(portal)).toEqual(before);
      });

      it('says so when there is no such run', async () => {
        const { stderr, exitCode } = await runCommand(portal, [
          'rollback',
          '8c5b2f0e-3c4f-4a57-9d54-0d6a52a1b7de',
          '--dry-run',
        ]);
        expect(stderr).toMatch(/Error: .*8c5b2f0e-3c4f-4a57-9d54-0d6a52a1b7de/);
        expect(exitCode).toBe(1);
      });
    });

    describe('check-permissions', () => {
      it('writes CSV', async () => {
        await load(halfSetUp);
        expect(
          await runCommand(portal, ['check-permissions', '--output', 'csv']),
        ).toMatchObject({
          stdout: `email,resource,role,issue\r
alice@company.com,cloud/Production,collaborator,No project permissions\r
bob@company.com,cloud/Production,collaborator,No project permissions\r
bob@company.com,cloud/Staging,owner,No project permissions
`,
          exitCode: 0,
        });
      });

      it('writes JSON', async () => {
        await load(halfSetUp);
        const { stdout, exitCode } = await runCommand(portal, [
          'check-permissions',
          '--output',
          'json',
        ]);
        expect(exitCode).toBe(0);
        expect(JSON.parse(stdout)).toMatchObject({
          formatVersion: '1.0',
          totalUsers: 2,
          rows: [
            { user: { email: 'alice@company.com' } },
            { user: { email: 'bob@company.com' } },
            { user: { email: 'bob@company.com' } },
          ],
        });
      });
    });

    describe('access import', () => {
      let folder: string;

      beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), 'cli-module-scim-'));
      });

      afterEach(async () => {
        await rm(folder, { recursive: true });
      });

      it('loads a file once', async () => {
        await portal.provision(handMadeGrants.directory);
        const file = join(folder, 'access.yaml');
        await writeFile(file, handMadeGrants.accessFile);
        const importFile = () =>
          runCommand(portal, ['access', 'import', '-f', file]);

        expect(await importFile()).toMatchObject({
          stdout: `Imported ${file}: 4 resources, 1 service account, 1 user, 11 role bindings added; 0 unchanged.\n`,
          exitCode: 0,
        });
        expect(await importFile()).toMatchObject({
          stdout: `Nothing new in ${file}: everything it names is there already.\n`,
          exitCode: 0,
        });
      });

      it('lists everything that is wrong with a file, by line', async () => {
        const file = join(folder, 'access.yaml');
        await writeFile(
          file,
          `clouds:
  - name: prod
bindings:
  - { resource: cloud/nowhere, role: owner, user: nobody@example.com }
  - { resource: cloud/prod, role: emperor, serviceAccount: ci-bot }
`,
        );

        const { stdout, stderr, exitCode } = await runCommand(portal, [
          'access',
          'import',
          '-f',
          file,
        ]);

        expect(stdout).toBe('');
        expect(stderr).toContain(`${file}:4: `);
        expect(stderr).toContain(`${file}:5: `);
        expect(stderr).toMatch(
          /Error: The access file has \d+ problems; nothing was imported\.\n$/,
        );
        expect(exitCode).toBe(1);
        expect((await portal.api.listResources()).items).toEqual([
          expect.objectContaining({ ref: 'organization' }),
        ]);
      });
    });

    it('says what to do about a token that the portal does not know', async () => {
      const { stderr, exitCode } = await runCommand(
        portal,
        ['check-permissions'],
        { env: { SCIM_TOKEN: 'unknown' } },
      );
      expect(stderr).toContain(
        `Error: ${portal.url}/api/scim does not accept the token. Pass a valid one with --token or SCIM_TOKEN`,
      );
      expect(exitCode).toBe(1);
    });

    it('changes nothing when stopped with Ctrl-C while it asks', async () => {
      await load(handMadeGrants);
      await portal.api.createRole({ name: 'auditors' });

      const { transcript, exitCode } = await runOnTerminal(
        portal,
        ['role', 'delete', 'auditors'],
        { onQuestion: () => '\u0003' },
      );

      expect(transcript).toMatch(/\nInterrupted; nothing was changed\.\n$/);
      expect(exitCode).toBe(130);
      expect((await portal.api.listRoles()).totalItems).toBe(1);
    });

    it('does not let the identity provider in', async () => {
      const { exitCode } = await runCommand(portal, ['check-permissions'], {
        env: { SCIM_TOKEN: 'development-only-scim-token' },
      });
      expect(exitCode).toBe(1);
    });
  });

  describe('arguments', () => {
    let nowhere: { url: string };

    beforeAll(async () => {
      const server = createServer();
      await new Promise<void>(done => {
        server.listen(0, '127.0.0.1', done);
      });
      const { port } = server.address() as AddressInfo;
      await new Promise(done => {
        server.close(done);
      });
      nowhere = { url: `http://127.0.0.1:${port}` };
    });

    it.each([
      'enforce-groups',
      'rollback',
      'check-permissions',
      'access import',
    ])('explains %s with examples', async command => {
      const { stdout, exitCode } = await runCommand(nowhere, [
        ...command.split(' '),
        '--help',
      ]);
      expect(stdout).toContain(`USAGE:\n  backstage-cli scim ${command}`);
      expect(stdout).toContain(`EXAMPLES:\n  backstage-cli scim ${command}`);
      expect(exitCode).toBe(0);
    });

    it.each(commands.map(({ path }) => path.join(' ')))(
      'says of %s where nothing answers that nothing does',
      async command => {
        const { stdout, stderr, exitCode } = await runCommand(
          nowhere,
          [...command.split(' '), ...(enough[command] ?? [])],
          { input: 'bindings: []' },
        );
        expect(stdout).toBe('');
        expect(stderr).toMatch(
          /Error: Could not reach http:\/\/127\.0\.0\.1:\d+\/api\/scim \(ECONNREFUSED\)\. Is the portal running there\?\n$/,
        );
        expect(exitCode).toBe(1);
      },
    );

    it.each([
      [['enforce-groups', '--dryrun'], 'Unknown flag: --dryrun'],
      [['enforce-groups', 'dry-run'], "'dry-run' is one argument too many."],
      [
        ['enforce-groups', '--output', 'yaml'],
        "'yaml' is none of the values the flag takes: text, json.",
      ],
      [['rollback'], 'Missing required parameter "run"'],
      [['access', 'import'], 'Say which file to import: -f FILE.'],
      [
        ['access', 'import', '-f', '/nowhere/access.yaml'],
        'Could not read /nowhere/access.yaml: there is no such file.',
      ],
      [
        ['access', 'import', '-f', 'packages'],
        'Could not read packages: it is a folder.',
      ],
    ])('refuses %j', async (args, message) => {
      const { stderr, exitCode } = await runCommand(nowhere, args);
      expect(stderr).toContain(message);
      expect(exitCode).toBe(1);
    });
  });
});
