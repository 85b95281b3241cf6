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
  EffectiveRole,
  ImpliedAccess,
  RoleChange,
  UserAccess,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { foldCase } from '../database';
import { toUserSummary } from '../directory';
import { UserWithConnection } from './findUser';
import { ModelOrder } from './ModelOrder';
import { readReachedGroups } from './reachedGroups';
import { readGrants } from './readGrants';
import { ResourceStore } from './ResourceStore';

/** Works out what a person can reach, and why. */
export class EffectiveAccess {
  readonly #model: AccessModel;
  readonly #order: ModelOrder;
  readonly #resources: ResourceStore;
  readonly #exempt: ReadonlySet<string>;

  /**
   * @param options - `exemptUsers` are user names or emails of people whom
   * enforcement leaves alone
   */
  constructor(options: {
    model: AccessModel;
    resources: ResourceStore;
    exemptUsers?: readonly string[];
  }) {
    this.#model = options.model;
    this.#order = new ModelOrder(options.model);
    this.#resources = options.resources;
    this.#exempt = new Set(options.exemptUsers?.map(foldCase));
  }

  /**
   * A person's access now, and what enforcing groups would change. Nothing for
   * people who are inactive or no members.
   */
  async forUser(tx: Knex, user: UserWithConnection): Promise<UserAccess> {
    const summary = toUserSummary(user, user.connection_name);
    if (!summary.active || !summary.member) {
      const enforcement = { removed: false, changes: [] };
      return { user: summary, roles: [], implied: [], groups: [], enforcement };
    }
    const groups = await readReachedGroups(tx, user.id);
    const roles = await this.#roles(tx, user, groups);
    return {
      user: summary,
      roles,
      implied: this.#implied(roles),
      groups: groups.map(({ group, path }) => ({ ...group, path })),
      enforcement: this.#isExempt(user)
        ? { removed: false, changes: [] }
        : {
            removed: groups.length === 0,
            // Who is removed loses everything; that has no rows.
            changes: groups.length === 0 ? [] : roles.flatMap(toChange),
          },
    };
  }

  /** Whether a person holds the administrator role of the model. */
  async isAdministrator(tx: Knex, user: UserWithConnection): Promise<boolean> {
    const { type, role } = this.#model.administrator;
    const { roles } = await this.forUser(tx, user);
    return roles.some(
      effective => effective.resource.type === type && effective.role === role,
    );
  }

  async #roles(
    tx: Knex,
    user: UserWithConnection,
    groups: Awaited<ReturnType<typeof readReachedGroups>>,
  ): Promise<EffectiveRole[]> {
    const grants = await readGrants(tx, this.#model, user.id, groups);
    const summaries = await this.#resources.summaries(tx, [...grants.keys()]);
    return [...grants]
      .map(([id, sources]) => ({
        resource: summaries.get(id)!,
        role: sources[0].role,
        sources,
      }))
      .sort((a, b) => this.#order.compareResources(a.resource, b.resource));
  }

  /**
   * The administrator role reaches all resources that lie in no other; the most
   * powerful role on a resource reaches what lies in it.
   */
  #implied(roles: EffectiveRole[]): ImpliedAccess[] {
    const { administrator, types } = this.#model;
    return roles.flatMap(({ resource, role }) => {
      const isAdministrator =
        resource.type === administrator.type && role === administrator.role;
      const isFull = this.#order.rank(resource.type, role) === 0;
      return types
        .filter(
          ({ type, parentType }) =>
            (isFull && parentType === resource.type) ||
            (isAdministrator && !parentType && type !== resource.type),
        )
        .map(({ type }) => ({ from: { resource, role }, on: type }));
    });
  }

  #isExempt(user: UserWithConnection): boolean {
    return (
      this.#exempt.has(user.user_name_key) ||
      (user.email_key !== null && this.#exempt.has(user.email_key))
    );
  }
}

/** What is left of a role once direct bindings are gone, if that is less. */
function toChange({ resource, role, sources }: EffectiveRole): RoleChange[] {
  const lost = sources.filter(({ origin }) => origin.type === 'direct');
  const kept = sources.filter(({ origin }) => origin.type !== 'direct');
  const newRole = kept[0]?.role;
  return newRole === role
    ? []
    : [{ resource, oldRole: role, newRole, lost, kept }];
}
