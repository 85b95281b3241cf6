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

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = path.resolve(fileURLToPath(import.meta.url), '../..');

/**
 * Runs Yarn, in the version of `package.json`, fetched through npm: a machine
 * with Node and npm needs nothing else.
 *
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<void>} rejects if Yarn fails
 */
export function yarn(args, options = {}) {
  const child = spawnYarn(args, { stdio: 'inherit', ...options });
  return ended(child, `yarn ${args.join(' ')}`);
}

/**
 * Runs a command of an installed package.
 *
 * @param {string} name - as in `node_modules/.bin`
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<void>} rejects if the command fails
 */
export function bin(name, args, options = {}) {
  const child = spawn(path.join(root, 'node_modules', '.bin', name), args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  return ended(child, `${name} ${args.join(' ')}`);
}

function spawnYarn(args, options) {
  const { packageManager } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const version = packageManager.split('@')[1];
  const windows = process.platform === 'win32';
  return spawn(
    windows ? 'npm.cmd' : 'npm',
    [
      'exec',
      '--yes',
      `--package=@yarnpkg/cli-dist@${version}`,
      '--',
      'yarn',
      ...args,
    ],
    {
      cwd: root,
      shell: windows,
      ...options,
      env: { ...(options.env ?? process.env), ...nativeBuildEnvironment() },
    },
  );
}

/**
 * Native modules compile against the headers of the running Node where they
 * are on the machine, whatever another Node's settings say; else node-gyp
 * downloads them.
 */
function nativeBuildEnvironment() {
  const prefix = path.resolve(process.execPath, '../..');
  return existsSync(path.join(prefix, 'include/node/node.h'))
    ? { npm_config_nodedir: prefix }
    : {};
}

function ended(child, command) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`\`${command}\` ended with ${signal ?? code}.`)),
    );
  });
}
