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

import express from 'express';
import type { Knex } from 'knex';
import { createHash, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { connect, DatabaseAddress } from '../databases/connect';

/**
 * scimmy-routers over the same rows, as its documentation wants it: handlers
 * that read, write and remove whole resources. Filters that name one value of
 * an indexed column are given to the database; others are left to scimmy.
 *
 * @returns the address of SCIM
 */
export async function serveScimmy(address: DatabaseAddress): Promise<string> {
  const knex = connect(address);
  declareUsers(knex);
  declareGroups(knex);
  const authenticate = async (request: express.Request) => {
    const [, token] = request.header('Authorization')?.split(' ') ?? [];
    const hash = createHash('sha256')
      .update(token ?? '')
      .digest('hex');
    const found = await knex('connections').where({ token_hash: hash }).first();
    if (!found) {
      throw new Error('The token is not known.');
    }
    return found.uuid;
  };
  // The `any`s here and below: the types of scimmy ask for more than it reads.
  SCIMMY.Config.set({ bulk: { maxPayloadSize: 10 * 1024 * 1024 } } as any);
  const routers = new SCIMMYRouters({
    type: 'bearer',
    handler: authenticate as any,
  });
  const app = express().use('/scim', routers);
  const server = app.listen(0);
  const { port } = server.address() as AddressInfo;
  return `http://localhost:${port}/scim`;
}

function declareUsers(knex: Knex) {
  SCIMMY.Resources.declare(SCIMMY.Resources.User, {
    egress: async (resource: any) => {
      const rows = await select(knex, 'users', resource, {
        username: 'user_name_key',
        displayname: 'display_name_key',
      });
      const users = rows.map(toResource);
      return resource.id ? required(users[0]) : users;
    },
    ingress: async (resource: any, data: any) => {
      const json = JSON.stringify(data);
      const columns = {
        user_name: data.userName,
        user_name_key: data.userName.toLowerCase(),
        external_id: data.externalId,
        display_name: data.displayName,
        display_name_key: data.displayName?.toLowerCase(),
        resource: json,
        resource_key: json.toLowerCase(),
        active: data.active !== false,
        updated_at: new Date().toISOString(),
      };
      const [row] = resource.id
        ? await knex('users')
            .where({ uuid: resource.id })
            .update(columns)
            .returning('*')
        : await knex('users')
            .insert({
              ...columns,
              uuid: randomUUID(),
              member: true,
              entity_name: randomUUID(),
              version: 1,
              created_at: columns.updated_at,
            })
            .returning('*');
      return toResource(row);
    },
    degress: async (resource: any) => {
      await knex('users').where({ uuid: resource.id }).delete();
    },
  } as any);
}

function declareGroups(knex: Knex) {
  const withMembers = async (rows: any[]) =>
    Promise.all(
      rows.map(async row => ({
        ...toResource(row),
        members: (
          await knex('group_members')
            .join('users', 'users.id', 'group_members.user_id')
            .where({ group_id: row.id })
            .select('users.uuid', 'users.display_name')
        ).map(({ uuid, display_name: display }) => ({ value: uuid, display })),
      })),
    );
  SCIMMY.Resources.declare(SCIMMY.Resources.Group, {
    egress: async (resource: any) => {
      const rows = await select(knex, 'groups', resource, {
        displayname: 'display_name_key',
      });
      const groups = await withMembers(rows);
      return resource.id ? required(groups[0]) : groups;
    },
    ingress: async (resource: any, data: any) =>
      knex.transaction(async tx => {
        const [row] = await tx('groups')
          .where({ uuid: resource.id })
          .update({
            display_name: data.displayName,
            updated_at: new Date().toISOString(),
          })
          .returning('*');
        const wanted: string[] = (data.members ?? []).map(
          ({ value }: any) => value,
        );
        await setMembers(tx, row.id, wanted);
        return { ...toResource(row), members: data.members };
      }),
    degress: async (resource: any) => {
      await knex('groups').where({ uuid: resource.id }).delete();
    },
  } as any);
}

/** Writes only the members who differ. */
async function setMembers(tx: Knex, group: number, wanted: string[]) {
  const present: Array<{ id: number; uuid: string }> = await tx('group_members')
    .join('users', 'users.id', 'group_members.user_id')
    .where({ group_id: group })
    .select('users.id', 'users.uuid');
  const kept = new Set(wanted);
  const known = new Set(present.map(({ uuid }) => uuid));
  const removed = present.filter(({ uuid }) => !kept.has(uuid));
  const added = wanted.filter(uuid => !known.has(uuid));
  for (let start = 0; start < removed.length; start += 1000) {
    const ids = removed.slice(start, start + 1000).map(({ id }) => id);
    await tx('group_members')
      .where({ group_id: group })
      .whereIn('user_id', ids)
      .delete();
  }
  for (let start = 0; start < added.length; start += 1000) {
    const rows = await tx('users')
      .whereIn('uuid', added.slice(start, start + 1000))
      .select('id');
    await tx('group_members').insert(
      rows.map(({ id }) => ({ group_id: group, user_id: id })),
    );
  }
}

async function select(
  knex: Knex,
  table: string,
  { id, filter }: any,
  columns: Record<string, string>,
): Promise<any[]> {
  if (id) {
    return knex(table).where({ uuid: id });
  }
  const single = filter?.length === 1 ? Object.entries(filter[0]) : [];
  const [name, condition] = (single.length === 1 ? single[0] : []) as any[];
  if (Array.isArray(condition) && condition[0] === 'eq') {
    if (name.toLowerCase() === 'externalid') {
      return knex(table).where({ external_id: condition[1] });
    }
    const column = columns[name.toLowerCase()];
    if (column) {
      return knex(table).where({ [column]: condition[1].toLowerCase() });
    }
  }
  return knex(table);
}

function toResource(row: any) {
  const { schemas: _, ...stored } =
    typeof row.resource === 'string' ? JSON.parse(row.resource) : row.resource;
  return {
    ...stored,
    id: row.uuid,
    meta: { created: row.created_at, lastModified: row.updated_at },
  };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new SCIMMY.Types.Error(404, null as any, 'Not found');
  }
  return value;
}
