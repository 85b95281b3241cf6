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
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, yarn } from './yarn.mjs';

const SUPPORTED_NODE_MAJORS = [20, 22, 24];

/**
 * Installs what `yarn.lock` says, unless that is what is installed already.
 *
 * @returns {Promise<void>}
 */
export async function ensureInstalled() {
  checkNode();
  const stamp = path.join(root, 'node_modules', '.installed');
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  console.log('Installing packages; the first time takes a few minutes …');
  await yarn(['install', '--immutable']);
  writeFileSync(stamp, wanted);
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (!SUPPORTED_NODE_MAJORS.includes(major)) {
    throw new Error(
      `Node ${
        process.versions.node
      } is not supported. Use Node ${SUPPORTED_NODE_MAJORS.join(', ')}.`,
    );
  }
}

/** Native modules belong to one Node version and platform. */
function fingerprint() {
  const hash = createHash('sha256');
  hash.update(readFileSync(path.join(root, 'yarn.lock')));
  hash.update(readFileSync(path.join(root, 'package.json')));
  hash.update(
    `${process.versions.modules} ${process.platform} ${process.arch}`,
  );
  return hash.digest('hex');
}
