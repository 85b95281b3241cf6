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

/** A portal beside the one of all tests, with an identity provider of its own. */
export interface SecondPortal {
  url: string;
  idpUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts a portal with other settings, to which nothing was pushed yet.
 *
 * @param env - what differs
 * @param prepare - puts something into its data folder before it starts
 */
export async function startSecondPortal(
  env: NodeJS.ProcessEnv,
  prepare: (dataDir: string) => Promise<void> = async () => {},
): Promise<SecondPortal> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'portal-e2e-second-'));
  await prepare(dataDir);
  const script = path.resolve(__dirname, '../scripts/portal.mjs');
  const { startPortal } = await import(pathToFileURL(script).href);
  const portal = await startPortal({
    dataDir,
    port: PORTAL_PORT + 2,
    idpPort: IDP_PORT + 2,
    push: false,
    env,
  });
  return {
    url: portal.url,
    idpUrl: portal.idpUrl,
    async stop() {
      await portal.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
