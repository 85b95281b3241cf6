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

import type {
  AccessSource,
  SourceResource,
} from '@backstage-scim/plugin-scim-node';
import { LOCAL_SOURCE } from '../../access/localSource';
import { KernelResourceType, NO_ROLE, UNKNOWN_TYPE } from '../kernel';
import { SnapshotResource, SnapshotResourceType } from './SnapshotResource';

/** What is known of the resources of one source. */
interface OfSource {
  types: Map<string, SnapshotResourceType>;
  byKey: Map<string, SnapshotResource>;
  /** For sources other than the local one: plan id by the source's number. */
  idsByNumber: Map<number, number>;
}

/** The resources of all sources of a plan. */
export class ResourceCollection {
  /** In the order in which they came; names are right once all have come. */
  readonly all: SnapshotResource[] = [];
  /** Of all sources, in the order of the plan. */
  readonly types: KernelResourceType[] = [];
  readonly #bySource = new Map<string, OfSource>();

  constructor(sources: ReadonlyArray<Pick<AccessSource, 'id' | 'model'>>) {
    for (const { id, model } of sources) {
      const { types } = this.#ofSource(id);
      for (const { type, roles } of model.types) {
        types.set(type, { index: this.types.length, roles, named: new Map() });
        this.types.push({
          roles,
          baseline: rankOn(type, roles, model.baseline),
          administrator:
            id === LOCAL_SOURCE
              ? rankOn(type, roles, model.administrator)
              : NO_ROLE,
        });
      }
    }
  }

  /**
   * @returns what the kernel is told of them; and the strays among them, which
   * lie in a resource that did not come before them
   */
  add(source: string, resources: SourceResource[]) {
    const ofSource = this.#ofSource(source);
    const added = resources.map(resource =>
      this.#add(source, ofSource, resource),
    );
    return {
      batch: {
        type: 'resources' as const,
        ids: Int32Array.from(added, ({ id }) => id),
        types: Int32Array.from(added, ({ type }) => type.index),
        parents: Int32Array.from(added, ({ parent }) => parent?.id ?? 0),
        keys: resources.map(({ key }) => `${source}:${key}`),
      },
      strays: resources.filter(
        ({ parent }, i) => parent !== undefined && !added[i].parent,
      ),
    };
  }

  /** The plan's id of a resource. */
  idOfKey(source: string, key: string): number | undefined {
    return this.#ofSource(source).byKey.get(key)?.id;
  }

  /** Puts the plan's ids in the place of a source's numbers; 0 is none. */
  toIds(source: string, numbers: Int32Array): Int32Array {
    if (source === LOCAL_SOURCE) {
      return numbers;
    }
    const { idsByNumber } = this.#ofSource(source);
    return numbers.map(number => idsByNumber.get(number) ?? 0);
  }

  /** The resources of a source: the plan's id and the source's key of each. */
  keysOf(source: string): Array<[id: number, key: string]> {
    const { byKey } = this.#ofSource(source);
    return [...byKey.values()].map(({ id, key }) => [id, key]);
  }

  /** Ids of a resource and of all that lies in it, by its reference. */
  inside(ref: string): number[] {
    const ids = new Set<number>();
    for (const one of this.all) {
      if (one.ref === ref || (one.parent && ids.has(one.parent.id))) {
        ids.add(one.id);
      }
    }
    return [...ids];
  }

  #add(
    source: string,
    { types, byKey, idsByNumber }: OfSource,
    resource: SourceResource,
  ): SnapshotResource {
    const { key, name, number } = resource;
    const isLocal = source === LOCAL_SOURCE;
    let type = types.get(resource.type);
    if (!type) {
      type = { index: UNKNOWN_TYPE, roles: [], named: new Map() };
      types.set(resource.type, type);
    }
    type.named.set(name, (type.named.get(name) ?? 0) + 1);
    const added = new SnapshotResource(
      isLocal && number !== undefined ? number : -1 - this.all.length,
      source,
      type,
      resource.parent === undefined ? undefined : byKey.get(resource.parent),
      resource,
    );
    this.all.push(added);
    byKey.set(key, added);
    if (!isLocal && number !== undefined) {
      idsByNumber.set(number, added.id);
    }
    return added;
  }

  #ofSource(source: string): OfSource {
    let known = this.#bySource.get(source);
    if (!known) {
      known = { types: new Map(), byKey: new Map(), idsByNumber: new Map() };
      this.#bySource.set(source, known);
    }
    return known;
  }
}

/** The rank of a role, if the role is one of this type. */
function rankOn(
  type: string,
  roles: readonly string[],
  wanted: { type: string; role: string } | undefined,
): number {
  const rank = wanted?.type === type ? roles.indexOf(wanted.role) : -1;
  return rank < 0 ? NO_ROLE : rank;
}
