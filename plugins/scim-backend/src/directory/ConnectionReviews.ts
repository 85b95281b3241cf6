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

import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  ConnectionReview,
  ReviewChangedError,
  ReviewDifference,
  ReviewItem,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import type { AuditLog } from '../audit';
import { findConnection, toConnection, touchConnection } from '../connections';
import type {
  ConnectionRow,
  LinkRequestRow,
  OrganizationChange,
  OrganizationWriter,
} from '../database';
import { admitPeople } from './admitPeople';
import { linkToTeam } from './linkToTeam';
import type { GroupStore } from './GroupStore';
import { restoreMembersOf } from './restoreMembersOf';
import { ReviewStep, reviewConnection } from './reviewConnection';
import { slices } from './slices';
import { syncRoles } from './syncRoles';
import type { UserStore } from './UserStore';

/** Reviews kept of each connection. */
const KEPT = 3;

/** Items of a difference that are listed. */
const LISTED = 100;

/** What activating a connection would do, and doing it. */
export class ConnectionReviews {
  constructor(
    private readonly options: {
      database: OrganizationWriter;
      audit: AuditLog;
      users: UserStore;
      groups: GroupStore;
    },
  ) {}

  /**
   * Looks at what activating a connection would do, and keeps it.
   *
   * @throws ConflictError unless the connection is pending
   */
  async create(id: string): Promise<ConnectionReview> {
    return this.options.database.write(async ({ tx }) => {
      const connection = await findPending(tx, id);
      const items = (await reviewConnection(tx, connection)).map(
        ({ item }) => item,
      );
      const fingerprint = fingerprintOf(items);
      const createdAt = new Date().toISOString();
      await tx('connection_reviews')
        .where({ connection_id: connection.id, fingerprint })
        .delete();
      await tx('connection_reviews').insert({
        connection_id: connection.id,
        fingerprint,
        created_at: createdAt,
        items: JSON.stringify(items),
      });
      const old = await tx('connection_reviews')
        .where({ connection_id: connection.id })
        .orderBy('id', 'desc')
        .offset(KEPT)
        .first('id');
      if (old) {
        await tx('connection_reviews')
          .where({ connection_id: connection.id })
          .where('id', '<=', old.id)
          .delete();
      }
      return { fingerprint, createdAt, counts: countsOf(items) };
    });
  }

  /** @throws NotFoundError if there is no such review */
  async items(
    tx: Knex,
    id: string,
    fingerprint: string,
  ): Promise<ReviewItem[]> {
    const connection = await findConnection(tx, id);
    return readItems(tx, connection, fingerprint);
  }

  /**
   * Does what was reviewed: links people and teams, lets those who are new be
   * members, and lets the connection's groups count.
   *
   * @throws ReviewChangedError if that is no longer what would happen
   */
  async activate(
    actor: string,
    id: string,
    fingerprint: string,
  ): Promise<void> {
    await this.options.database.write(async change => {
      const { tx } = change;
      const row = await findPending(tx, id);
      const steps = await reviewConnection(tx, row);
      const present = steps.map(({ item }) => item);
      if (fingerprintOf(present) !== fingerprint) {
        const reviewed = await readItems(tx, row, fingerprint);
        throw new ReviewChangedError(
          `What activating '${row.name}' would do has changed since it was reviewed; review it again.`,
          differenceOf(reviewed, present),
        );
      }
      await tx('connections').where({ id: row.id }).update({
        status: 'active',
        activated_at: new Date().toISOString(),
      });
      await this.#apply(change, { ...row, status: 'active' }, steps);
      await this.options.audit.record(change, {
        actor,
        action: 'connection.activate',
        target: `connection:${row.name}`,
        detail: { id: row.uuid, fingerprint, ...countsOf(present) },
      });
    });
  }

