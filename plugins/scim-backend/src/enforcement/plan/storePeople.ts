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
import { setImmediate } from 'node:timers/promises';
import { whereAmong } from '../../database';
import { PERSON_COLUMNS } from '../snapshot';
import { insertSelected } from './insertSelected';
import { NAMES_PAGE, SEARCH_SEPARATOR } from './planRows';

/** People whose names one statement keeps. SQLite blocks for its length. */
const SLICE = 4096;

const PAGE = `users.id / ${NAMES_PAGE}`;

/**
 * Keeps what people are called for a plan (row id), page by page. The names do
 * not leave the database: taking them out and putting them back would take
 * longer than computing the plan.
 *
 * @param tx - sees what the plan was made from
 * @param people - row ids, lowest first
 */
export async function storePeople(
  tx: Knex,
  { plan, signal }: { plan: number; signal?: AbortSignal },
  people: Int32Array,
): Promise<void> {
  const columns = {
    plan_id: tx.raw('cast(? as integer)', [plan]),
    kind: tx.raw('cast(? as varchar(255))', ['user']),
    page: tx.raw(PAGE),
    search_keys: searchKeys(tx),
    details: details(tx),
  };
  for (let start = 0; start < people.length; ) {
    signal?.throwIfAborted();
    const end = endOfPage(people, start + SLICE);
    await insertSelected(
      tx,
      'plan_name_pages',
      tx('users')
        .leftJoin('connections', 'connections.id', 'users.connection_id')
        .modify(whereAmong, 'users.id', people.subarray(start, end))
        .groupByRaw(PAGE),
      columns,
    );
    start = end;
    await setImmediate();
  }
}

/** The first place from one on where another page begins. */
function endOfPage(people: Int32Array, from: number): number {
  const pageAt = (place: number) => Math.floor(people[place] / NAMES_PAGE);
  let end = Math.min(from, people.length);
  while (end < people.length && pageAt(end) === pageAt(end - 1)) {
    end++;
  }
  return end;
}

/** White space that would end a line, or that nobody searches for. */
const WHITE_SPACE = [9, 10, 13];

/** A line for each person, whatever the names contain. */
function searchKeys(tx: Knex): Knex.Raw {
  const [join, character] =
    tx.client.config.client === 'pg'
      ? ['string_agg', 'chr']
      : ['group_concat', 'char'];
  const names = ['email_key', 'display_name_key', 'full_name_key'].map(
    column => ` || coalesce('${SEARCH_SEPARATOR}' || users.${column}, '')`,
  );
  const line = WHITE_SPACE.reduce(
    (text, code) => `replace(${text}, ${character}(${code}), ' ')`,
    `users.user_name_key${names.join('')}`,
  );
  return tx.raw(`${join}(users.id || ' ' || ${line}, ${character}(10))`);
}

function details(tx: Knex): Knex.Raw {
  const [object, list] =
    tx.client.config.client === 'pg'
      ? ['json_build_object', 'json_agg']
      : ['json_object', 'json_group_array'];
  const lists = Object.entries(PERSON_COLUMNS).map(
    ([name, column]) => `'${name}', ${list}(${column})`,
  );
  return tx.raw(`${object}(${lists.join(', ')})`);
}
