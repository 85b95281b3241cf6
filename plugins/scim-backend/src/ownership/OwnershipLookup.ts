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

import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { OrphanedEntity } from '@backstage-scim/plugin-scim-common';
import type { EntityOwners } from '../access';
import type { ScimDatabase } from '../database';
import { slices } from '../directory/slices';
import { compareText } from '../access/textOrder';
import { CatalogGroups } from './CatalogGroups';
import { OwnerCensus } from './OwnerCensus';

/** Owners in one question to the catalog, which come in its URL. */
const OWNERS_BATCH = 50;

/** Entities on a page of the catalog's answer. */
const ENTITIES_PAGE = 500;

/** Answers who owns what in the catalog, and what nobody owns any more. */
export class OwnershipLookup {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #database: ScimDatabase;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    database: ScimDatabase;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#database = options.database;
  }

  /**
   * Catalog entities that have an active owner now and would have none if some
   * people left, by entity reference.
   *
   * @param userEntityRefs - e.g. `user:default/mara`; unknown ones own nothing
   * @param signal - ends the asking, with an error
   * @throws if the catalog does not answer
   */
  async orphanedBy(
    userEntityRefs: string[],
    signal?: AbortSignal,
  ): Promise<OrphanedEntity[]> {
    const now = await this.#census([]);
    const then = await this.#census(userEntityRefs.map(normalize));
    const touched = await then.touched();
    const goneBefore = await now.gone(touched);
    return this.#orphans(
      then,
      touched.filter(ref => !goneBefore.has(ref)),
      signal,
    );
  }

  /**
   * Catalog entities that nobody active owns, by entity reference.
   *
   * @throws if the catalog does not answer
   */
  async orphaned(): Promise<OrphanedEntity[]> {
    const { facets } = await this.#catalog.getEntityFacets(
      { facets: [`relations.${RELATION_OWNED_BY}`] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const owners = Object.values(facets)
      .flat()
      .map(({ value }) => value);
    return this.#orphans(await this.#census([]), owners.map(normalize));
  }

  /**
   * Who owns a catalog entity. Members of groups that the directory does not
   * know stand beside the people who own it themselves.
   */
  async ownersOf(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<EntityOwners> {
    const refs = ownersIn(entity);
    const groups = refs.filter(ref => ref.startsWith('group:'));
    const catalog = new CatalogGroups(this.#catalog, credentials);
    const members = await catalog.members(groups);
    return {
      users: [
        ...new Set([
          ...refs.filter(ref => ref.startsWith('user:')),
          ...[...members.values()].flatMap(people => [...people]),
        ]),
      ],
      groups,
    };
  }

  /** Entities of some owners, all of whose owners are gone. */
  async #orphans(
    census: OwnerCensus,
    ownerRefs: string[],
    signal?: AbortSignal,
  ): Promise<OrphanedEntity[]> {
    const gone = [...(await census.gone(ownerRefs))];
    const found = new Map<string, OrphanedEntity>();
    for (const owners of slices(gone, OWNERS_BATCH)) {
      for await (const entities of this.#ownedBy(owners)) {
        signal?.throwIfAborted();
        const goneToo = await census.gone(entities.flatMap(ownersIn));
        for (const entity of entities) {
          const formerOwners = ownersIn(entity);
          if (formerOwners.every(ref => goneToo.has(ref))) {
            const entityRef = stringifyEntityRef(entity);
            const { title } = entity.metadata;
            found.set(entityRef, { entityRef, title, formerOwners });
          }
        }
      }
    }
    return [...found.values()].sort((a, b) =>
      compareText(a.entityRef, b.entityRef),
    );
  }

  async *#ownedBy(ownerRefs: string[]): AsyncGenerator<Entity[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    let cursor: string | undefined;
    do {
      const { items, pageInfo } = await this.#catalog.queryEntities(
        {
          limit: ENTITIES_PAGE,
          ...(cursor
            ? { cursor }
            : { filter: { [`relations.${RELATION_OWNED_BY}`]: ownerRefs } }),
          fields: [
            'kind',
            'metadata.name',
            'metadata.namespace',
            'metadata.title',
            'relations',
          ],
        },
        { credentials },
      );
      yield items;
      cursor = pageInfo.nextCursor;
    } while (cursor);
  }

  async #census(userEntityRefs: string[]): Promise<OwnerCensus> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    return OwnerCensus.create({
      database: this.#database,
      catalog: new CatalogGroups(this.#catalog, credentials),
      userEntityRefs,
    });
  }
}

function ownersIn(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
}

function normalize(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
