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

import { ConflictError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../connections';
import type { GroupRow, OrganizationChange } from '../database';
import { applyMemberChanges } from './applyMemberChanges';
import { groupEntityName } from './entityNames';
import { giveEntityName } from './giveEntityName';
import { GroupColumns, groupColumns } from './groupColumns';
import type { GroupMember, MemberChange, MembershipDiff } from './MemberChange';
import { requireOwn, requireWritable } from './ownership';
import { raiseVersions } from './raiseVersions';
import { PageQuery, readPage, RowPage } from './readPage';
import { readGroupMembers } from './readGroupMembers';
import { isResourceId } from './resourceId';
import { retireEntityName } from './retiredEntityNames';
import { StoredGroup, toStoredGroup } from './storedRows';
import { syncRolesOfGroup } from './syncRolesOfGroup';
import {
  mayLinkTeam,
  requireMayLinkTeam,
  variantFor,
  whereLinkable,
} from './teamLinking';

/** What a write of a group says. */
export interface GroupInput {
  /** The SCIM resource, validated, without id, meta and members. */
  resource: JsonObject;
  /** Steps of a change of its members, in order. */
  memberChanges: MemberChange[];
  /** Who is writing; absent for an administrator. */
  connection?: Connection;
}

/** What a write of a group has done. */
export interface GroupOutcome {
  group: StoredGroup;
  members: MembershipDiff;
}

/** The user groups of the directory. */
export class GroupStore {
  /** The group with this SCIM id. */
  async find(tx: Knex, uuid: string): Promise<StoredGroup | undefined> {
    if (!isResourceId(uuid)) {
      return undefined;
    }
    const row = await tx<GroupRow>('groups').where({ uuid }).first();
    return row && toStoredGroup(row);
  }

  /**
   * A page of groups. Filters and orders name columns of `groups`. A connection
   * is not shown the teams that it may not link.
   */
  async list(
    tx: Knex,
    page: PageQuery,
    viewer?: Connection,
  ): Promise<RowPage<StoredGroup>> {
    const where: PageQuery['where'] = query => {
      page.where?.(query);
      whereLinkable(query, viewer);
    };
    if (page.where?.title !== undefined) {
      where.title = `${page.where.title}, ${variantFor(viewer)}`;
    }
    const { total, rows } = await readPage(tx, 'groups', { ...page, where });
    return { total, rows: rows.map(toStoredGroup) };
  }

  /** The direct members of groups, people first, by the groups' row id. */
  async membersOf(
    tx: Knex,
    groupIds: number[],
  ): Promise<Map<number, GroupMember[]>> {
    return readGroupMembers(tx, groupIds);
  }

  /**
   * Adds a group. If a connection adds one that is there as a local team of
   * that name, the two become one: same id, role bindings kept, members as the
   * connection says. If the connection has to ask first, the group waits beside
   * the team.
   *
   * @throws ConflictError if the name is taken
   * @throws InputError if a member is unknown
   */
  async create(
    change: OrganizationChange,
    input: GroupInput,
  ): Promise<GroupOutcome & { linked: boolean }> {
    const { connection } = input;
    const columns = groupColumns(input.resource);
    const namesakes = (
      await change
        .tx<GroupRow>('groups')
        .where({ display_name_key: columns.display_name_key })
    ).map(toStoredGroup);
    const [team] = namesakes.filter(one => one.connection_id === null);
    const [pushed] = namesakes.filter(one => one.connection_id !== null);
    if (connection ? pushed : team ?? (pushed?.linked && pushed)) {
      throw taken(columns.display_name);
    }
    const linksTeam =
      connection?.linking === 'create-team' &&
      team !== undefined &&
      (await mayLinkTeam(change.tx, team, connection));
    if (linksTeam) {
      const outcome = await this.#change(change, team, columns, input);
      return { ...outcome, linked: true };
    }
    const waits = team !== undefined || connection?.linking === 'ask';
    const group = await this.#insert(change, columns, connection, !waits);
    const members = await applyMemberChanges(
      change,
      group,
      input.memberChanges,
    );
    await syncRolesOfGroup(change, connection, [group.display_name_key]);
    return { group, members, linked: false };
  }

  /**
   * Gives a group a new resource and changes its members. A connection that
   * writes a local team takes it over, with the members that the connection
   * names. Nothing changes if all is the same.
   *
   * @throws NotAllowedError if another connection provisions the group
   * @throws ConflictError if the new name is taken
   * @throws InputError if a member is unknown
   */
  async update(
    change: OrganizationChange,
    group: StoredGroup,
    input: GroupInput,
  ): Promise<GroupOutcome> {
    requireWritable(input.connection, group);
    if (input.connection && group.connection_id === null) {
      await requireMayLinkTeam(change.tx, group, input.connection);
    }
    const columns = groupColumns(input.resource);
    if (columns.display_name_key !== group.display_name_key) {
      const others = await change
        .tx<GroupRow>('groups')
        .where({ display_name_key: columns.display_name_key })
        .whereNot({ id: group.id });
      // A group that waits may have the name of a team.
      if (others.some(other => group.linked || other.connection_id !== null)) {
        throw taken(columns.display_name);
      }
    }
    return this.#change(change, group, columns, input);
  }

  /**
   * Removes a group with its memberships and role bindings; its members stay.
   *
   * @throws NotAllowedError if the group is not the connection's own
   */
  async remove(
    change: OrganizationChange,
    group: StoredGroup,
    connection?: Connection,
  ): Promise<void> {
    requireOwn(connection, group);
    const members = await change
      .tx('group_members')
      .join('users', 'users.id', 'group_members.user_id')
      .where('group_members.group_id', group.id)
      .select('users.uuid', 'users.entity_name');
    const parents = await change
      .tx('group_subgroups')
      .join('groups', 'groups.id', 'group_subgroups.group_id')
      .where('group_subgroups.subgroup_id', group.id)
      .select('groups.uuid', 'groups.entity_name');
    const around = change.tx('group_subgroups').where('subgroup_id', group.id);
    await raiseVersions(change.tx, 'groups', around.select('group_id'));
    await change.tx('groups').where({ id: group.id }).delete();
    await syncRolesOfGroup(change, connection, [group.display_name_key]);
    await retireEntityName(change.tx, {
      kind: 'group',
      entityName: group.entity_name,
      ownerKey: group.display_name_key,
    });
    for (const { uuid, entity_name: entityName } of members) {
      change.touch({ kind: 'user', uuid, entityName });
    }
    for (const row of [...parents, group]) {
      touchGroup(change, row);
    }
  }

  async #change(
    change: OrganizationChange,
    group: StoredGroup,
    columns: GroupColumns,
    { resource, memberChanges, connection }: GroupInput,
  ): Promise<GroupOutcome> {
    const links = connection !== undefined && group.connection_id === null;
    const differs = links || !isDeepStrictEqual(group.resource, resource);
    const present = links ? await this.#link(change, group, connection) : group;
    const members = await applyMemberChanges(
      change,
      present,
      // The connection was shown a team without members.
      links ? [{ op: 'clear' }, ...memberChanges] : memberChanges,
    );
    if (!differs && members.added + members.removed === 0) {
      return { group, members };
    }
    await syncRolesOfGroup(change, connection, [
      group.display_name_key,
      columns.display_name_key,
    ]);
    const now = new Date().toISOString();
    const [row] = await change
      .tx<GroupRow>('groups')
      .where({ id: group.id })
      .update({
        ...columns,
        version: group.version + 1,
        updated_at: now,
        synced_at: differs && connection ? now : group.synced_at,
      })
      .returning('*');
    if (differs) {
      touchGroup(change, row);
    }
    return { group: toStoredGroup(row), members };
  }

  /** First, so that whoever is added is added to a group that counts. */
  async #link(
    change: OrganizationChange,
    group: StoredGroup,
    connection: Connection,
  ): Promise<StoredGroup> {
    await change
      .tx('groups')
      .where({ id: group.id })
      .update({ connection_id: connection.id });
    return { ...group, connection_id: connection.id };
  }

  async #insert(
    change: OrganizationChange,
    columns: GroupColumns,
    connection: Connection | undefined,
    linked: boolean,
  ): Promise<StoredGroup> {
    const now = new Date().toISOString();
    const uuid = randomUUID();
    const [row] = await change
      .tx<GroupRow>('groups')
      .insert({
        ...columns,
        uuid,
        connection_id: connection?.id ?? null,
        linked,
        entity_name: await giveEntityName(change, {
          kind: 'group',
          uuid,
          wanted: groupEntityName(columns.display_name),
          namespace: connection?.namespace,
          ownerKey: columns.display_name_key,
          label: columns.display_name,
        }),
        version: 1,
        created_at: now,
        updated_at: now,
        synced_at: connection ? now : null,
      })
      .returning('*');
    touchGroup(change, row);
    return toStoredGroup(row);
  }
}

function touchGroup(
  change: OrganizationChange,
  group: Pick<GroupRow, 'uuid' | 'entity_name'>,
) {
  change.touch({
    kind: 'group',
    uuid: group.uuid,
    entityName: group.entity_name,
  });
}

function taken(displayName: string): ConflictError {
  return new ConflictError(
    `There is a group with the displayName '${displayName}' already.`,
  );
}
