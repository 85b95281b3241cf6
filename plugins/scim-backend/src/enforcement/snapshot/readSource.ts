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
  PackedBindings,
  SnapshotSink,
  SourceBindings,
} from '@backstage-scim/plugin-scim-node';
import { LOCAL_SOURCE } from '../../access/localSource';
import type { KernelBatch } from '../kernel';
import { PrincipalLookup } from './PrincipalLookup';
import { ResourceCollection } from './ResourceCollection';

/** A direct role binding of an access source other than the local one. */
export interface ReadSourceBinding {
  source: string;
  /** The plan's id of the resource. */
  resourceId: number;
  /** Key of the resource. */
  resource: string;
  role: string;
  /** Row id and SCIM id of the user. */
  userRowId: number;
  userId: string;
  /** As the source names the user. */
  principal: string;
}

/** What was read of a source. */
export interface ReadSource {
  id: string;
  /** Sentences for people. */
  problems: string[];
  /** Empty for the local source, which changes them by itself. */
  directBindings: ReadSourceBinding[];
}

/** Reads the resources and role bindings of one source into the kernel. */
export async function readSource(
  source: AccessSource,
  into: {
    resources: ResourceCollection;
    principals: PrincipalLookup;
    signal: AbortSignal;
    add(batch: KernelBatch): void;
  },
): Promise<ReadSource> {
  const { resources, principals, signal, add } = into;
  const problems: string[] = [];
  const named: SourceBindings[] = [];
  const packed: PackedBindings[] = [];
  const isLocal = source.id === LOCAL_SOURCE;
  const sink: SnapshotSink = {
    addResources: added => {
      const { batch, strays } = resources.add(source.id, added);
      add(batch);
      for (const { key, parent } of strays) {
        sink.addProblem({
          resource: key,
          message: `It lies in '${parent}', which the source has to name before it.`,
        });
      }
    },
    addBindings: bindings => {
      named.push(...bindings.filter(one => one.principals.length > 0));
    },
    addPackedBindings: bindings => {
      if (!isLocal && bindings.principalType === 'user') {
        packed.push({
          ...bindings,
          resources: bindings.resources.slice(),
          principals: bindings.principals.slice(),
        });
      }
      const ids = resources.toIds(source.id, bindings.resources);
      add({ ...bindings, type: 'bindings', resources: ids });
    },
    addProblem: ({ resource, message }) => {
      problems.push(
        resource === undefined ? message : `${resource}: ${message}`,
      );
    },
  };
  try {
    await source.snapshot(sink, signal);
  } catch (error) {
    if (isLocal || signal.aborted) {
      throw error;
    }
    problems.push(
      `It could not be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  const directBindings = [
    ...(await addNamed(source.id, named, into)),
    ...(await unpack(source, packed, resources, principals)),
  ];
  return { id: source.id, problems, directBindings };
}

/** Finds out whom names mean, and hands the bindings to the kernel. */
async function addNamed(
  source: string,
  bindings: SourceBindings[],
  {
    resources,
    principals,
    add,
  }: Pick<Parameters<typeof readSource>[1], 'resources' | 'principals' | 'add'>,
): Promise<ReadSourceBinding[]> {
  const direct: ReadSourceBinding[] = [];
  for (const type of ['user', 'group', 'portalRole'] as const) {
    const ofType = bindings.filter(one => one.principalType === type);
    const found = await principals.find(
      type,
      ofType.flatMap(one => one.principals),
    );
    for (const binding of ofType) {
      const resourceId = resources.idOfKey(source, binding.resource);
      const known = binding.principals.filter(name => found.has(name));
      if (resourceId !== undefined && known.length > 0) {
        // One person can go by several names.
        const ids = new Set(known.map(name => found.get(name)!.id));
        add({
          type: 'bindings',
          principalType: type,
          role: binding.role,
          resources: new Int32Array(ids.size).fill(resourceId),
          principals: Int32Array.from(ids),
        });
        if (type === 'user') {
          direct.push(
            ...known.map(principal => ({
              source,
              resourceId,
              resource: binding.resource,
              role: binding.role,
              userRowId: found.get(principal)!.id,
              userId: found.get(principal)!.uuid,
              principal,
            })),
          );
        }
      }
    }
  }
  return direct;
}

async function unpack(
  source: AccessSource,
  packed: PackedBindings[],
  resources: ResourceCollection,
  principals: PrincipalLookup,
): Promise<ReadSourceBinding[]> {
  if (packed.length === 0) {
    return [];
  }
  const uuids = await principals.uuids(
    packed.flatMap(batch => [...batch.principals]),
  );
  const keys = new Map(resources.keysOf(source.id));
  const direct: ReadSourceBinding[] = [];
  for (const batch of packed) {
    const ids = resources.toIds(source.id, batch.resources);
    ids.forEach((resourceId, i) => {
      const userRowId = batch.principals[i];
      const userId = uuids.get(userRowId);
      const resource = keys.get(resourceId);
      if (userId !== undefined && resource !== undefined) {
        const { role } = batch;
        direct.push({
          source: source.id,
          resourceId,
          resource,
          role,
          userRowId,
          userId,
          principal: userId,
        });
      }
    });
  }
  return direct;
}
