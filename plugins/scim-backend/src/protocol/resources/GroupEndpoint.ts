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

import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import type { Connection } from '../../connections';
import type { OrganizationChange } from '../../database';
import {
  GroupOutcome,
  GroupStore,
  MemberChange,
  PageQuery,
  RowPage,
  StoredGroup,
  toGroupSummary,
} from '../../directory';
import { groupHasMoreMembers } from '../../directory/hasMoreMembers';
import type { Projection } from '../listing/Projection';
import { applyPatch, parsePatch, readMemberIds } from '../patch';
import { groupResourceType, normalizeResource } from '../schema';
import { connectionNames, frameResource } from './frameResource';
import {
  MANY_MEMBERS,
  type ResourceEndpoint,
  type WriteOutcome,
} from './ResourceEndpoint';

/** `/Groups`. */
export class GroupEndpoint implements ResourceEndpoint<StoredGroup> {
  readonly type = groupResourceType;
  readonly auditName = 'group';

  constructor(
    private readonly groups: GroupStore,
    private readonly baseUrl: string,
  ) {}

  find(tx: Knex, id: string): Promise<StoredGroup | undefined> {
    return this.groups.find(tx, id);
  }

  list(
    tx: Knex,
    page: PageQuery,
    viewer: Connection | undefined,
  ): Promise<RowPage<StoredGroup>> {
    return this.groups.list(tx, page, viewer);
  }

  async isLarge(
    tx: Knex,
    group: StoredGroup,
    projection: Projection,
  ): Promise<boolean> {
    return (
      projection.includes('members') &&
      (await groupHasMoreMembers(tx, group.id, MANY_MEMBERS))
    );
  }

  entityRef(group: StoredGroup): string {
    return toGroupSummary(group).entityRef;
  }

  async represent(
    tx: Knex,
    groups: StoredGroup[],
    projection: Projection,
    viewer: Connection | undefined,
  ): Promise<JsonObject[]> {
    const connections = await connectionNames(tx, groups, viewer);
    const members = projection.includes('members')
      ? await this.groups.membersOf(
          tx,
          groups
            .filter(group => showsMembers(group, viewer))
            .map(({ id }) => id),
        )
      : undefined;
    return groups.map(group =>
      frameResource({
        type: this.type,
        row: group,
        baseUrl: this.baseUrl,
        entityRef: this.entityRef(group),
        viewer,
        connection: connections.get(group.connection_id ?? NaN),
        derived: members
          ? {
              members: (members.get(group.id) ?? []).map(member => ({
                value: member.value,
                $ref: `${this.baseUrl}/${member.type}s/${member.value}`,
                type: member.type,
                display: member.display,
              })),
            }
          : {},
      }),
    );
  }

  async create(
    change: OrganizationChange,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredGroup>> {
    const { resource, memberIds } = readGroup(body);
    const outcome = await this.groups.create(change, {
      resource,
      memberChanges: [{ op: 'add', ids: memberIds }],
      connection,
    });
    return {
      stored: outcome.group,
      detail: { ...describe(outcome), linked: outcome.linked },
    };
  }

  async replace(
    change: OrganizationChange,
    group: StoredGroup,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredGroup>> {
    const { resource, memberIds } = readGroup(body);
    return this.#update(
      change,
      group,
      resource,
      // Without `members`, a PUT empties the group (RFC 7644 §3.5.1).
      [{ op: 'replace', ids: memberIds }],
      connection,
    );
  }

  async patch(
    change: OrganizationChange,
    group: StoredGroup,
    body: JsonObject,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredGroup>> {
    const { resource, memberChanges } = applyPatch(
      this.type,
      group.resource,
      parsePatch(body),
    );
    return this.#update(change, group, resource, memberChanges, connection);
  }

  async remove(
    change: OrganizationChange,
    group: StoredGroup,
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredGroup>> {
    await this.groups.remove(change, group, connection);
    return { stored: group, detail: { displayName: group.display_name } };
  }

  async #update(
    change: OrganizationChange,
    group: StoredGroup,
    resource: JsonObject,
    memberChanges: MemberChange[],
    connection: Connection | undefined,
  ): Promise<WriteOutcome<StoredGroup>> {
    const outcome = await this.groups.update(change, group, {
      resource,
      memberChanges,
      connection,
    });
    const links = outcome.group.connection_id !== group.connection_id;
    return {
      stored: outcome.group,
      detail: { ...describe(outcome), ...(links && { linked: true }) },
    };
  }
}

/**
 * A team that only the portal knows is there for an identity provider to link,
 * and has no members until then: the identity provider says who they are.
 */
function showsMembers(
  group: StoredGroup,
  viewer: Connection | undefined,
): boolean {
  return viewer === undefined || group.connection_id !== null;
}

/** Members are kept apart from what else a group says. */
function readGroup(body: JsonObject): {
  resource: JsonObject;
  memberIds: string[];
} {
  const { members, ...resource } = normalizeResource(groupResourceType, body);
  return { resource, memberIds: readMemberIds(members) };
}

function describe({ group, members }: GroupOutcome): JsonObject {
  return {
    displayName: group.display_name,
    membersAdded: members.added,
    membersRemoved: members.removed,
  };
}
