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

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { ADMIN_TOKEN, Portal, startPortal } from './__testUtils__/startPortal';
import { handMadeGrants } from './__testUtils__/worlds';

jest.setTimeout(60_000);

const examples = resolve(__dirname, '../../../examples/pipeline');
const bin = resolve(__dirname, '../bin/backstage-cli-module-scim');

describe('The example pipeline', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let portal: Portal;
  let folder: string;

  beforeEach(async () => {
    portal = await startPortal(await databases.init('SQLITE_3'));
    await portal.provision(handMadeGrants.directory);
    await portal.api.importAccess(handMadeGrants.accessFile);
    folder = await mkdtemp(join(tmpdir(), 'pipeline-'));
    await cp(join(examples, 'policies'), join(folder, 'policies'), {
      recursive: true,
    });
  });

  afterEach(async () => {
    await portal.stop();
    await rm(folder, { recursive: true });
  });

  const runScript = (name: string, ...args: string[]) =>
    new Promise<{ stdout: string; stderr: string; exitCode: number }>(done => {
      execFile(
        join(examples, name),
        args,
        {
          env: {
            PATH: process.env.PATH,
            HOME: folder,
            SCIM: `node ${bin}`,
            SCIM_URL: portal.url,
            SCIM_TOKEN: ADMIN_TOKEN,
          },
        },
        (error, stdout, stderr) =>
          done({ stdout, stderr, exitCode: Number(error?.code ?? 0) }),
      );
    });

  const run = (step: string) =>
    runScript(
      'policies.sh',
      step,
      join(folder, 'policies'),
      join(folder, 'plans'),
    );

  it('shows what policies would change, and applies that after approval', async () => {
    const planned = await run('plan');
    expect(planned).toMatchObject({ stderr: '', exitCode: 0 });
    expect(planned.stdout).toContain(
      'The policy of cloud/prod-cloud would change:\n  + collaborator: user group Engineering\n',
    );
    const plan = await readFile(
      join(folder, 'plans/cloud-prod-cloud.yaml.json'),
      'utf8',
    );
    expect(JSON.parse(plan)).toMatchObject({
      formatVersion: '1.0',
      dryRun: true,
      changed: true,
    });

    const applied = await run('apply');
    expect(applied).toMatchObject({ stderr: '', exitCode: 0 });
    expect(applied.stdout).toContain('The policy of cloud/prod-cloud is set:');
    expect(await portal.api.getPolicy('cloud', 'prod-cloud')).toMatchObject({
      bindings: [
        { role: 'collaborator', principals: [{ name: 'Engineering' }] },
      ],
    });
  });

  it('applies nothing that somebody has changed since it was approved', async () => {
    await run('plan');
    await portal.api.setPolicy('cloud', 'prod-cloud', { file: 'bindings: []' });

    const { stderr, exitCode } = await run('apply');

    expect(stderr).toContain('Somebody has changed the policy since');
    expect(exitCode).toBe(1);
    expect(await portal.api.getPolicy('cloud', 'prod-cloud')).toMatchObject({
      bindings: [],
    });
  });

  it('fails a pull request with a policy that is wrong', async () => {
    await writeFile(
      join(folder, 'policies/organization.yaml'),
      'bindings:\n  - role_name: owner\n    principals: [Nobody]\n',
    );

    const { stderr, exitCode } = await run('plan');

    expect(stderr).toContain(
      "organization.yaml:3: There is no user group 'Nobody'.",
    );
    expect(exitCode).toBe(1);
  });

  describe('of enforcement', () => {
    const enforce = (step: string) =>
      runScript('enforcement.sh', step, join(folder, 'plan.json'));

    it('applies exactly what was approved', async () => {
      const planned = await enforce('plan');
      expect(planned.exitCode).toBe(0);
      expect(planned.stdout).toContain('=== Permission Changes Preview ===');
      const { plan } = JSON.parse(
        await readFile(join(folder, 'plan.json'), 'utf8'),
      );

      const applied = await enforce('apply');
      expect(applied.exitCode).toBe(0);
      expect(applied.stdout).toContain('=== Applied Permission Changes ===');
      const { items } = await portal.api.listRuns();
      expect(items).toMatchObject([{ planId: plan.id }]);
    });

    it('applies nothing once something has changed since the approval', async () => {
      await enforce('plan');
      await portal.api.setPolicy('cloud', 'prod-cloud', {
        file: 'bindings: []',
      });

      const { stderr, exitCode } = await enforce('apply');

      expect(stderr).toContain('changed since');
      expect(exitCode).toBe(4);
      expect((await portal.api.listRuns()).items).toEqual([]);
    });
  });
});
