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
import { RoleBinding } from '@backstage-scim/plugin-scim-common';
import { bindingsOf } from './__testUtils__/bindingsOf';
import { runCommand, runOnTerminal } from './__testUtils__/runCommand';
import { Portal, startPortal } from './__testUtils__/startPortal';
import { halfSetUp, handMadeGrants, World } from './__testUtils__/worlds';

jest.setTimeout(60_000);

const preview = `
=== Permission Changes Preview ===

user1@example.com:
  - clouds:
      - prod-cloud: collaborator -> readonly
      - staging-cloud: owner -> (removed)
  - projects:
      - proj-1: collaborator -> readonly
  - organization: owner -> collaborator

user2@example.com:
  - clouds:
      - dev-cloud: collaborator -> (removed)

--- Users to be removed (not in any active user group) ---
  - orphan-user@example.com
`;

const applied = preview.replace(
  'Permission Changes Preview',
  'Applied Permission Changes',
);

const confirmation = `╭─────────────────── ⚠️  Confirmation Required ───────────────────╮
│ WARNING: This operation removes access.                         │
│                                                                 │
│ All role bindings on users will be removed.                     │
│ Role bindings on user groups and service accounts are unchanged.│
│ Run \`backstage-cli scim rollback <run>\` to undo it.             │
╰─────────────────────────────────────────────────────────────────╯
`;

const incomplete = `Users with incomplete SCIM permission setup:
┏━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ User Email           ┃ Cloud      ┃ Role         ┃ Issue                   ┃
┡━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ alice@company.com    │ Production │ collaborator │ No project permissions  │
│ bob@company.com      │ Production │ collaborator │ No project permissions  │
│ bob@company.com      │ Staging    │ owner        │ No project permissions  │
└──────────────────────┴────────────┴──────────────┴─────────────────────────┘

2 users have incomplete permission setup.

Run 'backstage-cli scim policy set' to grant project-level permissions.
`;

/** Times and run ids differ from one run to the next. */
function timeless(output: string): string {
  return output
    .replace(/\(scim \+\d+\.\d+s\)/g, '(scim +…s)')
    .replace(/rollback [0-9a-f-]{36}/g, 'rollback …');
}

