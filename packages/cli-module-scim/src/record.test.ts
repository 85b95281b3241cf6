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

import { TestDatabases } from '@backstage/backend-test-utils';
import { runCommand } from './__testUtils__/runCommand';
import { Portal, startPortal } from './__testUtils__/startPortal';
import { handMadeGrants } from './__testUtils__/worlds';

jest.setTimeout(120_000);

const unknown = '8c5b2f0e-3c4f-4a57-9d54-0d6a52a1b7de';

describe('backstage-cli scim tells what was planned and done', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    let portal: Portal;
    let knex: Awaited<ReturnType<typeof databases.init>>;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      portal = await startPortal(knex);
      await portal.provision(handMadeGrants.directory);
      await portal.api.importAccess(handMadeGrants.accessFile);
    });

    afterEach(() => portal.stop());

    const scim = (...args: string[]) => runCommand(portal, args);

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

    it('plans', async () => {
      expect(await scim('plan', 'list')).toEqual({
        stdout: 'There are no plans.\n',
        stderr: '',
        exitCode: 0,
      });
      const preview = await scim('enforce-groups', '--dry-run');
      const { items } = await json('plan', 'list');
      expect(items).toMatchObject([
        {
          kind: 'enforce',
          status: 'ready',
          affectedUsers: 3,
          createdBy: 'service:development-admin',
        },
      ]);

      const [{ id }] = items;
      expect((await scim('plan', 'list', '--output', 'csv')).stdout).toMatch(
        new RegExp(
          `^id,kind,status,people,made_by,made_at\r\n${id},enforce,ready,3,service:development-admin,\\S+\n$`,
        ),
      );
      const shown = await scim('plan', 'show', id);
      expect(shown).toMatchObject({ stderr: '', exitCode: 0 });
      expect(preview.stdout).toBe(
        `${shown.stdout}\n(No changes were applied. Remove --dry-run to apply changes.)\n`,
      );
      const { plan, changes, removals } = await json('plan', 'show', id);
      expect(plan).toMatchObject({ id, status: 'ready' });
      expect([changes.length, removals.length]).toEqual([5, 1]);

      expect(await scim('plan', 'show', unknown)).toMatchObject({
        stdout: '',
        stderr: expect.stringContaining(`There is no plan '${unknown}'`),
        exitCode: 1,
      });
    });

    it('runs, and which were undone', async () => {
      expect(await scim('runs')).toEqual({
        stdout: 'Nothing was enforced yet.\n',
        stderr: '',
        exitCode: 0,
      });
      await scim('enforce-groups', '--yes');
      const [run] = (await json('runs')).items;
      await scim('rollback', run.id, '--yes');

      const { items } = await json('runs');
      expect(items).toMatchObject([
        { kind: 'rollback', status: 'applied' },
        { id: run.id, kind: 'enforce', rolledBackBy: items[0].id },
      ]);
      expect((await scim('runs')).stdout).toMatch(
        new RegExp(
          `│ ${run.id} │ enforce +│ applied │ 7 +│ .*${items[0].id} │`,
        ),
      );
    });

    it('the audit log, newest first, or a part of it', async () => {
      await scim('role', 'create', 'auditors');
      await scim(
        'binding',
        'add',
        'organization',
        'collaborator',
        '--portal-role',
        'auditors',
      );

      const { items } = await json('audit', 'list');
      expect(items.map((one: { action: string }) => one.action)).toEqual([
        'binding.add',
        'role.create',
        'access.import',
        'group.create',
        'group.create',
        'user.create',
        'user.create',
        'user.create',
        'connection.declare',
      ]);
      const [first] = items;
      expect(
        (await scim('audit', 'list', '--action', 'binding')).stdout,
      ).toMatch(
        /┃ Number ┃ At +┃ Actor +┃ Action +┃ Target +┃[^]*│ 9 +│ \S+ │ service:development-admin │ binding\.add │ organization │\n[^│]*$/,
      );
      for (const [flag, value, count] of [
        ['--actor', 'connection:Example IdP', 5],
        ['--target', 'organization', 1],
        ['--since', first.at, 1],
        ['--until', first.at, 8],
      ] as const) {
        expect((await json('audit', 'list', flag, value)).items).toHaveLength(
          count,
        );
      }
      expect((await scim('audit', 'list', '--action', 'nothing')).stdout).toBe(
        'The audit log has no such entries.\n',
      );
      expect(await scim('audit', 'list', '--since', 'yesterday')).toEqual({
        stdout: '',
        stderr:
          "Error: 'since' must be a time such as 2026-11-22T06:00:00Z, not 'yesterday'.\n",
        exitCode: 1,
      });
    });

    it('the audit log as lines of JSON, oldest first', async () => {
      const { stdout, stderr, exitCode } = await scim('audit', 'export');

      expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
      const entries = stdout
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line));
      expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(entries[6]).toMatchObject({
        action: 'access.import',
        actor: 'service:development-admin',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      const part = await scim('audit', 'export', '--action', 'group.create');
      expect(part.stdout.trimEnd().split('\n')).toHaveLength(2);
    });

    it('whether the audit log is whole', async () => {
      const whole = await scim('audit', 'verify');
      expect(whole).toEqual({
        stdout: expect.stringMatching(
          /^All 7 entries are intact\.\nHead: 7:[0-9a-f]{64}\n$/,
        ),
        stderr: '',
        exitCode: 0,
      });
      const [, head] = whole.stdout.match(/Head: (\S+)/)!;
      await scim('role', 'create', 'auditors');
      expect(await scim('audit', 'verify', '--head', head)).toMatchObject({
        stdout: expect.stringContaining('All 8 entries are intact.'),
        exitCode: 0,
      });
      expect(await json('audit', 'verify')).toMatchObject({
        intact: true,
        entries: 8,
      });
      expect(await scim('audit', 'verify', '--head', '6')).toMatchObject({
        stderr: expect.stringContaining('--head must be <number>:<hash>'),
        exitCode: 1,
      });

      await knex('audit_log').where('seq', '>', 6).delete();
      expect(await scim('audit', 'verify', '--head', head)).toMatchObject({
        stdout: expect.stringContaining('Entry 7 is bad'),
        exitCode: 1,
      });

      await knex('audit_log').where({ seq: 3 }).update({ actor: 'somebody' });
      expect(await scim('audit', 'verify')).toMatchObject({
        stdout:
          'Entry 3 is bad: The entry was changed after it was written. The 2 entries before it are intact.\n',
        stderr: '',
        exitCode: 1,
      });
    });
  });
});
