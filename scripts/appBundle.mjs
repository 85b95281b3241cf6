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

import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { lastLines } from './service.mjs';
import { bin, root } from './yarn.mjs';

/** What the bundle is made of. */
const SOURCES = [
  'packages/app/package.json',
  'packages/app/public',
  'packages/app/src',
  'plugins/scim/package.json',
  'plugins/scim/src',
  'plugins/scim-common/package.json',
  'plugins/scim-common/src',
  'app-config.yaml',
  'yarn.lock',
];
const STAMP = path.join(root, 'packages/app/dist/.sources');

/**
 * Builds the front end unless the last build was of the same sources.
 *
 * @param {object} options
 * @param {string} options.log file for the build's output
 * @param {(text: string) => void} options.onProgress
 * @param {AbortSignal} [options.signal] ends the build
 */
export async function ensureAppBundle({ log, onProgress, signal }) {
  const sources = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) {
    return;
  }
  onProgress('Building the pages, which takes about a minute');
  mkdirSync(path.dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  try {
    await bin('backstage-cli', ['package', 'build'], {
      cwd: path.join(root, 'packages/app'),
      stdio: ['ignore', output, output],
      signal,
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(
      `The pages could not be built. The end of ${log}:\n\n${lastLines(log)}`,
      { cause: error },
    );
  } finally {
    closeSync(output);
  }
  writeFileSync(STAMP, sources);
}

function fingerprint() {
  const hash = createHash('sha256');
  const add = relative => {
    const file = path.join(root, relative);
    if (!existsSync(file)) {
      return;
    }
    if (statSync(file).isDirectory()) {
      readdirSync(file)
        .sort()
        .forEach(name => add(path.join(relative, name)));
      return;
    }
    if (!/\.test\.tsx?$/.test(file)) {
      hash.update(`${relative}\0`).update(readFileSync(file));
    }
  };
  SOURCES.forEach(add);
  return hash.digest('hex');
}
