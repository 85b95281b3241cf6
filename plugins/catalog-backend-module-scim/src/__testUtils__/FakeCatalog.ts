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
import {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { CatalogView, PresentEntity } from '../CatalogView';

/** The catalog's side of a provider: keeps what it is told. */
export class FakeCatalog implements EntityProviderConnection, CatalogView {
  readonly mutations: EntityProviderMutation[] = [];
  /** Called before each mutation is applied; may wait or throw. */
  beforeMutation: (mutation: EntityProviderMutation) => Promise<void> | void =
    () => {};

  readonly #entities = new Map<string, Entity>();
  readonly #others = new Map<string, PresentEntity>();

  /** An entity of another provider, which the catalog does not give to us. */
  putOther(entityRef: string, entity: { email?: string } = {}): void {
    this.#others.set(entityRef, {
      entityRef,
      isOurs: false,
      location: 'file:users.yaml',
      ...entity,
    });
  }

  removeOther(entityRef: string): void {
    this.#others.delete(entityRef);
  }

  async *list(): AsyncIterable<PresentEntity[]> {
    yield [
      ...this.refs.map(entityRef => ({ entityRef, isOurs: true })),
      ...this.#others.values(),
    ];
  }

  async find(wanted: {
    entityRefs: string[];
    emails: string[];
  }): Promise<PresentEntity[]> {
    const present: PresentEntity[] = [];
    for await (const page of this.list()) {
      present.push(...page);
    }
    return present.filter(
      ({ entityRef, email }) =>
        wanted.entityRefs.includes(entityRef) ||
        (email !== undefined && wanted.emails.includes(email)),
    );
  }

  /** Sorted entity references of what is in the catalog. */
  get refs(): string[] {
    return [...this.#entities.keys()].sort();
  }

  get(entityRef: string): Entity | undefined {
    return this.#entities.get(entityRef);
  }

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    await this.beforeMutation(mutation);
    this.mutations.push(mutation);
    if (mutation.type === 'full') {
      this.#entities.clear();
    } else {
      for (const gone of mutation.removed) {
        this.#entities.delete(
          'entityRef' in gone
            ? gone.entityRef
            : stringifyEntityRef(gone.entity),
        );
      }
    }
    const added = mutation.type === 'full' ? mutation.entities : mutation.added;
    for (const { entity } of added) {
      if (!this.#others.has(stringifyEntityRef(entity))) {
        this.#entities.set(stringifyEntityRef(entity), entity);
      }
    }
  }

  async refresh(): Promise<void> {}
}
