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

import knexFactory, { Knex } from 'knex';

/** How another process reaches the database of a benchmark. */
export type DatabaseAddress = Pick<Knex.Config, 'client' | 'connection'>;

/** The address of an open database. */
export function addressOf(knex: Knex): DatabaseAddress {
  const { client } = knex.client.config;
  const { connectionSettings } = knex.client;
  // The password is hidden from whoever goes through the settings.
  const { password } = connectionSettings;
  return { client, connection: { ...connectionSettings, password } };
}

/** Opens a database as Backstage does. */
export function connect(address: DatabaseAddress): Knex {
  const isSqlite = address.client === 'better-sqlite3';
  return knexFactory({
    ...address,
    useNullAsDefault: isSqlite,
    pool: isSqlite
      ? {
          min: 1,
          max: 1,
          afterCreate: (
            connection: { pragma(text: string): void },
            done: () => void,
          ) => {
            connection.pragma('foreign_keys = ON');
            done();
          },
        }
      : { min: 0, max: 10 },
  });
}
