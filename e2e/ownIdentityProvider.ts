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
import { pathToFileURL } from 'node:url';

const root = path.resolve(__dirname, '..');

/** An example identity provider with people of its own. */
export interface OwnIdentityProvider {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts another example identity provider, which nobody has connected yet.
 *
 * @param directory - its people and groups, in YAML
 */
export async function startIdentityProvider(
  port: number,
  directory: string,
): Promise<OwnIdentityProvider> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'idp-e2e-'));
  const file = path.join(folder, 'directory.yaml');
  await writeFile(file, directory);
  const script = path.join(root, 'scripts/service.mjs');
  const { Service } = await import(pathToFileURL(script).href);
  const service = new Service({
    name: 'The identity provider of a test',
    args: [
      path.join(root, 'packages/example-idp/cli.cjs'),
      'serve',
      `--directory=${file}`,
      `--port=${port}`,
      `--data=${path.join(folder, 'data')}`,
    ],
    cwd: root,
    env: process.env,
    log: path.join(folder, 'idp.log'),
  });
  const url = `http://localhost:${port}`;
  while (!(await Promise.race([answers(url), service.failed]))) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return {
    url,
    async stop() {
      await service.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
