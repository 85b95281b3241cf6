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

/** What is kept of a bearer token: enough to recognise it, not to use it. */
export interface TokenDigest {
  /** SHA-256, hex. Tokens are long and random, so a plain hash will do. */
  hash: string;
  /** The last four characters, for people. */
  hint: string;
}

/** Reduces a bearer token to what may be stored. */
export function digestToken(token: string): TokenDigest {
  return {
    hash: createHash('sha256').update(token).digest('hex'),
    hint: token.slice(-4),
  };
}
