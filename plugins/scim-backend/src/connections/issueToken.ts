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

import { randomBytes } from 'node:crypto';
import { digestToken } from './digestToken';
import { expiryIn } from './tokenLifetime';

/** Lets scanners of leaked secrets recognise a token. */
const PREFIX = 'bscim_';

/** A token that was just made, and what is kept of it. */
export interface NewToken {
  /** Shown once. */
  token: string;
  columns: TokenColumns & { hash: string; hint: string; created_at: string };
}

/** What is kept of a token. */
export interface TokenColumns {
  hash: string | null;
  hint: string | null;
  created_at: string | null;
  expires_at: string | null;
  used_at: string | null;
  uses: number;
}

/** What a connection without a token keeps in its place. */
export const NO_TOKEN: TokenColumns = {
  hash: null,
  hint: null,
  created_at: null,
  expires_at: null,
  used_at: null,
  uses: 0,
};

/** Makes a token of 256 random bits. */
export function issueToken(expiresInDays?: number): NewToken {
  const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  return {
    token,
    columns: {
      ...digestToken(token),
      created_at: new Date().toISOString(),
      expires_at: expiryIn(expiresInDays),
      used_at: null,
      uses: 0,
    },
  };
}

/** The columns of a connection for its token, or for the one to come. */
export function tokenColumns(
  slot: 'token' | 'next_token',
  columns: TokenColumns,
): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [`${slot}_${name}`, value]),
  );
}
