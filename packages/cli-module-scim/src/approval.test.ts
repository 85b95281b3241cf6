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
import { runCommand, runOnTerminal } from './__testUtils__/runCommand';
import {
  Portal,
  REVIEWER_TOKEN,
  startPortal,
} from './__testUtils__/startPortal';
import { handMadeGrants } from './__testUtils__/worlds';

jest.setTimeout(120_000);

describe('backstage-cli scim enforce-groups, where two people must agree,', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    let portal: Portal;

    beforeEach(async () => {
      portal = await startPortal(await databases.init(databaseId), {
        enforcement: { approval: { required: true } },
      });
      await portal.provision(handMadeGrants.directory);
      await portal.api.importAccess(handMadeGrants.accessFile);
    });

    afterEach(() => portal.stop());

    const enforce = (...args: string[]) =>
      runCommand(portal, ['enforce-groups', ...args]);

    const review = (...args: string[]) =>
      runCommand(portal, ['enforce-groups', ...args], {
        env: { SCIM_TOKEN: REVIEWER_TOKEN },
      });

    const numberOfRuns = async () => (await portal.api.listRuns()).totalItems;

    it('applies the plan that somebody else has approved', async () => {
      const { stderr } = await enforce('--dry-run');
      const [, plan] = stderr.match(
        /Approvals missing: 1\. Somebody else approves with --approve (\S+); then apply with --plan \1\.\n$/,
      )!;

      const early = await enforce('--plan', plan, '--yes');
      expect(early.stderr).toContain('Error: ');
      expect(early.exitCode).toBe(1);
      const own = await enforce('--approve', plan, '--yes');
      expect(own.stderr).toMatch(/Error: .*made/);
      expect(own.exitCode).toBe(1);
      expect(await numberOfRuns()).toBe(0);

      const approved = await review('--approve', plan, '--yes');
      expect(approved.stdout).toContain('=== Permission Changes Preview ===');
      expect(approved.stderr).toContain('Approved. The plan can be applied.');
      expect(approved.exitCode).toBe(0);
      const twice = await review('--approve', plan, '--yes');
      expect(twice.exitCode).toBe(1);

      const applied = await enforce('--plan', plan, '--yes');
      expect(applied.stdout).toContain('=== Applied Permission Changes ===');
      expect(applied.exitCode).toBe(0);
      expect(await numberOfRuns()).toBe(1);
    });

    it('asks before it approves, and takes nothing for a no', async () => {
      await enforce('--dry-run');
      const [{ id }] = (await portal.api.listPlans()).items;

      const silent = await review('--approve', id);
      expect(silent.stderr).toContain('pass --yes');
      expect(silent.exitCode).toBe(1);
      const { transcript, exitCode, asked } = await runOnTerminal(portal, [
        'enforce-groups',
        '--approve',
        id,
      ]);
      expect(asked).toBe(true);
      expect(transcript).toMatch(/\nNothing was changed\.\n$/);
      expect(exitCode).toBe(130);
      expect((await portal.api.getPlan(id)).approvals).toMatchObject({
        given: [],
      });
    });
  });
});
