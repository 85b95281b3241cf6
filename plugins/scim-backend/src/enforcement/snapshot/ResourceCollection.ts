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

import { ResourceSummary } from '@backstage-scim/plugin-scim-common';
import type {
  AccessSource,
  SourceResource,
} from '@backstage-scim/plugin-scim-node';
import { setImmediate } from 'node:timers/promises';
import { LOCAL_SOURCE } from '../../access/localSource';
import { slices } from '../../directory/slices';
import { KernelResourceType, NO_ROLE, UNKNOWN_TYPE } from '../kernel';
import { SnapshotResource } from './Snapshot';

/** Resources named before others have a turn. */
const SLICE = 2000;

interface Collected {
  id: number;
  parentId: number;
  source: string;
  resource: SourceResource;
  /** Index among all types of all models. */
  type: number;
  ref: string;
  /** Names from the outermost resource on. */
  path: string;
}

/** The resources of all sources of a plan, in the order in which they come. */
export class ResourceCollection {
  readonly #collected: Collected[] = [];
  readonly #byKey = new Map<string, Map<string, Collected>>();
  /** For sources other than the local one: plan id by the source's number. */
  readonly #byNumber = new Map<string, Map<number, number>>();
  readonly #types: Array<KernelResourceType & { source: string; type: string }>;
  readonly #typeIndexes = new Map<string, number>();

  constructor(sources: ReadonlyArray<Pick<AccessSource, 'id' | 'model'>>) {
    this.#types = sources.flatMap(({ id, model }) =>
      model.types.map(({ type, roles }) => ({
        source: id,
        type,
        roles,
        baseline: rankOn(type, roles, model.baseline),
        administrator:
          id === LOCAL_SOURCE
            ? rankOn(type, roles, model.administrator)
            : NO_ROLE,
      })),
    );
    this.#types.forEach(({ source, type }, index) =>
      this.#typeIndexes.set(`${source}\0${type}`, index),
    );
  }

  /** Of all sources, in the order of the plan. */
  get types(): KernelResourceType[] {
    return this.#types.map(({ roles, baseline, administrator }) => ({
      roles,
      baseline,
      administrator,
    }));
  }

  /** @returns what the kernel is told of them */
  add(source: string, resources: SourceResource[]) {
    const added = resources.map(resource => this.#add(source, resource));
    return {
      type: 'resources' as const,
      ids: Int32Array.from(added, ({ id }) => id),
      types: Int32Array.from(added, ({ type }) => type),
      parents: Int32Array.from(added, ({ parentId }) => parentId),
      keys: added.map(({ resource }) => `${source}:${resource.key}`),
    };
  }

  /** The plan's id of a resource. */
  idOfKey(source: string, key: string): number | undefined {
    return this.#byKey.get(source)?.get(key)?.id;
  }

  /** Puts the plan's ids in the place of a source's numbers; 0 is none. */
  toIds(source: string, numbers: Int32Array): Int32Array {
    if (source === LOCAL_SOURCE) {
      return numbers;
    }
    const byNumber = this.#byNumber.get(source);
    return numbers.map(number => byNumber?.get(number) ?? 0);
  }

  /** The resources of a source: the plan's id and the source's key of each. */
  keysOf(source: string): Array<[id: number, key: string]> {
    return [...this.#ofSource(source).values()].map(({ id, resource }) => [
      id,
      resource.key,
    ]);
  }

  /** Ids of a resource and of all that lies in it, by its reference. */
  inside(ref: string): number[] {
    const ids = new Set<number>();
    for (const one of this.#collected) {
      if (one.ref === ref || ids.has(one.parentId)) {
        ids.add(one.id);
      }
    }
    return [...ids];
  }

  /** All of them, named as plans name them; others have a turn meanwhile. */
  async finish(): Promise<SnapshotResource[]> {
    const namesakes = new Map<string, number>();
    const nameOf = ({ source, resource }: Collected) =>
      `${source}\0${resource.type}\0${resource.name}`;
    for (const slice of slices(this.#collected, SLICE)) {
      for (const one of slice) {
        const name = nameOf(one);
        namesakes.set(name, (namesakes.get(name) ?? 0) + 1);
      }
      await setImmediate();
    }
    const finished: SnapshotResource[] = [];
    for (const slice of slices(this.#collected, SLICE)) {
      for (const one of slice) {
        finished.push({
          id: one.id,
          source: one.source,
          key: one.resource.key,
          summary: this.#summary(one, namesakes.get(nameOf(one))! > 1),
          roles: this.#types[one.type]?.roles ?? [],
        });
      }
      await setImmediate();
    }
    return finished;
  }

  #add(source: string, resource: SourceResource): Collected {
    const ofSource = this.#ofSource(source);
    const parent =
      resource.parent === undefined ? undefined : ofSource.get(resource.parent);
    const path = parent ? `${parent.path}/${resource.name}` : resource.name;
    const isLocal = source === LOCAL_SOURCE;
    const collected = {
      id:
        isLocal && resource.number !== undefined
          ? resource.number
          : -1 - this.#collected.length,
      parentId: parent?.id ?? 0,
      source,
      resource,
      type:
        this.#typeIndexes.get(`${source}\0${resource.type}`) ?? UNKNOWN_TYPE,
      ref: resource.ref ?? `${source}:${resource.type}/${path}`,
      path,
    };
    this.#collected.push(collected);
    ofSource.set(resource.key, collected);
    if (!isLocal && resource.number !== undefined) {
      this.#numbersOf(source).set(resource.number, collected.id);
    }
    return collected;
  }

  #summary(one: Collected, hasNamesake: boolean): ResourceSummary {
    const { source, resource, ref } = one;
    const parent =
      resource.parent === undefined
        ? undefined
        : this.#ofSource(source).get(resource.parent);
    return {
      id: idOf(one),
      ref,
      source: source === LOCAL_SOURCE ? undefined : source,
      type: resource.type,
      name: resource.name,
      parent: parent && {
        id: idOf(parent),
        ref: parent.ref,
        name: parent.resource.name,
      },
      label:
        parent && hasNamesake
          ? `${parent.resource.name}/${resource.name}`
          : resource.name,
    };
  }

  #ofSource(source: string): Map<string, Collected> {
    const known = this.#byKey.get(source) ?? new Map();
    this.#byKey.set(source, known);
    return known;
  }

  #numbersOf(source: string): Map<number, number> {
    const known = this.#byNumber.get(source) ?? new Map();
    this.#byNumber.set(source, known);
    return known;
  }
}

/** Keys are unique within a source only. */
function idOf({ source, resource }: Collected): string {
  return source === LOCAL_SOURCE ? resource.key : `${source}:${resource.key}`;
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
