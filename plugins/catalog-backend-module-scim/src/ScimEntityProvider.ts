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
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError, stringifyError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  DirectoryChange,
  directoryEntityRef,
} from '@backstage-scim/plugin-scim-common';
import { ScimService } from '@backstage-scim/plugin-scim-node';
import { CatalogTurn } from './CatalogTurn';
import { CatalogView } from './CatalogView';
import { CatalogWriter } from './CatalogWriter';
import { ConflictReporter } from './ConflictReporter';
import {
  DirectoryEntities,
  DirectoryPart,
  EntityChanges,
} from './DirectoryEntities';
import { EntityBuilder } from './EntityBuilder';
import { emailsOf, OtherProviders } from './OtherProviders';
import { RemovalLimits } from './RemovalLimits';

/**
 * Name of the provider. The catalog keeps it in its database with every entity,
 * so it never changes.
 */
const PROVIDER_NAME = 'scim';

/**
 * Brings the users and groups of the directory into the catalog.
 *
 * The change feed is the truth. Each part of it is read and written in one turn
 * among the replicas, and whoever wrote reads the feed again until it is empty:
 * the last state written is the newest, and doing it twice does no harm.
 *
 * A fault never removes anybody: who is missing in the directory is looked for
 * only once it has been read to its end, and who is missing without a trace in
 * the feed goes only up to a limit.
 */
