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
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startScimBackend, TOKEN } from '../__testUtils__/startScimBackend';
import { ScimTarget, ScimUser } from '../push';
import { runCli, TestServer } from './__testUtils__/TestCli';

// Processes of their own start from TypeScript source.
jest.setTimeout(60_000);

const MARA = '- { userName: mara@example.com, name: Mara Voss }';
const ADA = '- { userName: ada@example.com, name: Ada Okafor }';

describe('example-idp', () => {
  let folder: string;
  let backend: Awaited<ReturnType<typeof startScimBackend>>;
  let target: ScimTarget;

  const write = (...users: string[]) =>
    writeFile(
      path.join(folder, 'people.yaml'),
      ['users:', ...users.map(user => `  ${user}`)].join('\n'),
    );

  const push = (...args: string[]) =>
    runCli(folder, [
      'push',
      '--directory=people.yaml',
      `--url=${backend.scimUrl}`,
      `--token=${TOKEN}`,
      ...args,
    ]);

  async function namesOfActive() {
    const users = await target.list<ScimUser>('/Users');
    return users
      .filter(({ active }) => active)
      .map(({ displayName }) => displayName)
      .sort();
  }

  /** Reads until it reads this, or for twenty seconds. */
  async function namesOnceTheyAre(names: string[]) {
    const giveUpAt = Date.now() + 20_000;
    let found = await namesOfActive();
    while (String(found) !== String(names) && Date.now() < giveUpAt) {
      await delay(50);
      found = await namesOfActive();
    }
    return found;
  }

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'example-idp-'));
    backend = await startScimBackend();
    target = new ScimTarget({ url: backend.scimUrl, token: TOKEN });
    await write(MARA, ADA);
  });

  afterEach(async () => {
    await backend.stop();
    await rm(folder, { recursive: true, force: true });
  });

  describe('push', () => {
    it('shows progress on standard error and a summary on standard output', async () => {
      const first = await push();

      expect(first.stderr).toMatch(
        /^\[1\/2\] Create .*\n\[2\/2\] Create .*\n$/,
      );
      expect(first.stdout).toBe(
        [
          'People:      created 2, updated 0, reactivated 0, deactivated 0, deleted 0, unchanged 0',
          'Groups:      created 0, updated 0, deleted 0, unchanged 0',
          'Memberships: added 0, removed 0',
          '',
        ].join('\n'),
      );
      expect(first.code).toBe(0);

      const second = await push('--output=json');
      expect(JSON.parse(second.stdout)).toMatchObject({
        users: { created: 0, unchanged: 2 },
      });
      expect(second.stderr).toBe('');
    });

    it('fails with the reason the service gives', async () => {
      const refused = await push('--token=unknown');

      expect(refused.code).toBe(1);
      expect(refused.stdout).toBe('');
      expect(refused.stderr).toMatch(/^401/);
    });

    it('pushes nothing if something is wrong with the file', async () => {
      await write(MARA, MARA, '- { name: Nobody }');
      const refused = await push();

      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain('people.yaml has 2 problems:');
      expect(refused.stderr).toContain(
        "line 3: there are two people called 'mara@example.com'",
      );
      await expect(target.list('/Users')).resolves.toEqual([]);
    });

    it('says which file it did not find', async () => {
      const refused = await push('--directory=elsewhere.yaml');

      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(path.join(folder, 'elsewhere.yaml'));
    });
  });

  describe('serve --push-to', () => {
    let server: TestServer;

    beforeEach(async () => {
      server = await TestServer.start(folder, [
        '--directory=people.yaml',
        '--data=data',
        '--port=0',
        `--push-to=${backend.scimUrl}`,
        `--token=${TOKEN}`,
      ]);
    });

    afterEach(() => server.stop());

    it('pushes at start and whenever the file changes', async () => {
      const both = ['Ada Okafor', 'Mara Voss'];
      expect(await namesOnceTheyAre(both)).toEqual(both);

      await write(MARA);
      expect(await namesOnceTheyAre(['Mara Voss'])).toEqual(['Mara Voss']);

      await write(MARA, 'this is no person');
      await write(MARA, ADA);
      expect(await namesOnceTheyAre(both)).toEqual(both);
    });

    it('pushes when it is told to, and answers with what it did', async () => {
      await namesOnceTheyAre(['Ada Okafor', 'Mara Voss']);
      const response = await fetch(`${server.issuer}/push`, { method: 'POST' });

      expect(response.status).toBe(200);
      await expect(response.json()).resolves.toMatchObject({
        users: { created: 0, unchanged: 2 },
      });
    });
  });
});
