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
  AccessModel,
  ResourceSummary,
} from '@backstage-scim/plugin-scim-common';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import type { OrganizationChange, ResourceRow } from '../database';
import { slices } from '../directory/slices';
import {
  Slice,
  Sliced,
  toSliced,
  whereAfter,
  whereContains,
} from './pagedRows';
import { inTextOrder } from './textOrder';

/** A resource to be added. */
export interface NewResource {
  type: string;
  name: string;
  ref: string;
  parentId?: number;
}

interface SummaryRow extends ResourceRow {
  parent_uuid: string | null;
  parent_ref: string | null;
  parent_name: string | null;
  namesakes: number | string;
}

/** The resources of the local access source. */
export class ResourceStore {
  constructor(private readonly model: AccessModel) {}

  /**
   * Makes sure that the resources are there of which exactly one exists, and
   * that they carry the organization's name.
   */
  async ensureSingletons(change: OrganizationChange): Promise<void> {
    const { tx } = change;
    const { name } = await tx('organization').where({ id: 1 }).first('name');
    for (const { type } of this.model.types.filter(one => one.singleton)) {
      const row = await tx<ResourceRow>('resources')
        .where({ ref: type })
        .first();
      if (!row) {
        await this.add(change, [{ type, name, ref: type }]);
      } else if (row.name !== name) {
        await tx('resources').where({ id: row.id }).update({ name });
        change.mark();
      }
    }
  }

  /** Adds resources; their references must be free. */
  async add(change: OrganizationChange, added: NewResource[]): Promise<void> {
    const rows = added.map(({ type, name, ref, parentId }) => ({
      uuid: randomUUID(),
      type,
      name,
      ref,
      parent_id: parentId ?? null,
    }));
    await change.tx.batchInsert('resources', rows, 400);
    if (rows.length > 0) {
      change.mark();
    }
  }

  /** Row ids by reference, of those that exist. */
  async findIds(tx: Knex, refs: string[]): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    for (const slice of slices(refs)) {
      const rows = await tx<ResourceRow>('resources')
        .whereIn('ref', slice)
        .select('id', 'ref');
      rows.forEach(row => ids.set(row.ref, row.id));
    }
    return ids;
  }

  /**
   * Resources by row id.
   *
   * @param ids - all resources if absent
   */
  async summaries(
    tx: Knex,
    ids?: number[],
  ): Promise<Map<number, ResourceSummary>> {
    const summaries = new Map<number, ResourceSummary>();
    const read = async (narrow: (query: Knex.QueryBuilder) => void) => {
      const rows: SummaryRow[] = await selectSummaries(tx).modify(narrow);
      rows.forEach(row => summaries.set(row.id, toSummary(row)));
    };
    if (!ids) {
      await read(() => {});
    } else {
      for (const slice of slices(ids)) {
        await read(query => query.whereIn('resources.id', slice));
      }
    }
    return summaries;
  }

  /**
   * Resources by type, in the order of the model, then by reference.
   *
   * @param narrow - keeps some of the resources
   */
  async list(
    tx: Knex,
    slice: Slice,
    narrow: (query: Knex.QueryBuilder) => void = () => {},
  ): Promise<Sliced<ResourceSummary>> {
    const { after, limit, search } = slice;
    const types = this.model.types.map(({ type }) => type);
    const rank = tx.raw(
      `case resources.type ${types.map(() => 'when ? then ?').join(' ')} ` +
        `else ? end`,
      [
        ...types.flatMap((type, index) => [type, tx.raw(String(index))]),
        tx.raw(String(types.length)),
      ],
    );
    const ref = inTextOrder(tx, 'resources.ref');
    const matching = (query: Knex.QueryBuilder) => {
      narrow(query);
      if (search) {
        const name = tx.raw('lower(??)', ['resources.ref']);
        whereContains(query, [name], search.toLowerCase());
      }
    };
    const counted = await tx('resources')
      .modify(matching)
      .count({ count: '*' })
      .first();
    const rows: Array<SummaryRow & { rank: number }> = await selectSummaries(tx)
      .select({ rank })
      .modify(matching)
      .modify(query => after && whereAfter(query, [rank, ref], after))
      .orderBy([
        { column: rank as unknown as string },
        { column: ref as unknown as string },
      ])
      .limit(limit + 1);
    return toSliced(rows, {
      limit,
      totalItems: Number(counted?.count ?? 0),
      position: row => [Number(row.rank), row.ref],
      item: row => toSummary(row),
    });
  }
}

function selectSummaries(tx: Knex): Knex.QueryBuilder {
  return tx('resources')
    .leftJoin('resources as parent', 'parent.id', 'resources.parent_id')
    .select(
      'resources.*',
      'parent.uuid as parent_uuid',
      'parent.ref as parent_ref',
      'parent.name as parent_name',
      tx('resources as other')
        .whereRaw('other.type = resources.type')
        .whereRaw('other.name = resources.name')
        .count('*')
        .as('namesakes'),
    );
}

function toSummary(row: SummaryRow): ResourceSummary {
  const { parent_uuid: id, parent_ref: ref, parent_name: name } = row;
  const parent =
    id !== null && ref !== null && name !== null
      ? { id, ref, name }
      : undefined;
  return {
    id: row.uuid,
    ref: row.ref,
    type: row.type,
    name: row.name,
    parent,
    label:
      parent && Number(row.namesakes) > 1
        ? `${parent.name}/${row.name}`
        : row.name,
  };
}
