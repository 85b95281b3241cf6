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

import { Entity } from '@backstage/catalog-model';
import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { setImmediate } from 'node:timers/promises';
import { EntityChanges } from './DirectoryEntities';
import { LOCATION_KEY } from './ownLocation';

/**
 * Entities in one mutation. The catalog validates and hashes all entities of a
 * mutation in one go, so a larger one would hold up the process.
 */
const SLICE = 100;

/**
 * Writes to the catalog in slices. Never a full mutation: one of 100,000
 * entities stops the process for seconds, and the catalog skips what is the
 * same in a delta as well.
 */
export class CatalogWriter {
  constructor(private readonly connection: EntityProviderConnection) {}

  async apply({ added, removed }: EntityChanges): Promise<void> {
    if (added.length <= SLICE && removed.length <= SLICE) {
      await this.#mutate(added, removed);
      return;
    }
    // Leavers first: nobody waits for them longer than needed.
    await this.remove(removed);
    await this.add(added);
  }

  async add(entities: Entity[]): Promise<void> {
    for (let start = 0; start < entities.length; start += SLICE) {
      await this.#mutate(entities.slice(start, start + SLICE), []);
      await setImmediate();
    }
  }

  async remove(entityRefs: string[]): Promise<void> {
    for (let start = 0; start < entityRefs.length; start += SLICE) {
      await this.#mutate([], entityRefs.slice(start, start + SLICE));
      await setImmediate();
    }
  }

  async #mutate(added: Entity[], removed: string[]): Promise<void> {
    if (added.length + removed.length === 0) {
      return;
    }
    await this.connection.applyMutation({
      type: 'delta',
      added: added.map(entity => ({ entity, locationKey: LOCATION_KEY })),
      removed: removed.map(entityRef => ({
        entityRef,
        locationKey: LOCATION_KEY,
      })),
    });
  }
}
