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

import { ConflictError } from '@backstage/errors';
import {
  ConnectionSummary,
  IssuedToken,
} from '@backstage-scim/plugin-scim-common';
import type { ConnectionRow } from '../database';
import { type ConnectionWriter, setColumns } from './ConnectionWriter';
import { requireStored } from './findConnection';
import { issueToken, NO_TOKEN, tokenColumns } from './issueToken';

/** Puts new tokens in the place of those that a connection has. */
export class TokenRotation {
  constructor(private readonly writer: ConnectionWriter) {}

  /**
   * Issues a second token beside the one there is; both count.
   *
   * @throws ConflictError during a rotation, or if app-config has the token
   */
  async start(
    actor: string,
    id: string,
    expiresInDays?: number,
  ): Promise<IssuedToken> {
    const { token, columns } = issueToken(expiresInDays);
    const connection = await this.writer.write(id, async (change, row) => {
      requireStored(row);
      if (row.next_token_hash !== null) {
        throw new ConflictError(
          'A rotation is under way; complete or cancel it first.',
        );
      }
      const slot = row.token_hash === null ? 'token' : 'next_token';
      const written = await setColumns(
        change,
        row,
        tokenColumns(slot, columns),
      );
      await this.writer.record(change, actor, 'rotation-start', written, {
        tokenHint: columns.hint,
      });
      return written;
    });
    return { connection, token };
  }

  /** @throws ConflictError if there is no rotation */
  async complete(actor: string, id: string): Promise<ConnectionSummary> {
    return this.writer.write(id, async (change, row) => {
      requireRotation(row);
      const written = await setColumns(change, row, {
        ...tokenColumns('token', {
          hash: row.next_token_hash!,
          hint: row.next_token_hint!,
          created_at: row.next_token_created_at!,
          expires_at: row.next_token_expires_at,
          used_at: row.next_token_used_at,
          uses: row.next_token_uses,
        }),
        ...tokenColumns('next_token', NO_TOKEN),
      });
      await this.writer.record(change, actor, 'rotation-complete', written, {
        tokenHint: written.token_hint,
      });
      return written;
    });
  }

  /** @throws ConflictError if there is no rotation */
  async cancel(actor: string, id: string): Promise<ConnectionSummary> {
    return this.writer.write(id, async (change, row) => {
      requireRotation(row);
      const written = await setColumns(
        change,
        row,
        tokenColumns('next_token', NO_TOKEN),
      );
      await this.writer.record(change, actor, 'rotation-cancel', written, {
        tokenHint: row.next_token_hint,
      });
      return written;
    });
  }

  /**
   * Lets no token count any more.
   *
   * @throws ConflictError if app-config has the token
   */
  async revoke(actor: string, id: string): Promise<ConnectionSummary> {
    return this.writer.write(id, async (change, row) => {
      requireStored(row);
      const written = await setColumns(change, row, {
        ...tokenColumns('token', NO_TOKEN),
        ...tokenColumns('next_token', NO_TOKEN),
      });
      await this.writer.record(change, actor, 'revoke', written, {
        tokenHint: row.token_hint,
      });
      return written;
    });
  }
}

function requireRotation(row: ConnectionRow): void {
  requireStored(row);
  if (row.next_token_hash === null) {
    throw new ConflictError('No rotation is under way; start one first.');
  }
}
