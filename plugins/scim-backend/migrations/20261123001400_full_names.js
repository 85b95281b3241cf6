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

// @ts-check

/** How many people are read at a time. */
const SLICE = 1000;

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  // Databases do not fold the case of every language.
  await knex.schema.alterTable('users', table => {
    const column = table
      .string('full_name_key')
      .comment('Folded case of display_name, if it is made of the full name');
    if (isPostgres) {
      column.collate('C');
    }
  });
  for (let last = 0; ; ) {
    /** @type {Array<{ id: number, display_name: string }>} */
    const users = await knex('users')
      .where('id', '>', last)
      .whereNotNull('display_name')
      .whereNull('display_name_key')
      .orderBy('id')
      .limit(SLICE)
      .select('id', 'display_name');
    if (users.length === 0) {
      break;
    }
    last = users[users.length - 1].id;
    const names = users.map(({ id, display_name: name }) => ({
      id,
      name: fold(name),
    }));
    await knex.raw(
      isPostgres
        ? 'update users set full_name_key = given.name from json_to_recordset(?) as given(id int, name text) where given.id = users.id'
        : "update users set full_name_key = value ->> '$.name' from json_each(?) where value ->> '$.id' = users.id",
      [JSON.stringify(names)],
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await unpackPeople(knex);
  await knex.schema.alterTable('users', table => {
    table.dropColumn('full_name_key');
  });
};

/**
 * Plans keep what is known of people column by column now, and kept a summary
 * of each before. A plan that nobody has applied yet is made again, since digests
 * cover the rows as they lie in tables.
 *
 * @param {import('knex').Knex} knex
 */
async function unpackPeople(knex) {
  const pages = await knex('plan_name_pages')
    .where({ kind: 'user' })
    .select('plan_id', 'page');
  for (const page of pages) {
    const stored = () =>
      knex('plan_name_pages').where({ ...page, kind: 'user' });
    const { details } = await stored().first('details');
    const people = JSON.parse(details);
    if ('id' in people) {
      const summaries = people.id.map(
        (/** @type {number} */ id, /** @type {number} */ place) => [
          id,
          summaryAt(people, place),
        ],
      );
      await stored().update({
        details: JSON.stringify(Object.fromEntries(summaries)),
      });
    }
  }
  await knex('enforcement_plans')
    .whereNull('applied_at')
    .update({ basis: null, rows_digest: null });
}

/**
 * @param {Record<string, any[]>} people
 * @param {number} place
 */
function summaryAt(people, place) {
  const [namespace, name] = people.entity_name[place].includes('/')
    ? people.entity_name[place].split('/')
    : ['default', people.entity_name[place]];
  return {
    id: people.uuid[place],
    userName: people.user_name[place],
    email: people.email[place] ?? people.user_name[place],
    displayName: people.display_name[place] ?? undefined,
    entityRef: people.catalog_ref[place] ?? `user:${namespace}/${name}`,
    active: Boolean(people.active[place]),
    member: Boolean(people.member[place]),
    connection: people.connection[place] ?? undefined,
  };
}

/**
 * As the plugin folds it, at the time of this migration.
 *
 * @param {string} name
 */
function fold(name) {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC');
}
