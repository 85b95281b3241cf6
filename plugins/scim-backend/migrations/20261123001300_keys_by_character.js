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

/** What is compared and sorted by: text in folded case. */
const KEYS = {
  users: [
    'user_name_key',
    'email_key',
    'display_name_key',
    'given_name_key',
    'family_name_key',
  ],
  user_emails: ['value_key'],
  user_idp_roles: ['name_key'],
  groups: ['display_name_key'],
  portal_roles: ['name_key'],
  service_accounts: ['name_key'],
};

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // Lists are sorted by character, in any language of the database; only an
  // index that has this order can be read in it. Rows stay as they are.
  await collate(knex, 'C');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await collate(knex, 'default');
};

/**
 * SQLite compares by character anyway.
 *
 * @param {import('knex').Knex} knex
 * @param {string} collation
 */
async function collate(knex, collation) {
  if (knex.client.config.client !== 'pg') {
    return;
  }
  for (const [table, columns] of Object.entries(KEYS)) {
    const changes = columns.map(
      () => 'alter column ?? type varchar(255) collate ??',
    );
    await knex.raw(`alter table ?? ${changes.join(', ')}`, [
      table,
      ...columns.flatMap(column => [column, collation]),
    ]);
  }
}
