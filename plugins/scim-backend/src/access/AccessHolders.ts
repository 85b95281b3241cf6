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
  AccessHolder,
  AccessModel,
  ResourceAccess,
  ResourceSummary,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { ResourceRow } from '../database';
import { toUserSummary } from '../directory';
import {
  EntityOwners,
  HoldingPeople,
  PEOPLE,
  PersonRow,
} from './HoldingPeople';
import { listHoldingPrincipals } from './listHoldingPrincipals';
import { ModelOrder } from './ModelOrder';
import type { Position, Slice, Sliced } from './pagedRows';
import { readSourcesOn } from './readSourcesOn';
import { ResourceStore } from './ResourceStore';

/** Who has access to a resource, without what the page needs around it. */
export type AccessHolderSlice = Sliced<AccessHolder> &
  Pick<ResourceAccess, 'resource' | 'impliedBy' | 'counts'>;

/** Works out who can reach a resource, and why. */
export class AccessHolders {
  readonly #model: AccessModel;
  readonly #order: ModelOrder;
  readonly #resources: ResourceStore;

  constructor(options: { model: AccessModel; resources: ResourceStore }) {
    this.#model = options.model;
    this.#order = new ModelOrder(options.model);
    this.#resources = options.resources;
  }

  /**
   * Groups, portal roles and service accounts that hold a role on a resource,
   * by name, then people, by email. Only active groups, and only people who are
   * active members.
   *
   * @param owners - marks who of the people is one of them, and adds those who
   * are without having access
   */
  async list(
    tx: Knex,
    resource: ResourceRow,
    slice: Slice,
    owners?: EntityOwners,
  ): Promise<AccessHolderSlice> {
    const principals = await listHoldingPrincipals(
      tx,
      this.#order,
      resource,
      slice.search,
    );
    const page = principals
      .filter(({ position }) => !slice.after || isAfter(position, slice.after))
      .slice(0, slice.limit + 1);
    const people = new HoldingPeople(tx, this.#model, resource, owners);
    const users = await people.page(slice, slice.limit + 1 - page.length);
    const rows = [
      ...page,
      ...(await this.#toRows(tx, resource, people, users)),
    ];
    const kept = rows.slice(0, slice.limit);
    const summaries = await this.#resources.summaries(tx, [resource.id]);
    const summary = summaries.get(resource.id)!;
    return {
      resource: summary,
      items: kept.map(({ holder }) => holder),
      totalItems: principals.length + (await people.count(slice.search)),
      next:
        rows.length > slice.limit ? kept[kept.length - 1].position : undefined,
      impliedBy: await this.#impliedBy(tx, resource, summary),
      counts: await people.counts(),
    };
  }

  /**
   * Whether a resource is the business of somebody: they hold a role on it
   * beyond what everybody holds, or they are an owner.
   *
   * @param user - an active member
   */
  async concern(
    tx: Knex,
    resource: ResourceRow,
    user: { id: number },
    owners?: EntityOwners,
  ): Promise<boolean> {
    const sources = await readSourcesOn(tx, this.#model, resource, [user.id]);
    const holds = (sources.get(user.id) ?? []).some(
      ({ origin }) => origin.type !== 'baseline',
    );
    const people = new HoldingPeople(tx, this.#model, resource, owners);
    return holds || Boolean((await people.owning([user.id]))?.has(user.id));
  }

  async #toRows(
    tx: Knex,
    resource: ResourceRow,
    people: HoldingPeople,
    users: PersonRow[],
  ) {
    const ids = users.map(({ id }) => id);
    const sources = await readSourcesOn(tx, this.#model, resource, ids);
    const owning = await people.owning(ids);
    return users.map(row => {
      const own = sources.get(row.id) ?? [];
      const holder: AccessHolder = {
        principal: {
          type: 'user',
          user: toUserSummary(row, row.connection_name),
        },
        role: own[0]?.role,
        sources: own,
        owner: owning && owning.has(row.id),
      };
      return { position: [PEOPLE, row.sort_key, row.id] as Position, holder };
    });
  }

  /** What makes rights on a resource, as in `EffectiveAccess`, the other way. */
  async #impliedBy(
    tx: Knex,
    resource: ResourceRow,
    { parent }: ResourceSummary,
  ): Promise<ResourceAccess['impliedBy']> {
    const { administrator } = this.#model;
    const implying: Array<{ ref: string; role: string }> = [];
    if (parent) {
      const parentType = this.#order.type(resource.type)?.parentType;
      const role = parentType && this.#order.type(parentType)?.roles[0];
      if (role) {
        implying.push({ ref: parent.ref, role });
      }
    } else if (resource.type !== administrator.type) {
      implying.push({ ref: administrator.type, role: administrator.role });
    }
    const ids = await this.#resources.findIds(
      tx,
      implying.map(({ ref }) => ref),
    );
    const summaries = await this.#resources.summaries(tx, [...ids.values()]);
    return implying.flatMap(({ ref, role }) => {
      const found = summaries.get(ids.get(ref) ?? -1);
      return found ? [{ resource: found, role }] : [];
    });
  }
}

function isAfter(position: Position, after: Position): boolean {
  const index = position.findIndex((value, place) => value !== after[place]);
  return index >= 0 && position[index] > after[index];
}
