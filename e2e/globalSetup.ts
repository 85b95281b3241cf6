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

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { IDP_PORT, PORTAL_PORT } from './portal';

/** Starts one real portal with the example organization, on SQLite. */
export default async function globalSetup() {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'portal-e2e-'));
  const script = path.resolve(__dirname, '../scripts/portal.mjs');
  const { startPortal } = await import(pathToFileURL(script).href);
  // For tests that start another portal on what this one holds.
  process.env.E2E_DATA_DIR = dataDir;
  const clean = () => rm(dataDir, { recursive: true, force: true });
  try {
    const portal = await startPortal({
      dataDir,
      port: PORTAL_PORT,
      idpPort: IDP_PORT,
      push: true,
    });
    return async () => {
      await portal.stop();
      await clean();
    };
  } catch (error) {
    await clean();
    throw error;
  }
}