describe('backstage-cli scim', () => {
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
      const { exitCode, stderr } = await runCommand(
        portal,
        ['access', 'import', '-f', '-'],
        { input: accessFile },
      );
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    }

    it('previews enforcement and changes nothing', async () => {
      await load(handMadeGrants);
      const before = await bindingsOf(portal);

      const { stdout, stderr, exitCode } = await runCommand(portal, [
        'enforce-groups',
        '--dry-run',
      ]);

      expect(stdout).toBe(
        `${preview}\n(No changes were applied. Remove --dry-run to apply changes.)\n`,
      );
      expect(timeless(stderr)).toBe(
        '(scim +…s) Running in dry-run mode. Analyzing permission changes...\n',
      );
      expect(exitCode).toBe(0);
      expect(await bindingsOf(portal)).toEqual(before);
    });

    it('enforces groups once somebody on a terminal says yes', async () => {
      await load(handMadeGrants);
      const before = await bindingsOf(portal);

      const { transcript, exitCode } = await runOnTerminal(
        portal,
        ['enforce-groups'],
        { onQuestion: () => 'y\r' },
      );

      expect(timeless(transcript)).toBe(
        `(scim +…s) Analyzing permission changes...
${preview}
${confirmation}Do you want to proceed? [y/N]: y
(scim +…s) Starting SCIM permission migration...
${applied}
(scim +…s) SCIM permission migration completed successfully.
Undo with: backstage-cli scim rollback …
`,
      );
      expect(exitCode).toBe(0);
      expect(before.filter(isOfUser)).toHaveLength(7);
      expect(await bindingsOf(portal)).toEqual(
        before.filter(binding => !isOfUser(binding)),
      );
      expect(
        await portal.api.getUserAccess('orphan-user@example.com'),
      ).toMatchObject({ user: { member: false }, roles: [] });
    });

    it('enforces groups without a terminal when told so', async () => {
      await load(handMadeGrants);

      const { stdout, stderr, exitCode } = await runCommand(portal, [
        'enforce-groups',
        '--yes',
      ]);

      expect(stdout).toBe(preview + applied);
      expect(timeless(stderr)).toBe(
        `(scim +…s) Analyzing permission changes...
(scim +…s) Starting SCIM permission migration...

(scim +…s) SCIM permission migration completed successfully.
Undo with: backstage-cli scim rollback …
`,
      );
      expect(exitCode).toBe(0);
      expect((await bindingsOf(portal)).filter(isOfUser)).toEqual([]);
    });

    it('changes nothing the second time', async () => {
      await load(handMadeGrants);
      await runCommand(portal, ['enforce-groups', '--yes']);
      const before = await bindingsOf(portal);

      const { stdout, exitCode } = await runCommand(portal, [
        'enforce-groups',
        '--yes',
      ]);

      expect(stdout).toBe('No permission changes detected.\n');
      expect(exitCode).toBe(0);
      expect(await bindingsOf(portal)).toEqual(before);
      expect((await portal.api.listRuns()).totalItems).toBe(1);
    });

    it.each([
      ['no', 'n\r'],
      ['nothing', '\r'],
      ['the end of input', '\u0004'],
    ])('changes nothing when the answer is %s', async (_, typed) => {
      await load(handMadeGrants);
      const before = await bindingsOf(portal);

      const { transcript, exitCode } = await runOnTerminal(
        portal,
        ['enforce-groups'],
        { onQuestion: () => typed },
      );

      expect(transcript).toMatch(/\nNothing was changed\.\n$/);
      expect(exitCode).toBe(130);
      expect(await bindingsOf(portal)).toEqual(before);
      expect((await portal.api.listRuns()).totalItems).toBe(0);
    });

    it('changes nothing when stopped with Ctrl-C', async () => {
      await load(handMadeGrants);
      const before = await bindingsOf(portal);

      const { transcript, exitCode } = await runOnTerminal(
        portal,
        ['enforce-groups'],
        { onQuestion: () => '\u0003' },
      );

      expect(transcript).toMatch(/\nInterrupted; nothing was changed\.\n$/);
      expect(exitCode).toBe(130);
      expect(await bindingsOf(portal)).toEqual(before);
    });

    it('changes nothing without a terminal to ask on', async () => {
      await load(handMadeGrants);
      const before = await bindingsOf(portal);

      const { stdout, stderr, exitCode } = await runCommand(
        portal,
        ['enforce-groups'],
        { input: 'y\n' },
      );

      expect(stdout).toBe('');
      expect(stderr).toBe(
        'Error: This changes access, and there is no terminal to confirm it on. Look at the changes with --dry-run, then pass --yes to apply them.\n',
      );
      expect(exitCode).toBe(1);
      expect(await bindingsOf(portal)).toEqual(before);
    });

    it('lists people who are half set up', async () => {
      await load(halfSetUp);

      const { stdout, stderr, exitCode } = await runCommand(portal, [
        'check-permissions',
      ]);

      expect(stdout).toBe(incomplete);
      expect(timeless(stderr)).toBe(
        '(scim +…s) Checking SCIM user permissions...\n',
      );
      expect(exitCode).toBe(0);
    });

    it('says so when everybody is set up', async () => {
      await portal.provision(halfSetUp.directory);

      const { stdout, exitCode } = await runCommand(portal, [
        'check-permissions',
      ]);

      expect(stdout).toBe('All SCIM users have complete permission setup.\n');
      expect(exitCode).toBe(0);
    });
  });
});

function isOfUser({ principal }: RoleBinding): boolean {
  return principal.type === 'user';
}
