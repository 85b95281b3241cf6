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
import { NotFoundError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { ScimService } from '@backstage-scim/plugin-scim-node';
import { CatalogDelta } from './CatalogDelta';

/**
 * Name of the provider. The catalog keeps it in its database with every entity,
 * so it never changes.
 */
const PROVIDER_NAME = 'scim';

/**
 * Brings the users and groups of the directory into the catalog.
 *
 * The change feed is the truth. Whoever applies something reads the feed again
 * afterwards, until it is empty: however many replicas work on one catalog, the
 * last state written is the newest, and doing it twice does no harm.
 *
 * A fault never removes anybody: what cannot be read to its end is not applied.
 *
 * @public
 */
export class ScimEntityProvider implements EntityProvider {
  readonly #scim: ScimService;
  readonly #logger: LoggerService;
  #connection: EntityProviderConnection | undefined;
  /** Revision up to which the catalog has been told; none before the first. */
  #position: number | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: { scim: ScimService; logger: LoggerService }) {
    this.#scim = options.scim;
    this.#logger = options.logger.child({ target: PROVIDER_NAME });
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** Makes the catalog equal to the directory, from the ground up. */
  async reconcile(): Promise<void> {
    return this.#serially(async () => {
      await this.#applyAll();
      await this.#applyChanges();
    });
  }

  /** Applies what changed since the last time. */
  async catchUp(): Promise<void> {
    return this.#serially(async () => {
      if (this.#position === undefined) {
        await this.#applyAll();
      }
      await this.#applyChanges();
    });
  }

  async #applyAll(): Promise<void> {
    const connection = this.#connected();
    const everything = new CatalogDelta();
    let page = await this.#scim.listDirectory();
    let { revision } = page;
    everything.addPage(page);
    while (page.nextCursor) {
      page = await this.#scim.listDirectory({ cursor: page.nextCursor });
      everything.addPage(page);
    }
    // The walk takes a while; without what changed meanwhile, this would undo
    // what other replicas have applied since.
    for (let more = true; more; ) {
      const slice = await this.#scim.listDirectoryChanges({ since: revision });
      everything.addChanges(slice.changes);
      ({ revision, more } = slice);
    }

    const entities = everything.added;
    if (entities.length === 0 && !(await this.#hasHistory())) {
      this.#logger.info(
        'The directory has never held anybody; users and groups in the catalog stay as they are until the first push.',
      );
    } else {
      await connection.applyMutation({ type: 'full', entities });
      this.#logger.debug(
        `Reconciled ${entities.length} users and groups at revision ${revision}`,
      );
    }
    this.#position = revision;
  }

  async #applyChanges(): Promise<void> {
    const connection = this.#connected();
    for (;;) {
      const since = this.#position ?? 0;
      const slice = await this.#scim.listDirectoryChanges({ since });
      if (slice.revision < since) {
        this.#logger.warn(
          `The directory is at revision ${slice.revision} and was at ${since}, as after restoring a backup; reconciling.`,
        );
        await this.#applyAll();
        continue;
      }
      if (slice.changes.length > 0) {
        const delta = new CatalogDelta();
        delta.addChanges(slice.changes);
        await connection.applyMutation({
          type: 'delta',
          added: delta.added,
          removed: delta.removed,
        });
        this.#logger.debug(
          `Applied ${slice.changes.length} changes up to revision ${slice.revision}`,
        );
      }
      this.#position = slice.revision;
      if (slice.changes.length === 0 && !slice.more) {
        return;
      }
    }
  }

  /** False for a new database: its emptiness is no reason to remove anybody. */
  async #hasHistory(): Promise<boolean> {
    const slice = await this.#scim.listDirectoryChanges({ since: 0, limit: 1 });
    return slice.changes.length > 0;
  }

  #connected(): EntityProviderConnection {
    if (!this.#connection) {
      throw new NotFoundError('The catalog is not connected yet.');
    }
    return this.#connection;
  }

  /** One thing after the other, in the order of the calls. */
  #serially(work: () => Promise<void>): Promise<void> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }
}