export class ScimEntityProvider implements EntityProvider {
  readonly #scim: ScimService;
  readonly #logger: LoggerService;
  readonly #catalog: CatalogView;
  readonly #turn: CatalogTurn;
  readonly #builder: EntityBuilder;
  readonly #limits: RemovalLimits;
  readonly #conflicts: ConflictReporter;
  #entities: DirectoryEntities;
  #connection: EntityProviderConnection | undefined;
  /** Revision up to which the catalog has been told; none before the first. */
  #position: number | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: {
    scim: ScimService;
    logger: LoggerService;
    catalog: CatalogView;
    turn: CatalogTurn;
    builder: EntityBuilder;
    limits: RemovalLimits;
  }) {
    this.#scim = options.scim;
    this.#logger = options.logger;
    this.#catalog = options.catalog;
    this.#turn = options.turn;
    this.#builder = options.builder;
    this.#limits = options.limits;
    this.#conflicts = new ConflictReporter(options);
    this.#entities = new DirectoryEntities(this.#builder);
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
    const writer = this.#writer();
    // Before the directory: who is in the catalog now and not in the directory
    // after that has left it, and has not just joined.
    const others = new OtherProviders();
    for await (const entities of this.#catalog.list()) {
      others.add(entities);
    }
    const entities = new DirectoryEntities(this.#builder);
    const report = this.#conflicts.reportAll();
    const missing = new Set(others.ours);

    const takePage = (cursor?: string) =>
      this.#turn.take(async () => {
        const page = await this.#scim.listDirectory({ cursor });
        const changes = await entities.take(page, others);
        await writer.add(changes.added);
        changes.added.forEach(entity =>
          missing.delete(stringifyEntityRef(entity)),
        );
        await report.add(changes.conflicts);
        return page;
      });

    let page = await takePage();
    const { revision } = page;
    while (page.nextCursor) {
      page = await takePage(page.nextCursor);
    }
    await this.#turn.take(async () => {
      // Whoever came back behind the walk is not missing.
      for (let since = revision, more = true; more; ) {
        const slice = await this.#scim.listDirectoryChanges({ since });
        toPart(slice.changes).present.forEach(ref => missing.delete(ref));
        ({ revision: since, more } = slice);
      }
      await this.#removeMissing(writer, [...missing], others.ours.size);
    });
    await report.finish();
    this.#entities = entities;
    this.#position = revision;
    this.#logger.debug(`Reconciled the catalog at revision ${revision}`);
  }

  async #removeMissing(
    writer: CatalogWriter,
    entityRefs: string[],
    present: number,
  ): Promise<void> {
    const decision = await this.#scim.checkRemovals({
      entityRefs,
      present,
      limits: this.#limits,
    });
    if (decision.allowed) {
      await writer.remove(entityRefs);
      return;
    }
    this.#logger.error(
      `Kept ${entityRefs.length} of ${present} users and groups in the catalog that the SCIM directory does not hold: its change feed knows nothing about ${decision.unaccounted} of them, as after its database was lost. If they should go, let an administrator POST /api/scim/directory/removals/${decision.fingerprint}/approval; if not, restore the database or have the identity provider push again.`,
    );
  }

  async #applyChanges(): Promise<void> {
    for (;;) {
      const outcome = await this.#turn.take(() => this.#applySlice());
      if (outcome === 'end') {
        return;
      }
      if (outcome === 'restored') {
        await this.#applyAll();
      }
    }
  }

  /** Applies the next part of the feed, if there is one. */
  async #applySlice(): Promise<'applied' | 'end' | 'restored'> {
    const since = this.#position ?? 0;
    const slice = await this.#scim.listDirectoryChanges({ since });
    if (slice.revision < since) {
      this.#logger.warn(
        `The directory is at revision ${slice.revision} and was at ${since}, as after restoring a backup; reconciling.`,
      );
      return 'restored';
    }
    if (slice.changes.length > 0) {
      const part = toPart(slice.changes);
      const changes = await this.#take(part);
      await this.#writer().apply(changes);
      await this.#conflicts.report(
        [...part.users, ...part.groups].map(({ id }) => id),
        changes.conflicts,
      );
      this.#logger.debug(
        `Applied ${slice.changes.length} changes up to revision ${slice.revision}`,
      );
    }
    this.#position = slice.revision;
    return slice.changes.length === 0 && !slice.more ? 'end' : 'applied';
  }

  async #take(part: DirectoryPart): Promise<EntityChanges> {
    const others = new OtherProviders();
    const { users, groups } = part;
    if (users.length + groups.length > 0) {
      others.add(
        await this.#catalog.find({
          entityRefs: [
            ...users.map(user => directoryEntityRef('user', user.entityName)),
            ...groups.map(({ entityName }) =>
              directoryEntityRef('group', entityName),
            ),
          ],
          emails: [...new Set(users.flatMap(emailsOf))],
        }),
      );
    }
    return this.#entities.take(part, others);
  }

  #writer(): CatalogWriter {
    if (!this.#connection) {
      throw new NotFoundError('The catalog is not connected yet.');
    }
    return new CatalogWriter(this.#connection);
  }

  /** One thing after the other, in the order of the calls. */
  #serially(work: () => Promise<void>): Promise<void> {
    const result = this.#last.then(work);
    this.#last = result.catch(error => {
      this.#logger.debug(stringifyError(error));
    });
    return result;
  }
}

/**
 * A slice of the change feed. Whoever is present in it holds their name now,
 * whatever else the slice says about that name.
 */
function toPart(
  changes: DirectoryChange[],
): DirectoryPart & { present: string[]; gone: string[] } {
  const part = { users: [], groups: [] } as DirectoryPart;
  const named = new Set<string>();
  const present = new Set<string>();
  for (const change of changes) {
    // After a rename, another name than the present one.
    named.add(directoryEntityRef(change.kind, change.entityName));
    const subject = change.kind === 'user' ? change.user : change.group;
    if (subject) {
      const entityRef = directoryEntityRef(change.kind, subject.entityName);
      if (!present.has(entityRef)) {
        present.add(entityRef);
        if (change.kind === 'user') {
          part.users.push(change.user!);
        } else {
          part.groups.push(change.group!);
        }
      }
    }
  }
  return {
    ...part,
    present: [...present],
    gone: [...named].filter(ref => !present.has(ref)),
  };
}
