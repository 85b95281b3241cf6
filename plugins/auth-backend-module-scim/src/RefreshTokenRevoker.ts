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

import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { directoryEntityRef } from '@backstage-scim/plugin-scim-common';
import { isDeprovisioned, ScimService } from '@backstage-scim/plugin-scim-node';
import { Knex } from 'knex';

/** Where plugin `auth` keeps the refresh tokens that it issued. */
const TABLE = 'offline_sessions';

/** The largest revision that the change feed can be asked about. */
const END_OF_FEED = 2 ** 31 - 1;

/**
 * How often everybody who holds a token is asked about, in milliseconds. The
 * change feed does not name people for whom another provider's entity stands.
 */
const ROUND_MS = 3_600_000;

/**
 * Takes back the refresh tokens that the portal issued (to command lines, MCP
 * clients and the like) to people who are deprovisioned now. They would be
 * refused anyway; taken back, they do not work again either when their holder
 * returns one day.
 */
export class RefreshTokenRevoker {
  readonly #database: Knex;
  readonly #logger: LoggerService;
  readonly #scim: Pick<
    ScimService,
    'getPrincipalStatus' | 'listDirectoryChanges'
  >;
  readonly #now: () => number;
  #roundAt = -Infinity;
  #revision: number | undefined;
  #running: Promise<void> = Promise.resolve();

  /**
   * @param options - `database` is that of plugin `auth`; `now` is a monotonic
   * clock in milliseconds
   */
  constructor(options: {
    database: Knex;
    logger: LoggerService;
    scim: Pick<ScimService, 'getPrincipalStatus' | 'listDirectoryChanges'>;
    now?: () => number;
  }) {
    this.#now = options.now ?? (() => performance.now());
    this.#database = options.database;
    this.#logger = options.logger;
    this.#scim = options.scim;
  }

  /**
   * Takes back what has to be taken back since the last time; of everybody, the
   * first time and once an hour. A failure is logged and made up for the next time.
   */
  catchUp(): Promise<void> {
    this.#running = this.#running
      .then(() =>
        this.#revision === undefined || this.#now() - this.#roundAt >= ROUND_MS
          ? this.#revokeOfAll()
          : this.#revokeOfChanged(this.#revision),
      )
      .catch(error =>
        this.#logger.warn(
          `Refresh tokens of people who were deprovisioned could not be taken back, which is tried again: ${stringifyError(
            error,
          )}`,
        ),
      );
    return this.#running;
  }

  async #revokeOfAll(): Promise<void> {
    const roundAt = this.#now();
    const { revision } = await this.#scim.listDirectoryChanges({
      since: END_OF_FEED,
      limit: 1,
    });
    const rows = await this.#database(TABLE).distinct('user_entity_ref');
    for (const { user_entity_ref: ref } of rows) {
      if (isDeprovisioned(await this.#scim.getPrincipalStatus(ref))) {
        await this.#revoke([ref]);
      }
    }
    this.#revision = revision;
    this.#roundAt = roundAt;
  }

  async #revokeOfChanged(since: number): Promise<void> {
    const { changes, revision, more } = await this.#scim.listDirectoryChanges({
      since,
    });
    await this.#revoke(
      changes
        .filter(change => change.kind === 'user' && !change.user)
        .map(({ entityName }) => directoryEntityRef('user', entityName)),
    );
    this.#revision = revision;
    if (more) {
      await this.#revokeOfChanged(revision);
    }
  }

  async #revoke(userEntityRefs: string[]): Promise<void> {
    if (userEntityRefs.length === 0) {
      return;
    }
    const revoked = await this.#database(TABLE)
      .whereIn('user_entity_ref', userEntityRefs)
      .delete();
    if (revoked > 0) {
      this.#logger.info(
        `Took back ${revoked} refresh tokens of people who were deprovisioned.`,
      );
    }
  }
}
