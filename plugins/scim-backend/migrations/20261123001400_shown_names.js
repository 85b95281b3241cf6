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
  // What people are called may be made of the parts of their name, and
  // databases do not fold the case of every language.
  await knex.schema.alterTable('users', table => {
    const column = table
      .string('shown_name_key')
      .comment('Folded case of display_name');
    if (isPostgres) {
      column.collate('C');
    }
  });
  await knex('users')
    .whereNotNull('display_name_key')
    .update({ shown_name_key: knex.ref('display_name_key') });
  for (let last = 0; ; ) {
    /** @type {Array<{ id: number, display_name: string }>} */
    const users = await knex('users')
      .where('id', '>', last)
      .whereNotNull('display_name')
      .whereNull('shown_name_key')
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
        ? 'update users set shown_name_key = given.name from json_to_recordset(?) as given(id int, name text) where given.id = users.id'
        : "update users set shown_name_key = value ->> '$.name' from json_each(?) where value ->> '$.id' = users.id",
      [JSON.stringify(names)],
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('users', table => {
    table.dropColumn('shown_name_key');
  });
};

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
