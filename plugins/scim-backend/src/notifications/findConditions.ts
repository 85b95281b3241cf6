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

import { Knex } from 'knex';
import { withGroupDescent } from '../access';
import { expiresSoon, isExpired } from '../connections';
import { whereGroupActive, whereUserPresent } from '../directory';

export type ConditionKind = 'emptyGroup' | 'conflict' | 'failure' | 'token';

/** Something that administrators are to know as long as it lasts. */
export interface Condition {
  kind: ConditionKind;
  /** Stays the same as long as it lasts. */
  key: string;
  title: string;
  description: string;
  /** Path in the portal. */
  link: string;
}

/** How long a refused request counts, in milliseconds. */
const ERRORS_COUNT_MS = 3_600_000;

/**
 * Answers that are part of how identity providers ask, or that say nothing of
 * what they send.
 */
const HARMLESS = [401, 404, 409, 429];

/** What administrators are to know now. */
export async function findConditions(tx: Knex): Promise<Condition[]> {
  return [
    ...(await emptyGroups(tx)),
    ...(await conflicts(tx)),
    ...(await failures(tx)),
    ...(await expiringTokens(tx)),
  ];
}

async function emptyGroups(tx: Knex): Promise<Condition[]> {
  const granting = tx('bindings').whereNotNull('group_id').select('group_id');
  const full = whereUserPresent(
    withGroupDescent(
      tx('descent'),
      tx,
      'descent',
      tx('groups').whereIn('id', granting.clone()).select('id'),
    )
      .join('group_members', 'group_members.group_id', 'descent.group_id')
      .join('users', 'users.id', 'group_members.user_id'),
  ).distinct('descent.start_id');
  const inhabited = new Set((await full).map(row => row.start_id));
  const groups = await whereGroupActive(tx('groups')).whereIn('id', granting);
  return groups
    .filter(({ id }) => !inhabited.has(id))
    .map(({ uuid, display_name: name }) => ({
      kind: 'emptyGroup',
      key: `empty-group:${uuid}`,
      title: `The group '${name}' is empty`,
      description: `'${name}' grants access, and nobody active is in it.`,
      link: '/scim/groups',
    }));
}

/** Linking is how it should be: it is shown on the page and told to nobody. */
async function conflicts(tx: Knex): Promise<Condition[]> {
  const rows = await tx('directory_conflicts').whereNot('reason', 'linked');
  return rows.map(({ uuid, reason, message }) => ({
    kind: 'conflict',
    key: `conflict:${uuid}:${reason}`,
    title: 'A person or group conflicts with another in the catalog',
    description: message,
    link: '/scim/connections',
  }));
}

async function failures(tx: Knex): Promise<Condition[]> {
  const since = new Date(Date.now() - ERRORS_COUNT_MS).toISOString();
  const rows: Array<{
    uuid: string;
    name: string;
    status: number;
    detail: string;
  }> = await tx('connection_errors')
    .join('connections', 'connections.id', 'connection_errors.connection_id')
    .where('connection_errors.at', '>=', since)
    .whereNotIn('connection_errors.status', HARMLESS)
    .groupBy('connections.uuid', 'connections.name', 'connection_errors.status')
    .select('connections.uuid', 'connections.name', 'connection_errors.status')
    .max({ detail: 'connection_errors.detail' });
  return rows.map(({ uuid, name, status, detail }) => ({
    kind: 'failure',
    key: `failure:${uuid}:${status}`,
    title: `Provisioning by '${name}' fails`,
    description: `The portal answered ${status}: ${detail}`,
    link: '/scim/connections',
  }));
}

/** Of a rotation only the token that is there last counts. */
async function expiringTokens(tx: Knex): Promise<Condition[]> {
  const rows: Array<{ uuid: string; name: string; expires: string }> = await tx(
    'connections',
  )
    .where(any =>
      any
        .whereNotNull('next_token_expires_at')
        .orWhere(one =>
          one.whereNull('next_token_hash').whereNotNull('token_expires_at'),
        ),
    )
    .select('uuid', 'name', {
      expires: tx.raw('COALESCE(next_token_expires_at, token_expires_at)'),
    });
  return rows
    .filter(({ expires }) => expiresSoon(expires))
    .map(({ uuid, name, expires }) => {
      const over = isExpired(expires);
      return {
        kind: 'token',
        key: `token:${uuid}:${expires}${over ? ':over' : ''}`,
        title: over
          ? `The token of '${name}' has expired`
          : `The token of '${name}' expires soon`,
        description: over
          ? `Since ${expires} '${name}' can push nothing. Rotate its token, and give the new one to the identity provider.`
          : `From ${expires} on '${name}' could push nothing. Rotate its token before.`,
        link: `/scim/connections?connection=${uuid}`,
      };
    });
}
