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

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { DeferredEntity } from '@backstage/plugin-catalog-node';
import {
  DirectoryChange,
  DirectoryPage,
} from '@backstage-scim/plugin-scim-common';
import { toGroupEntity } from './toGroupEntity';
import { toUserEntity } from './toUserEntity';

/**
 * Makes the catalog refuse these entities to other providers, and lets it tell
 * about conflicts.
 */
const LOCATION_KEY = 'scim';

/**
 * Changes of the directory as one mutation of the catalog: the last word on
 * each entity.
 */
export class CatalogDelta {
  readonly #entities = new Map<string, Entity | undefined>();

  /** Everybody and everything on a page of the directory. */
  addPage(page: Pick<DirectoryPage, 'users' | 'groups'>): void {
    page.users.map(toUserEntity).forEach(entity => this.#put(entity));
    page.groups.map(toGroupEntity).forEach(entity => this.#put(entity));
  }

  /**
   * A slice of the change feed. Whoever is present in it holds their name now,
   * whatever else the slice says about that name.
   */
  addChanges(changes: DirectoryChange[]): void {
    changes.forEach(change => this.#drop(change));
    changes
      .map(toEntity)
      .filter(entity => entity !== undefined)
      .forEach(entity => this.#put(entity));
  }

  get added(): DeferredEntity[] {
    return [...this.#entities.values()]
      .filter(entity => entity !== undefined)
      .map(entity => ({ entity, locationKey: LOCATION_KEY }));
  }

  get removed(): { entityRef: string; locationKey: string }[] {
    return [...this.#entities]
      .filter(([_, entity]) => entity === undefined)
      .map(([entityRef]) => ({ entityRef, locationKey: LOCATION_KEY }));
  }

  #put(entity: Entity): void {
    this.#entities.set(stringifyEntityRef(entity), entity);
  }

  /** The name in the change: after a rename, another than the present one. */
  #drop({ kind, entityName }: DirectoryChange): void {
    this.#entities.set(
      stringifyEntityRef({ kind, namespace: 'default', name: entityName }),
      undefined,
    );
  }
}

function toEntity(change: DirectoryChange): Entity | undefined {
  if (change.kind === 'user') {
    return change.user && toUserEntity(change.user);
  }
  return change.group && toGroupEntity(change.group);
}
