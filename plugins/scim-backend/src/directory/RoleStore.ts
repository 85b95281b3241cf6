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

import { InputError, NotAllowedError } from '@backstage/errors';
import { Knex } from 'knex';
import type { Connection } from '../connections';
import type { OrganizationChange, PortalRoleRow } from '../database';
import { decideMembership } from './decideMembership';
import type { GroupMember, MemberChange, MembershipDiff } from './MemberChange';
import {
  Candidate,
  findCandidates,
  findMembers,
  peopleTable,
} from './memberTables';
import { PageQuery, readPage, RowPage } from './readPage';
import { readRoleMembers } from './readGroupMembers';
import { isResourceId } from './resourceId';
import { slices } from './slices';
import { SYNCED_PREFIX } from './SYNCED_PREFIX';

/** A portal role as stored. */
export type StoredRole = PortalRoleRow;

/** The roles of the portal, and who holds them. */
export class RoleStore {
  /** The role with this SCIM id. */
  async find(tx: Knex, uuid: string): Promise<StoredRole | undefined> {
    return isResourceId(uuid)
      ? tx<PortalRoleRow>('portal_roles').where({ uuid }).first()
      : undefined;
  }

  /** A page of roles. Filters and orders name columns of `portal_roles`. */
  async list(tx: Knex, page: PageQuery): Promise<RowPage<StoredRole>> {
    return readPage(tx, 'portal_roles', page);
  }

  /** Who holds roles, by the roles' row id. */
  async membersOf(
    tx: Knex,
    roleIds: number[],
  ): Promise<Map<number, GroupMember[]>> {
    return readRoleMembers(tx, roleIds);
  }

  /**
   * Changes who holds a role. Nothing changes if they are the same. A connection
   * gives the role to its own people and takes it from them: a list that it
   * writes leaves out the others without taking the role from them.
   *
   * @throws NotAllowedError if a connection means a role that is not synced, or
   * names somebody whom it does not provision
   * @throws InputError if somebody is unknown
   */
  async changeMembers(
    change: OrganizationChange,
    role: StoredRole,
    changes: MemberChange[],
    connection?: Connection,
  ): Promise<{ role: StoredRole; members: MembershipDiff }> {
    if (connection && !role.name_key.startsWith(SYNCED_PREFIX)) {
      throw new NotAllowedError(
        `Only roles whose name starts with '${SYNCED_PREFIX}' are given by identity providers.`,
      );
    }
    const { tx } = change;
    const before = (await this.membersOf(tx, [role.id])).get(role.id)!;
    const { keepsOthers, named } = await decideMembership(changes, {
      present: async () => before,
      described: ids => findMembers(tx, peopleTable, ids),
    });
    const present = new Set(before.map(({ value }) => value));
    const given = await this.#people(
      tx,
      [...named].flatMap(([uuid, holds]) =>
        holds && !present.has(uuid) ? uuid : [],
      ),
    );
    const taken = await this.#people(
      tx,
      [...present].filter(uuid => !(named.get(uuid) ?? keepsOthers)),
    );
    const isOwn = ({ connection_id: owner }: Candidate) =>
      connection === undefined || owner === connection.id;
    const removedByName = new Set(
      changes.flatMap(step => (step.op === 'remove' ? step.ids : [])),
    );
    if (
      !given.every(isOwn) ||
      !taken.every(person => isOwn(person) || !removedByName.has(person.uuid))
    ) {
      throw new NotAllowedError(
        'A connection gives and takes roles only of people whom it provisions.',
      );
    }
    const added = given.map(({ id }) => id);
    const removed = taken.filter(isOwn).map(({ id }) => id);
    const members = { added: added.length, removed: removed.length };
    if (members.added + members.removed === 0) {
      return { role, members };
    }
    for (const slice of slices(added, 500)) {
      await change
        .tx('user_roles')
        .insert(slice.map(id => ({ portal_role_id: role.id, user_id: id })));
    }
    for (const slice of slices(removed)) {
      await change
        .tx('user_roles')
        .where({ portal_role_id: role.id })
        .whereIn('user_id', slice)
        .delete();
    }
    const [written] = await change
      .tx<PortalRoleRow>('portal_roles')
      .where({ id: role.id })
      .update({
        version: role.version + 1,
        updated_at: new Date().toISOString(),
      })
      .returning('*');
    change.mark();
    return { role: written, members };
  }

  async #people(tx: Knex, uuids: string[]): Promise<Candidate[]> {
    const found = await findCandidates(tx, peopleTable, uuids);
    const known = new Set(found.map(({ uuid }) => uuid));
    const unknown = uuids.find(uuid => !known.has(uuid));
    if (unknown !== undefined) {
      throw new InputError(
        `No user has the id '${unknown.slice(0, 100)}'; nothing was changed.`,
      );
    }
    return found;
  }
}
