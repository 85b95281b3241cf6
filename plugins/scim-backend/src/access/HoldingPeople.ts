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
  ResourceAccess,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase, type ResourceRow } from '../database';
import {
  entityNameOf,
  groupEntityNameOf,
  whereUserPresent,
} from '../directory';
import type { UserWithConnection } from './findUser';
import { withGroupDescent } from './groupDescent';
import { ModelOrder } from './ModelOrder';
import { Slice, whereAfter, whereContains } from './pagedRows';
import { NAMES_OF_PEOPLE } from './searchedNames';
import { inTextOrder } from './textOrder';

/** Who owns a catalog entity, by entity reference. */
export interface EntityOwners {
  users: string[];
  groups: string[];
}

/** In the listing, people come behind all kinds of others. */
export const PEOPLE = 3;

/** A person of a page, and where they stand. */
export type PersonRow = UserWithConnection & { sort_key: string };

/** The people who hold a role on one resource, or own one entity. */
export class HoldingPeople {
  readonly #roles: readonly string[];
  readonly #everybody: boolean;

  constructor(
    private readonly tx: Knex,
    model: AccessModel,
    private readonly resource: ResourceRow,
    private readonly owners: EntityOwners | undefined,
  ) {
    const { type } = resource;
    this.#roles = new ModelOrder(model).type(type)?.roles ?? [];
    this.#everybody = model.baseline?.type === type;
  }

  async page(slice: Slice, limit: number): Promise<PersonRow[]> {
    if (limit <= 0) {
      return [];
    }
    const { tx } = this;
    const key = tx.raw('coalesce(users.email_key, users.user_name_key)');
    const columns = [inTextOrder(tx, key), tx.raw('users.id')];
    const [kind, ...position] = slice.after ?? [];
    return this.#people(slice.search)
      .where(any => {
        this.#whereHolds(any);
        any.orWhere(owning => this.#whereOwns(owning));
      })
      .leftJoin('connections', 'connections.id', 'users.connection_id')
      .modify(query => {
        if (kind === PEOPLE) {
          whereAfter(query, columns, position);
        }
      })
      .select('users.*', 'connections.name as connection_name', {
        sort_key: columns[0],
      })
      .orderBy(columns.map(column => ({ column: column as unknown as string })))
      .limit(limit);
  }

  count(search: string | undefined): Promise<number> {
    return countOf(
      this.#people(search).where(any => {
        this.#whereHolds(any);
        any.orWhere(owning => this.#whereOwns(owning));
      }),
    );
  }

  async counts(): Promise<ResourceAccess['counts']> {
    const holding = () =>
      this.#people().where(query => this.#whereHolds(query));
    const withAccess = await countOf(holding());
    if (!this.owners) {
      return { withAccess };
    }
    const both = await countOf(
      holding().where(query => this.#whereOwns(query)),
    );
    const owning = await countOf(
      this.#people().where(query => this.#whereOwns(query)),
    );
    return {
      withAccess,
      withAccessNotOwners: withAccess - both,
      ownersWithoutAccess: owning - both,
    };
  }

  /** Those of some people who are owners; nothing if nobody asks for owners. */
  async owning(ids: number[]): Promise<Set<number> | undefined> {
    if (!this.owners) {
      return undefined;
    }
    const found: number[] = await this.#people()
      .whereIn('users.id', ids)
      .where(query => this.#whereOwns(query))
      .pluck('users.id');
    return new Set(found);
  }

  #people(search?: string): Knex.QueryBuilder {
    const { tx, owners } = this;
    const query = whereUserPresent(tx('users'));
    withGroupDescent(
      query,
      tx,
      'holding',
      this.#bindings().whereNotNull('group_id').select('group_id as id'),
    );
    if (owners) {
      const names = owners.groups.flatMap(ref => groupEntityNameOf(ref) ?? []);
      const groups = tx('groups').whereIn('entity_name', names).select('id');
      withGroupDescent(query, tx, 'owning', groups);
    }
    if (search) {
      whereContains(query, NAMES_OF_PEOPLE, foldCase(search));
    }
    return query;
  }

  #whereHolds(query: Knex.QueryBuilder): void {
    if (this.#everybody) {
      query.whereRaw('1 = 1');
      return;
    }
    const { tx } = this;
    const direct = this.#bindings().whereNotNull('user_id').select('user_id');
    const roles = this.#bindings()
      .whereNotNull('portal_role_id')
      .select('portal_role_id');
    query
      .whereIn('users.id', direct)
      .orWhereIn('users.id', membersOf(tx, 'holding'))
      .orWhereIn(
        'users.id',
        tx('user_roles').whereIn('portal_role_id', roles).select('user_id'),
      );
  }

  #whereOwns(query: Knex.QueryBuilder): void {
    if (!this.owners) {
      query.whereRaw('1 = 0');
      return;
    }
    query
      .whereIn(
        'users.entity_name',
        this.owners.users.flatMap(ref => entityNameOf(ref) ?? []),
      )
      .orWhereIn('users.catalog_ref', this.owners.users)
      .orWhereIn('users.id', membersOf(this.tx, 'owning'));
  }

  #bindings(): Knex.QueryBuilder {
    return this.tx('bindings')
      .where('resource_id', this.resource.id)
      .whereIn('role', this.#roles);
  }
}

function membersOf(tx: Knex, groups: string): Knex.QueryBuilder {
  return tx('group_members')
    .whereIn('group_id', tx(groups).select('group_id'))
    .select('user_id');
}

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const [{ count }] = await query.count({ count: '*' });
  return Number(count);
}
