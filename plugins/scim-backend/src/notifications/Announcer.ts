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
import { stringifyError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { AccessModel } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { ScimDatabase } from '../database';
import {
  toGroupSummary,
  toUserSummary,
  whereGroupActive,
  whereUserPresent,
} from '../directory';
import { slices } from '../directory/slices';
import { Condition, findConditions } from './findConditions';
import { Message, summarize } from './summarize';

/** How long what was just announced cannot be taken for over, in milliseconds. */
const SETTLING_MS = 10_000;

/**
 * Tells administrators, once, of what they should look at. Whoever of several
 * replicas writes down a condition first announces it; once it is over, it can
 * be announced again.
 */
export class Announcer {
  readonly #options: {
    database: ScimDatabase;
    logger: LoggerService;
    model: AccessModel;
    notifications: Pick<NotificationService, 'send'>;
    recipients?: string[];
  };
  #running: Promise<void> = Promise.resolve();
  #failed = false;

  /**
   * @param options - `recipients` are entity references of people and groups;
   * the administrators of the organization unless given
   */
  constructor(options: {
    database: ScimDatabase;
    logger: LoggerService;
    model: AccessModel;
    notifications: Pick<NotificationService, 'send'>;
    recipients?: string[];
  }) {
    this.#options = options;
  }

  /** Announces what is new. Failures are logged and made up for next time. */
  run(): Promise<void> {
    this.#running = this.#running
      .then(() => this.#announce())
      .then(() => {
        this.#failed = false;
      })
      .catch(error => {
        if (!this.#failed) {
          this.#options.logger.warn(
            `Administrators could not be notified, which is tried again: ${stringifyError(
              error,
            )}`,
          );
        }
        this.#failed = true;
      });
    return this.#running;
  }

  async #announce(): Promise<void> {
    const { database, model, recipients } = this.#options;
    const startedAt = Date.now();
    const found = await database.read(async tx => ({
      conditions: await findConditions(tx),
      administrators: recipients ?? (await findAdministrators(tx, model)),
    }));
    const table = () => database.knex('announced_conditions');
    const known: string[] = await table().pluck('condition_key');
    const present = new Set(found.conditions.map(({ key }) => key));
    const settled = new Date(startedAt - SETTLING_MS).toISOString();
    for (const keys of slices(known.filter(key => !present.has(key)))) {
      await table()
        .whereIn('condition_key', keys)
        .where('announced_at', '<', settled)
        .delete();
    }
    if (found.administrators.length === 0) {
      return;
    }
    const old = new Set(known);
    const claimed = await this.#claim(
      found.conditions.filter(({ key }) => !old.has(key)),
    );
    const sending = summarize(claimed).map(({ message, about }) =>
      this.#send(message, about, found.administrators),
    );
    // All are tried before one is found to have failed.
    await Promise.allSettled(sending);
    await Promise.all(sending);
  }

  /** Those that no other replica announces. */
  async #claim(conditions: Condition[]): Promise<Condition[]> {
    const announcedAt = new Date().toISOString();
    const claimed = new Set<string>();
    for (const slice of slices(conditions)) {
      const rows: Array<{ condition_key: string }> =
        await this.#options.database
          .knex('announced_conditions')
          .insert(
            slice.map(({ key }) => ({
              condition_key: key,
              announced_at: announcedAt,
            })),
          )
          .onConflict('condition_key')
          .ignore()
          .returning('condition_key');
      rows.forEach(row => claimed.add(row.condition_key));
    }
    return conditions.filter(({ key }) => claimed.has(key));
  }

  /** What could not be sent is announced another time. */
  async #send(
    { key, title, description, link }: Message,
    about: Condition[],
    entityRef: string[],
  ): Promise<void> {
    const { database, notifications } = this.#options;
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef },
        payload: {
          title,
          description,
          link,
          topic: 'SCIM',
          scope: key,
          // All of it asks somebody to do something.
          severity: 'high',
        },
      });
    } catch (error) {
      for (const slice of slices(about)) {
        await database
          .knex('announced_conditions')
          .whereIn(
            'condition_key',
            slice.map(one => one.key),
          )
          .delete();
      }
      throw error;
    }
  }
}

/** The groups and active people that hold the administrator role themselves. */
async function findAdministrators(
  tx: Knex,
  { administrator }: AccessModel,
): Promise<string[]> {
  const holding = (column: string) =>
    tx('bindings')
      .join('resources', 'resources.id', 'bindings.resource_id')
      .where('resources.type', administrator.type)
      .where('bindings.role', administrator.role)
      .whereNotNull(`bindings.${column}`)
      .select(`bindings.${column}`);
  const groups = await whereGroupActive(tx('groups')).whereIn(
    'id',
    holding('group_id'),
  );
  const users = await whereUserPresent(tx('users')).whereIn(
    'id',
    holding('user_id'),
  );
  return [
    ...groups.map(row => toGroupSummary(row).entityRef),
    ...users.map(row => toUserSummary(row).entityRef),
  ];
}
