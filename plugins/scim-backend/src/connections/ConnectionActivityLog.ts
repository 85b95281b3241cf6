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

import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConnectionActivity,
  ConnectionError,
} from '@backstage-scim/plugin-scim-common';
import type { ScimDatabase } from '../database';
import type { Connection } from './Connection';
import { redactBody, redactDetail, redactPath } from './redactRequest';

/** A request that has been answered. */
export interface AnsweredRequest {
  method: string;
  /** Below the SCIM base, with the query. */
  path: string;
  status: number;
  /** The body as it came, for the record of a refused request. */
  body?: unknown;
  /** Why it was refused. */
  error?: { detail?: string; scimType?: string };
}

/** Errors kept of each connection. */
const KEPT_ERRORS = 100;

/** Hours kept of each connection: 14 days. */
const KEPT_HOURS = 14 * 24;

const HOUR = 3_600_000;

/** How long numbers stay in memory at most, in milliseconds. */
const FLUSH_INTERVAL = 5_000;

type NewError = Omit<ConnectionError, 'id'>;

interface Counts {
  requests: number;
  pushes: number;
  errors: number;
}

/** What of one connection is not in the database yet. */
interface Pending {
  hours: Map<string, Counts>;
  errors: NewError[];
}

interface ErrorRow {
  id: number;
  connection_id: number;
  at: string;
  method: string;
  path: string;
  status: number;
  scim_type: string | null;
  detail: string;
  request: string | null;
}

/**
 * How much each connection sends, and which of its requests failed. Counted in
 * memory and written every few seconds, apart from the requests themselves, so
 * that it costs them nothing.
 */
export class ConnectionActivityLog {
  #pending = new Map<number, Pending>();
  #timer: NodeJS.Timeout | undefined;
  #prunedHour: string | undefined;

  constructor(
    private readonly database: ScimDatabase,
    private readonly logger: LoggerService,
  ) {}

  /** Notes a request; returns at once. */
  record(connection: Connection, request: AnsweredRequest): void {
    const counts = this.#countsOf(connection);
    counts.requests++;
    if (writes(request)) {
      counts.pushes++;
    }
    if (request.status >= 400) {
      this.recordFailure(connection, request);
    }
  }

  /** Notes something that failed, a request or a part of one. */
  recordFailure(connection: Connection, failed: AnsweredRequest): void {
    this.#countsOf(connection).errors++;
    const { errors } = this.#pendingOf(connection.id);
    errors.push({
      at: new Date().toISOString(),
      method: failed.method,
      path: redactPath(failed.path),
      status: failed.status,
      scimType: failed.error?.scimType,
      detail: redactDetail(failed.error?.detail),
      request: redactBody(failed.body),
    });
    if (errors.length > KEPT_ERRORS) {
      errors.shift();
    }
  }

  /** Writes what was counted in this process. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = this.#pending;
    this.#pending = new Map();
    for (const [connectionId, { hours, errors }] of pending) {
      try {
        await this.#writeHours(connectionId, hours);
        await this.#writeErrors(connectionId, errors);
      } catch (error) {
        // The connection may be gone; numbers are not worth more than a line.
        this.logger.warn('Could not write the activity of a connection', {
          error: String(error),
        });
      }
    }
  }

  /** The last errors of a connection, newest first. */
  async listErrors(
    connectionId: number,
    options: { before?: number; limit: number },
  ): Promise<{ items: ConnectionError[]; totalItems: number; next?: number }> {
    await this.flush();
    const { before, limit } = options;
    const mine = () =>
      this.database
        .knex<ErrorRow>('connection_errors')
        .where('connection_id', connectionId);
    const rows = await mine()
      .modify(query => {
        if (before !== undefined) {
          query.where('id', '<', before);
        }
      })
      .orderBy('id', 'desc')
      .limit(limit + 1);
    const counted = await mine().count({ count: '*' }).first();
    const kept = rows.slice(0, limit);
    return {
      items: kept.map(toError),
      totalItems: Number(counted?.count ?? 0),
      next: rows.length > limit ? kept[kept.length - 1].id : undefined,
    };
  }

  /** Every hour of the last 14 days, oldest first. */
  async read(connectionId: number): Promise<ConnectionActivity> {
    await this.flush();
    const now = Date.now();
    const wanted = Array.from({ length: KEPT_HOURS }, (_, index) =>
      hourOf(new Date(now - (KEPT_HOURS - 1 - index) * HOUR).toISOString()),
    );
    const rows = await this.database
      .knex('connection_activity')
      .where('connection_id', connectionId)
      .where('hour', '>=', wanted[0])
      .select('hour', 'requests', 'pushes', 'errors');
    const known = new Map(rows.map(row => [row.hour, row]));
    return {
      hours: wanted.map(
        hour => known.get(hour) ?? { hour, requests: 0, pushes: 0, errors: 0 },
      ),
    };
  }

  /** Numbers of this hour; they are written soon after. */
  #countsOf({ id }: Connection): Counts {
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_INTERVAL).unref();
    const { hours } = this.#pendingOf(id);
    const hour = hourOf(new Date().toISOString());
    const counts = hours.get(hour) ?? { requests: 0, pushes: 0, errors: 0 };
    hours.set(hour, counts);
    return counts;
  }

  #pendingOf(connectionId: number): Pending {
    const known = this.#pending.get(connectionId);
    if (known) {
      return known;
    }
    const pending = { hours: new Map(), errors: [] };
    this.#pending.set(connectionId, pending);
    return pending;
  }

  async #writeHours(connectionId: number, hours: Map<string, Counts>) {
    const { knex } = this.database;
    const sum = (column: keyof Counts) =>
      knex.raw('?? + ??', [
        `connection_activity.${column}`,
        `excluded.${column}`,
      ]);
    await knex('connection_activity')
      .insert(
        [...hours].map(([hour, counts]) => ({
          connection_id: connectionId,
          hour,
          ...counts,
        })),
      )
      .onConflict(['connection_id', 'hour'])
      .merge({
        requests: sum('requests'),
        pushes: sum('pushes'),
        errors: sum('errors'),
      });
    const oldest = hourOf(
      new Date(Date.now() - KEPT_HOURS * HOUR).toISOString(),
    );
    if (this.#prunedHour !== oldest) {
      this.#prunedHour = oldest;
      await knex('connection_activity').where('hour', '<', oldest).delete();
    }
  }

  async #writeErrors(connectionId: number, errors: NewError[]) {
    if (errors.length === 0) {
      return;
    }
    const { knex } = this.database;
    await knex('connection_errors').insert(
      errors.map(({ scimType, request, ...error }) => ({
        connection_id: connectionId,
        ...error,
        scim_type: scimType ?? null,
        request: request ?? null,
      })),
    );
    const last = await knex<ErrorRow>('connection_errors')
      .where('connection_id', connectionId)
      .orderBy('id', 'desc')
      .offset(KEPT_ERRORS)
      .first('id');
    if (last) {
      await knex('connection_errors')
        .where('connection_id', connectionId)
        .where('id', '<=', last.id)
        .delete();
    }
  }
}

function hourOf(at: string): string {
  return `${at.slice(0, 13)}:00:00.000Z`;
}

function writes({ method, path }: AnsweredRequest): boolean {
  return method !== 'GET' && !/\/\.search(\?|$)/.test(path);
}

function toError(row: ErrorRow): ConnectionError {
  return {
    id: String(row.id),
    at: row.at,
    method: row.method,
    path: row.path,
    status: row.status,
    scimType: row.scim_type ?? undefined,
    detail: row.detail,
    request: row.request ?? undefined,
  };
}
