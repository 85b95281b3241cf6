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

import { mkdir, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SecondPortal, startSecondPortal } from './secondPortal';

const root = path.resolve(__dirname, '..');

/**
 * Starts a portal with other settings on a copy of the databases: it holds what
 * the first one held when it was started.
 *
 * @param env - what differs
 */
export function startCopy(env: NodeJS.ProcessEnv): Promise<SecondPortal> {
  return startSecondPortal(env, copyDatabases);
}

/** As SQLite copies: the first portal goes on writing meanwhile. */
async function copyDatabases(dataDir: string) {
  const fromBackend = createRequire(
    path.join(root, 'packages/backend/package.json'),
  );
  const Database = fromBackend('better-sqlite3');
  const from = path.join(process.env.E2E_DATA_DIR!, 'sqlite');
  const to = path.join(dataDir, 'sqlite');
  await mkdir(to);
  const files = await readdir(from);
  for (const file of files.filter(name => name.endsWith('.sqlite'))) {
    const database = new Database(path.join(from, file), { readonly: true });
    await database.backup(path.join(to, file));
    database.close();
  }
}
