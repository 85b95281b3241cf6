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

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JWKS } from 'oidc-provider';

/** What the OpenID Connect server signs with. */
export interface ProviderKeys {
  jwks: JWKS;
  cookies: string[];
}

/** Reads the keys kept in a folder; makes them the first time. */
export async function loadProviderKeys(folder: string): Promise<ProviderKeys> {
  const file = path.join(folder, 'keys.json');
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new Error(`${file} cannot be read; delete it to get new keys.`, {
        cause: error,
      });
    }
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys: ProviderKeys = {
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig' }],
    } as JWKS,
    cookies: [randomBytes(32).toString('base64url')],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(keys, undefined, 2), { mode: 0o600 });
  return keys;
}
