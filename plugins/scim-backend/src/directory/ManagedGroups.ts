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

import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  ChangedGroup,
  ChangeMembersRequest,
  GroupDetail,
  GroupListItem,
  LinkGroupRequest,
} from '@backstage-scim/plugin-scim-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import type { AuditLog } from '../audit';
import type {
  GroupRow,
  OrganizationChange,
  OrganizationWriter,
} from '../database';
import { describeGroups } from './describeGroups';
import type { GroupStore } from './GroupStore';
import { linkToCatalogGroup } from './linkToCatalogGroup';
import { linkToTeam } from './linkToTeam';
import { makeTeam, requireWaiting } from './makeTeam';
import { readHistory } from './readHistory';
import { StoredGroup } from './storedRows';
import { toGroupSummary } from './summaries';
import { unlinkTeam } from './unlinkTeam';

const OVERWRITTEN =
  'An identity provider provisions this group; the next sync is liable to overwrite the change.';

/** Groups as administrators manage them. */
export class ManagedGroups {
  constructor(
    private readonly options: {
      database: OrganizationWriter;
      audit: AuditLog;
      groups: GroupStore;
    },
  ) {}

  /** @throws NotFoundError if there is none with this id */
  async get(tx: Knex, id: string): Promise<GroupDetail> {
    const group = await this.find(tx, id);
    const item = await describe(tx, group);
    const subgroups: GroupRow[] = await tx('groups')
      .join('group_subgroups', 'group_subgroups.subgroup_id', 'groups.id')
      .where('group_subgroups.group_id', group.id)
      .orderBy('groups.display_name_key')
      .select('groups.*');
    const team =
      item.state === 'waiting'
        ? await tx<GroupRow>('groups')
            .where('display_name_key', group.display_name_key)
            .whereNull('connection_id')
            .first()
        : undefined;
    return {
      ...item,
      history: await readHistory(tx, item.entityRef),
      subgroups: subgroups.map(row => toGroupSummary(row)),
      suggestedTeam: team && toGroupSummary(team),
      warning: warningOf(item),
    };
  }

  /**
   * Makes a local team.
   *
   * @throws ConflictError if the name is taken
   */
  async create(actor: string, displayName: string): Promise<GroupListItem> {
    return this.options.database.write(async change => {
      const { group } = await this.options.groups.create(change, {
        resource: {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
          displayName: requireName(displayName),
        },
        memberChanges: [],
      });
      await this.#record(change, actor, 'create', group, {});
      return describe(change.tx, group);
    });
  }

  /** @throws ConflictError if the name is taken */
  async rename(
    actor: string,
    id: string,
    displayName: string,
  ): Promise<ChangedGroup> {
    return this.#change(id, async (change, group) => {
      const { group: renamed } = await this.options.groups.update(
        change,
        group,
        {
          resource: {
            ...group.resource,
            displayName: requireName(displayName),
          },
          memberChanges: [],
        },
      );
      await this.#record(change, actor, 'rename', renamed, {
        from: group.display_name,
      });
      return renamed;
    });
  }

  /** @throws ConflictError unless it is a local team */
  async remove(
    actor: string,
    id: string,
  ): Promise<{ id: string; displayName: string }> {
    return this.options.database.write(async change => {
      const group = await this.find(change.tx, id);
      if (group.connection_id !== null) {
        throw new ConflictError(
          'An identity provider provisions this group; remove it there, or unlink it first.',
        );
      }
      await this.options.groups.remove(change, group);
      await this.#record(change, actor, 'delete', group, {});
      return { id: group.uuid, displayName: group.display_name };
    });
  }

  /** @throws InputError if somebody is unknown */
  async changeMembers(
    actor: string,
    id: string,
    { add = [], remove = [] }: ChangeMembersRequest,
  ): Promise<ChangedGroup> {
    return this.#change(id, async (change, group) => {
      const outcome = await this.options.groups.update(change, group, {
        resource: group.resource,
        memberChanges: [
          { op: 'remove', ids: remove },
          { op: 'add', ids: add },
        ],
      });
      if (outcome.members.added + outcome.members.removed > 0) {
        await this.#record(change, actor, 'members', group, {
          membersAdded: outcome.members.added,
          membersRemoved: outcome.members.removed,
        });
      }
      return outcome.group;
    });
  }

  /**
   * Makes a waiting group a team of its own name.
   *
   * @throws ConflictError if it does not wait, or if there is such a team
   */
  async createTeam(actor: string, id: string): Promise<ChangedGroup> {
    return this.#change(id, async (change, group) => {
      await makeTeam(change, group);
      await this.#record(change, actor, 'create-team', group, {});
      return this.find(change.tx, id);
    });
  }

  /**
   * Links a waiting group to a local team, or to a catalog group of another
   * provider.
   *
   * @throws ConflictError if either is linked already
   */
  async link(
    actor: string,
    id: string,
    request: LinkGroupRequest,
  ): Promise<ChangedGroup> {
    return this.#change(id, async (change, group) => {
      requireWaiting(group);
      if ('entityRef' in request) {
        const { entityRef } = await linkToCatalogGroup(
          change,
          group,
          request.entityRef,
        );
        await this.#record(change, actor, 'link', group, { entityRef });
        return this.find(change.tx, id);
      }
      const team = await this.find(change.tx, request.groupId);
      const moved = await linkToTeam(change, group, team);
      const linked = await this.find(change.tx, id);
      await this.#record(change, actor, 'link', linked, {
        team: team.display_name,
        ...moved,
      });
      return linked;
    });
  }

  /**
   * Parts a team from its identity provider.
   *
   * @throws ConflictError if it is not linked
   */
  async unlink(actor: string, id: string): Promise<ChangedGroup> {
    return this.options.database.write(async change => {
      const group = await this.find(change.tx, id);
      if (group.connection_id === null || !group.linked) {
        throw new ConflictError(
          `The group '${group.display_name}' is not linked to an identity provider.`,
        );
      }
      const left = await unlinkTeam(change, group);
      await this.#record(change, actor, 'unlink', left, {});
      return { group: await describe(change.tx, left) };
    });
  }

  /** @throws NotFoundError if there is none with this id */
  async find(tx: Knex, id: string): Promise<StoredGroup> {
    const group = await this.options.groups.find(tx, id);
    if (!group) {
      throw new NotFoundError(
        `There is no group with the id '${id.slice(0, 100)}'.`,
      );
    }
    return group;
  }

  async #change(
    id: string,
    run: (
      change: OrganizationChange,
      group: StoredGroup,
    ) => Promise<StoredGroup>,
  ): Promise<ChangedGroup> {
    return this.options.database.write(async change => {
      const changed = await run(change, await this.find(change.tx, id));
      const group = await describe(change.tx, changed);
      return { group, warning: warningOf(group) };
    });
  }

  async #record(
    change: OrganizationChange,
    actor: string,
    verb: string,
    group: StoredGroup,
    detail: JsonObject,
  ) {
    await this.options.audit.record(change, {
      actor,
      action: `group.${verb}`,
      target: toGroupSummary(group).entityRef,
      detail: { id: group.uuid, displayName: group.display_name, ...detail },
    });
  }
}

function warningOf({ state }: GroupListItem): string | undefined {
  return state === 'synced' ? OVERWRITTEN : undefined;
}

function requireName(displayName: string): string {
  const name = displayName.trim();
  if (name === '') {
    throw new InputError("The 'displayName' must not be empty.");
  }
  return name;
}

async function describe(tx: Knex, group: StoredGroup): Promise<GroupListItem> {
  const [item] = await describeGroups(tx, [{ ...group, resource: '' }]);
  return item;
}
