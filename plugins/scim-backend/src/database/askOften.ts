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

import { createHash } from 'node:crypto';
import { Knex } from 'knex';

/** What PostgreSQL says when a kept statement is gone, taken or out of date. */
const CANNOT_KEEP = ['26000', '42P05', '0A000'];

/** Clients whose sessions keep nothing. */
const forgetful = new WeakSet<object>();

/** What PostgreSQL calls the kept statements, by their titles. */
const names = new Map<string, string>();

/**
 * Asks what every request asks. PostgreSQL keeps the statement in each of its
 * sessions: to plan one takes it several times as long as to run it.
 *
 * A pooler in between may hand the sessions around, and a migration may change
 * a table under an older replica. From there on nothing is kept.
 *
 * @param title - stands for the text of SQL; of these there must be few
 */
export async function askOften<Q extends Knex.QueryBuilder>(
  knex: Knex,
  title: string,
  query: Q,
): Promise<Awaited<Q>> {
  const { client } = knex;
  if (
    client.config.client !== 'pg' ||
    // What fails in a transaction cannot be asked again.
    knex.isTransaction ||
    forgetful.has(client)
  ) {
    return await query;
  }
  try {
    return await query.options({ name: nameOf(title, query) });
  } catch (error) {
    if (!cannotKeep(Object(error))) {
      throw error;
    }
    forgetful.add(client);
    return await query.options({ name: undefined });
  }
}

/** The driver itself refuses a second text of the same name. */
function cannotKeep(error: { code?: string; message?: string }): boolean {
  return (
    CANNOT_KEEP.includes(error.code!) ||
    /prepared statements must be unique/i.test(error.message!)
  );
}

/** Tells texts apart: behind a pooler there may be other releases. */
function nameOf(title: string, query: Knex.QueryBuilder): string {
  const known = names.get(title);
  if (known !== undefined) {
    return known;
  }
  const digest = createHash('sha256').update(query.toSQL().sql).digest('hex');
  // PostgreSQL reads 63 characters.
  const name = `scim_${digest.slice(0, 40)}`;
  names.set(title, name);
  return name;
}