  async #apply(
    change: OrganizationChange,
    row: ConnectionRow,
    steps: ReviewStep[],
  ) {
    const connection = toConnection(row);
    const of = (kind: ReviewItem['kind'], action: ReviewItem['action']) =>
      steps.filter(({ item }) => item.kind === kind && item.action === action);
    await admitPeople(
      change,
      of('user', 'create').map(({ rowId }) => rowId),
    );
    for (const { item, rowId } of of('user', 'link')) {
      const user = await this.options.users.find(change.tx, item.id);
      const request = await change
        .tx<LinkRequestRow>('link_requests')
        .where({ user_id: rowId })
        .first();
      await this.options.users.link(change, user!, {
        resource: JSON.parse(request!.resource),
        connection,
      });
    }
    for (const slice of slices(of('group', 'create'))) {
      await change
        .tx('groups')
        .whereIn(
          'id',
          slice.map(({ rowId }) => rowId),
        )
        .update({ linked: true });
    }
    for (const { item, teamId } of of('group', 'link')) {
      const group = await this.options.groups.find(change.tx, item.id);
      const team = await change
        .tx('groups')
        .where({ id: teamId })
        .first('uuid');
      await linkToTeam(
        change,
        group!,
        (await this.options.groups.find(change.tx, team.uuid))!,
      );
    }
    for (const { rowId } of of('group', 'create')) {
      await restoreMembersOf(change, rowId);
    }
    await syncRoles(change, { connectionId: row.id });
    await touchConnection(change, row.id);
  }
}

async function findPending(tx: Knex, id: string): Promise<ConnectionRow> {
  const connection = await findConnection(tx, id);
  if (connection.status !== 'pending') {
    throw new ConflictError(
      `The connection '${connection.name}' is ${connection.status}; only a pending one is reviewed and activated.`,
    );
  }
  return connection;
}

async function readItems(
  tx: Knex,
  connection: ConnectionRow,
  fingerprint: string,
): Promise<ReviewItem[]> {
  const review = await tx('connection_reviews')
    .where({ connection_id: connection.id, fingerprint })
    .first('items');
  if (!review) {
    throw new NotFoundError(
      'There is no such review of this connection; review it first.',
    );
  }
  return JSON.parse(review.items);
}

function fingerprintOf(items: ReviewItem[]): string {
  return createHash('sha256').update(JSON.stringify(items)).digest('hex');
}

function countsOf(items: ReviewItem[]): ConnectionReview['counts'] {
  const count = (kind: ReviewItem['kind'], action: ReviewItem['action']) =>
    items.filter(item => item.kind === kind && item.action === action).length;
  return {
    usersCreate: count('user', 'create'),
    usersLink: count('user', 'link'),
    usersWait: count('user', 'wait'),
    groupsCreate: count('group', 'create'),
    groupsLink: count('group', 'link'),
    groupsWait: count('group', 'wait'),
    conflicts: items.filter(({ action }) => action === 'conflict').length,
    bindingsAtStake: items
      .filter(({ action }) => action === 'link')
      .reduce((sum, { bindings }) => sum + bindings, 0),
  };
}

function differenceOf(
  before: ReviewItem[],
  after: ReviewItem[],
): ReviewDifference {
  const keyOf = ({ kind, id }: ReviewItem) => `${kind}:${id}`;
  const known = new Map(before.map(item => [keyOf(item), item]));
  const present = new Map(after.map(item => [keyOf(item), item]));
  const added = after.filter(item => !known.has(keyOf(item)));
  const removed = before.filter(item => !present.has(keyOf(item)));
  const changed = before.flatMap(item => {
    const now = present.get(keyOf(item));
    return now && JSON.stringify(now) !== JSON.stringify(item)
      ? [{ before: item, after: now }]
      : [];
  });
  return {
    added: added.slice(0, LISTED),
    removed: removed.slice(0, LISTED),
    changed: changed.slice(0, LISTED),
    total: added.length + removed.length + changed.length,
  };
}
