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
  SnapshotSink,
  SourceResource,
} from '@backstage-scim/plugin-scim-node';
import { Knex } from 'knex';
import { PackedColumns, readPackedColumns } from './packedColumns';
import { readSlices } from './readSlices';

/** Resources read by one statement, and taken in before others have a turn. */
const SLICE = 2000;

const COLUMNS = ['id', 'uuid', 'type', 'name', 'ref', 'parent_uuid'] as const;

interface ReadResource {
  id: number;
  uuid: string;
  type: string;
  name: string;
  ref: string;
  parent_uuid: string | null;
}

/** Reads all resources; what a resource lies in has a lower id. */
export async function readLocalResources(
  tx: Knex,
  sink: SnapshotSink,
  signal: AbortSignal,
): Promise<void> {
  let last = 0;
  await readSlices(signal, async () => {
    const slice = tx('resources')
      .leftJoin('resources as parent', 'parent.id', 'resources.parent_id')
      .select(
        'resources.id',
        'resources.uuid',
        'resources.type',
        'resources.name',
        'resources.ref',
        'parent.uuid as parent_uuid',
      )
      .where('resources.id', '>', last)
      .orderBy('resources.id')
      .limit(SLICE);
    const read = await readPackedColumns<ReadResource>(tx, slice, COLUMNS);
    last = read.id[read.id.length - 1];
    return {
      more: read.id.length === SLICE,
      take: () => sink.addResources(toSourceResources(read)),
    };
  });
}

function toSourceResources(
  read: PackedColumns<ReadResource>,
): SourceResource[] {
  return read.id.map((number, i) => ({
    key: read.uuid[i],
    type: read.type[i],
    name: read.name[i],
    parent: read.parent_uuid[i] ?? undefined,
    ref: read.ref[i],
    number,
  }));
}
