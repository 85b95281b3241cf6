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

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { bindingsOf } from './__testUtils__/bindingsOf';
import { runCommand, runOnTerminal } from './__testUtils__/runCommand';
import { Portal, startPortal } from './__testUtils__/startPortal';
import { handMadeGrants } from './__testUtils__/worlds';

jest.setTimeout(120_000);

describe('backstage-cli scim administers', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    let portal: Portal;
    let folder: string;

    beforeEach(async () => {
      portal = await startPortal(await databases.init(databaseId));
      await portal.provision(handMadeGrants.directory);
      await portal.api.importAccess(handMadeGrants.accessFile);
      folder = await mkdtemp(join(tmpdir(), 'cli-module-scim-'));
    });

    afterEach(async () => {
      await portal.stop();
      await rm(folder, { recursive: true });
    });

    const scim = (...args: string[]) => runCommand(portal, args);

    /** What a command writes as JSON. */
    async function json(...args: string[]) {
      const { stdout, stderr, exitCode } = await scim(
        ...args,
        '--output',
        'json',
      );
      expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
      const content = JSON.parse(stdout);
      expect(content.formatVersion).toBe('1.0');
      return content;
    }

    it('policies', async () => {
      const cloud = ['--resource-type', 'cloud', '--resource-id', 'prod-cloud'];
      const file = join(folder, 'policy.yaml');
      await writeFile(
        file,
        'bindings:\n  - role_name: collaborator\n    principals: [engineering]\n',
      );

      expect(await scim('policy', 'get', ...cloud)).toMatchObject({
        stdout: `# cloud/prod-cloud
bindings:
  - role_name: readonly
    principals:
      - Engineering
`,
        exitCode: 0,
      });
      expect(
        await scim(
          'policy',
          'set',
          ...cloud,
          '-f',
          file,
          '--dry-run',
          '--detailed-exitcode',
        ),
      ).toEqual({
        stdout: `The policy of cloud/prod-cloud would change:
  + collaborator: user group Engineering
  - readonly: user group Engineering

(No changes were applied. Remove --dry-run to apply changes.)
`,
        stderr: '',
        exitCode: 2,
      });
      expect(await json('policy', 'set', ...cloud, '-f', file)).toMatchObject({
        changed: true,
        dryRun: false,
        added: [{ role: 'collaborator' }],
        removed: [{ role: 'readonly' }],
      });
      expect(await scim('policy', 'set', ...cloud, '-f', file)).toEqual({
        stdout: 'The policy of cloud/prod-cloud is like that already.\n',
        stderr: '',
        exitCode: 0,
      });
      expect(await scim('policy', 'list', '--output', 'csv')).toMatchObject({
        stdout:
          'resource,groups,portal_roles\r\n' +
          'cloud/prod-cloud,collaborator: Engineering,\r\n' +
          'project/prod-cloud/proj-1,readonly: Engineering,\r\n' +
          'organization,owner: Administrators,\n',
        exitCode: 0,
      });
    });

    it('no policy that is wrong, and names the lines', async () => {
      const before = await bindingsOf(portal);
      const set = (policy: string, ...address: string[]) =>
        runCommand(portal, ['policy', 'set', ...address, '-f', '-'], {
          input: policy,
        });
      const cloud = ['--resource-type', 'cloud', '--resource-id', 'prod-cloud'];

      expect(
        await set(
          'bindings:\n  - role_name: owner\n    principals: [Nobody]\n',
          ...cloud,
        ),
      ).toEqual({
        stdout: '',
        stderr: `stdin:2: A user group may not hold 'owner' on a resource of type 'cloud'; use 'collaborator' or 'readonly'.
Error: The policy has 1 problem; nothing was changed.
`,
        exitCode: 1,
      });
      const { stderr, exitCode } = await set(
        'bindings: []',
        '--resource-type',
        'organization',
        '--resource-id',
        'organization',
      );
      expect({ stderr, exitCode }).toEqual({
        stderr:
          'Error: There is only one organization; leave the resource id out.\n',
        exitCode: 1,
      });
      expect((await set('bindings: []')).stderr).toContain(
        'Say what the policy is for: --resource-type TYPE',
      );
      expect(await bindingsOf(portal)).toEqual(before);
    });

    it('no policy and no role binding by which the last would go who administer, unless told to', async () => {
      const { items } = await json(
        'binding',
        'list',
        '--resource',
        'organization',
        '--principal-type',
        'user',
      );
      await scim('binding', 'remove', items[0].id);
      const before = await bindingsOf(portal);
      const clear = (...flags: string[]) =>
        runCommand(
          portal,
          [
            ...['policy', 'set', '--resource-type', 'organization'],
            ...['-f', '-', ...flags],
          ],
          { input: 'bindings: []' },
        );
      const last = before.find(
        ({ resource }) => resource.ref === 'organization',
      )!;
      const refusal = {
        stdout: '',
        stderr: `Error: A guard refuses this; nothing was changed.
  owners-left: No active person would be owner of the organization afterwards, and nobody could administer it. Give the role to a user group with active members first. If it is meant: --allow-no-administrator on the command line.
`,
        exitCode: 3,
      };

      expect(await clear()).toEqual(refusal);
      expect(await clear('--dry-run')).toEqual(refusal);
      expect(await scim('binding', 'remove', last.id)).toEqual(refusal);
      expect(await bindingsOf(portal)).toEqual(before);

      expect(await clear('--allow-no-administrator')).toMatchObject({
        stdout:
          'The policy of organization is set:\n  - owner: user group Administrators\n',
        exitCode: 0,
      });
      expect(await bindingsOf(portal)).toEqual(
        before.filter(({ id }) => id !== last.id),
      );
    });

    it('role bindings', async () => {
      const added = await scim(
        'binding',
        'add',
        'cloud/dev-cloud',
        'readonly',
        '--user-group',
        'Engineering',
      );
      expect(added.stdout).toMatch(
        /^The user group Engineering holds readonly on cloud\/dev-cloud now \(binding [0-9a-f-]{36}\)\.\n$/,
      );
      const { items } = await json(
        'binding',
        'list',
        '--resource',
        'cloud/dev-cloud',
        '--principal-type',
        'group',
      );
      expect(items).toMatchObject([
        { role: 'readonly', principal: { name: 'Engineering' } },
      ]);

      expect(await scim('binding', 'remove', items[0].id)).toMatchObject({
        stdout:
          'The user group Engineering does not hold readonly on cloud/dev-cloud by this binding any more.\n',
        exitCode: 0,
      });
      expect(
        await scim('binding', 'list', '--principal', 'ci-bot'),
      ).toMatchObject({
        stdout: expect.stringMatching(
          /┃ Resource +┃ Role +┃ Type +┃ Principal ┃[^]*│ cloud\/prod-cloud │ owner │ serviceAccount │ ci-bot /,
        ),
      });
      const { stderr, exitCode } = await scim(
        'binding',
        'add',
        'cloud/dev-cloud',
        'owner',
      );
      expect(stderr).toContain('Say who gets the role');
      expect(exitCode).toBe(1);
    });

    it('people and user groups', async () => {
      const { items } = await json('user', 'list', '--search', 'user1');
      expect(items).toMatchObject([
        { email: 'user1@example.com', connection: 'Example IdP' },
      ]);
      expect((await scim('user', 'get', 'USER1@example.com')).stdout).toMatch(
        /Email: +user1@example\.com\n[^]*Groups: +Engineering\n/,
      );
      expect(await scim('user', 'get', 'nobody@example.com')).toMatchObject({
        stderr:
          "Error: There is no user 'nobody@example.com'; give a name or an id.\n",
        exitCode: 1,
      });

      const groups = await json('user-group', 'list');
      expect(
        groups.items.map((one: { displayName: string }) => one.displayName),
      ).toEqual(['Administrators', 'Engineering']);
      expect((await scim('user-group', 'get', 'engineering')).stdout).toMatch(
        /Members: +user1@example\.com, user2@example\.com\nRoles: +readonly on cloud\/prod-cloud, readonly on project\/prod-cloud\/proj-1\n/,
      );
    });

    it('what people can reach, and why', async () => {
      const permissions = await scim(
        'user',
        'list-permissions',
        'user1@example.com',
      );
      expect(JSON.parse(permissions.stdout)).toMatchObject({
        formatVersion: '1.0',
        user: { email: 'user1@example.com' },
        roles: expect.arrayContaining([
          expect.objectContaining({ role: 'collaborator' }),
        ]),
      });
      expect(
        await scim('explain', 'user1@example.com', 'cloud/prod-cloud'),
      ).toEqual({
        stdout: `user1@example.com holds collaborator on cloud/prod-cloud:
  - collaborator, given directly
  - readonly, through the user group Engineering
Enforcing groups changes it: collaborator -> readonly.
As owner of organization they reach every cloud in it.
`,
        stderr: '',
        exitCode: 0,
      });
      expect(
        (await scim('explain', 'user2@example.com', 'cloud/staging-cloud'))
          .stdout,
      ).toBe('user2@example.com holds no role on cloud/staging-cloud.\n');
      expect(
        await json('explain', 'user1@example.com', 'organization'),
      ).toMatchObject({
        user: { email: 'user1@example.com' },
        roles: [
          {
            role: 'owner',
            resource: { ref: 'organization' },
            change: { newRole: 'collaborator' },
          },
        ],
        removed: false,
      });
    });

    it('what people can reach without holding a role on it', async () => {
      expect((await scim('explain', 'admin@example.com', 'dev-cloud')).stdout)
        .toBe(`admin@example.com holds no role on dev-cloud.
As owner of organization they reach every cloud in it.
`);
      expect(
        await scim('explain', 'user1@example.com', 'cloud/nowhere'),
      ).toEqual({
        stdout: '',
        stderr:
          "Error: There is no resource 'cloud/nowhere'; give a reference such as cloud/prod-cloud, a name or an id.\n",
        exitCode: 1,
      });
      expect(
        (await scim('explain', 'orphan-user@example.com', 'dev-cloud')).stdout,
      ).toContain(
        'Enforcing groups ends their membership: they are in no active user group.',
      );
    });

    it.each([
      [['binding', 'list'], 80],
      [['policy', 'list'], 60],
      [['audit', 'list'], 80],
      [['check-permissions'], 50],
      [
        ['user', 'list-permissions', 'user1@example.com', '--output', 'table'],
        60,
      ],
    ])('%j so that it fits a terminal', async (args, columns) => {
      const { transcript, exitCode } = await runOnTerminal(portal, args, {
        columns,
      });

      const widths = transcript
        .split('\n')
        .filter(line => /^[┏┡┃│└]|^\w+: /.test(line))
        .map(({ length }) => length);
      expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
      expect(widths.length).toBeGreaterThan(4);
      expect(transcript).not.toContain('…');
      expect(exitCode).toBe(0);
    });

    it('role bindings, whose ids are whole on every terminal', async () => {
      const [{ id }] = await bindingsOf(portal);
      for (const columns of [60, 80, 200]) {
        const { transcript } = await runOnTerminal(
          portal,
          ['binding', 'list'],
          { columns },
        );
        expect(transcript).toContain(id);
      }
    });

    it('portal roles', async () => {
      expect(await scim('role', 'create', 'scim:on-call')).toMatchObject({
        stdout: 'Created the portal role scim:on-call; 0 people hold it.\n',
        exitCode: 0,
      });
      expect((await json('role', 'list')).items).toMatchObject([
        { name: 'scim:on-call', synced: true, memberCount: 0 },
      ]);
      expect((await scim('role', 'get', 'scim:on-call')).stdout).toContain(
        'Members:    (none)',
      );
      expect(await scim('role', 'delete', 'scim:on-call')).toMatchObject({
        stderr:
          'Error: There is no terminal to confirm this on. Pass --yes to do it.\n',
        exitCode: 1,
      });
      expect(
        await scim('role', 'delete', 'scim:on-call', '--yes'),
      ).toMatchObject({
        stdout: 'Deleted the portal role scim:on-call.\n',
        exitCode: 0,
      });
      expect((await scim('role', 'list')).stdout).toContain(
        'There are no portal roles.',
      );
    });

    it('access files: an export imports as it is', async () => {
      const file = join(folder, 'access.yaml');

      const { stdout } = await scim('access', 'export');
      await scim('access', 'export', '-f', file);

      expect(await readFile(file, 'utf8')).toBe(stdout);
      expect(await scim('access', 'import', '-f', file)).toMatchObject({
        stdout: `Nothing new in ${file}: everything it names is there already.\n`,
        exitCode: 0,
      });
    });

    it('no connection to what is no identity provider', async () => {
      const create = (...flags: string[]) =>
        scim('connection', 'create', 'Okta', ...flags);

      expect(await create('--provider', 'okat')).toMatchObject({
        stdout: '',
        stderr: expect.stringMatching(
          /^Error: There is no identity provider 'okat'; use one of okta, .*generic\.\n$/,
        ),
        exitCode: 1,
      });
      expect(
        await create('--provider', 'okta', '--expires-in-days', '1.5'),
      ).toMatchObject({
        stderr:
          "Error: '1.5' is no number of days; give a whole one, such as 365.\n",
        exitCode: 1,
      });
      expect((await portal.api.listConnections()).totalItems).toBe(1);
    });

    it('connections', async () => {
      const created = await scim(
        'connection',
        'create',
        'Okta',
        '--provider',
        'okta',
        '--activate',
      );
      expect(created).toMatchObject({
        stdout: expect.stringMatching(/^\S+\n$/),
        stderr:
          'Created the connection Okta (active). Its token is shown this once:\n',
        exitCode: 0,
      });
      const rotated = await scim('connection', 'rotate', 'okta');
      expect(rotated.stdout).not.toBe(created.stdout);
      expect(
        await scim('connection', 'rotate', 'okta', '--complete'),
      ).toMatchObject({
        stdout: 'Only the new token of Okta counts now.\n',
        exitCode: 0,
      });
      await scim('connection', 'rotate', 'Okta');
      expect(
        await scim('connection', 'rotate', 'Okta', '--cancel'),
      ).toMatchObject({
        stdout: 'Only the old token of Okta counts now.\n',
        exitCode: 0,
      });
      expect(await scim('connection', 'pause', 'Okta')).toMatchObject({
        stdout: '',
        stderr: expect.stringContaining('Pass --yes to do it.'),
        exitCode: 1,
      });
      expect(await scim('connection', 'pause', 'Okta', '--yes')).toMatchObject({
        stdout: 'Okta is paused. Resume it with `connection resume`.\n',
        exitCode: 0,
      });
      const { items } = await json('connection', 'list');
      expect(items).toMatchObject([
        { name: 'Example IdP', status: 'active' },
        { name: 'Okta', status: 'paused' },
      ]);
      expect(await scim('connection', 'resume', 'Okta')).toMatchObject({
        stdout: 'Okta is active now.\n',
      });
    });

    it('an installation, by saying what is wrong with it', async () => {
      expect((await scim('directory', 'status')).stdout).toMatch(
        /^People: +4 active, 0 inactive, 0 no members any more\nUnsynced: +1\nGroups: +2 synced, 0 waiting, 0 local\n/,
      );

      const { stdout, exitCode } = await scim('doctor');
      expect(stdout).toContain('✓ configuration: SCIM is on at http://');
      expect(stdout).toContain('✓ database: ');
      expect(stdout).toContain('✓ connections: Active: Example IdP.');
      expect(stdout).toContain(
        '✓ administrators: A user group or a portal role holds owner of the organization.',
      );
      expect(stdout).toContain('✗ catalog: ');
      expect(stdout).toContain(
        '! events: There is no event bus: other replicas notice changes of the directory late.\n  → Add @backstage/plugin-events-backend to the back end.',
      );
      expect(stdout).toContain('✓ permissions: ');
      expect(exitCode).toBe(1);
    });
  });
});
