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
import {
  access,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { TestDatabases } from '@backstage/backend-test-utils';
import { ADMIN_TOKEN, startPortal } from './__testUtils__/startPortal';
import { handMadeGrants } from './__testUtils__/worlds';

jest.setTimeout(240_000);

const run = promisify(execFile);
const root = resolve(__dirname, '../../..');

/** A build takes its declarations from here; `npm test` has made them before. */
async function ensureDeclarations(): Promise<void> {
  await access(join(root, 'dist-types')).catch(() =>
    run(join(root, 'node_modules/.bin/tsc'), [], { cwd: root }),
  );
}

/** Builds a package and packs it as it is published; the tarball's path. */
async function pack(path: string, folder: string): Promise<string> {
  const source = join(root, path);
  await run(
    join(root, 'node_modules/.bin/backstage-cli'),
    ['package', 'build'],
    { cwd: source },
  );
  const copy = await mkdtemp(join(folder, 'package-'));
  const { scripts: _, ...manifest } = JSON.parse(
    await readFile(join(source, 'package.json'), 'utf8'),
  );
  for (const part of ['dist', 'bin'].filter(one =>
    manifest.files.includes(one),
  )) {
    await cp(join(source, part), join(copy, part), { recursive: true });
  }
  await writeFile(
    join(copy, 'package.json'),
    JSON.stringify({ ...manifest, ...manifest.publishConfig }),
  );
  const { stdout } = await run('npm', ['pack', '--silent'], { cwd: copy });
  return join(copy, stdout.trim());
}

describe('The published package', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let folder: string;

  beforeAll(async () => {
    await ensureDeclarations();
    folder = await mkdtemp(join(tmpdir(), 'standalone-'));
    const modules = join(folder, 'node_modules');
    await mkdir(join(modules, '@backstage-scim'), { recursive: true });
    for (const [path, name] of [
      ['packages/cli-module-scim', 'cli-module-scim'],
      ['plugins/scim-common', 'plugin-scim-common'],
    ]) {
      const tarball = await pack(path, folder);
      const target = join(modules, '@backstage-scim', name);
      await mkdir(target);
      const options = ['--strip-components=1', '-C', target];
      await run('tar', ['xzf', tarball, ...options]);
    }
    // What a registry would bring.
    for (const name of await readdir(join(root, 'node_modules'))) {
      if (name !== '@backstage-scim') {
        await symlink(join(root, 'node_modules', name), join(modules, name));
      }
    }
  });

  afterAll(() => rm(folder, { recursive: true }));

  const scim = (args: string[], env: Record<string, string> = {}) =>
    run(
      process.execPath,
      [
        'node_modules/@backstage-scim/cli-module-scim/bin/backstage-cli-module-scim',
        ...args,
      ],
      { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env } },
    );

  it('works outside a Backstage repository', async () => {
    const portal = await startPortal(await databases.init('SQLITE_3'));
    try {
      await portal.provision(handMadeGrants.directory);
      await portal.api.importAccess(handMadeGrants.accessFile);
      const env = { SCIM_URL: portal.url, SCIM_TOKEN: ADMIN_TOKEN };

      expect((await scim(['--help'])).stdout).toContain('policy ');
      // The word `scim` can be there, and need not.
      for (const words of [[], ['scim']]) {
        const { stdout } = await scim([...words, 'access', 'export'], env);
        expect(`${stdout}`).toBe(await portal.api.exportAccess());
      }
    } finally {
      await portal.stop();
    }
  });
});
