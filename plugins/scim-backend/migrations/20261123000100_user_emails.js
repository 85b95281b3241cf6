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
const SLICE = 500;

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('user_emails', table => {
    table.comment('Email addresses of people, to find them by');
    table.string('value_key').notNullable().comment('Folded case');
    table
      .integer('user_id')
      .notNullable()
      .references('users.id')
      .onDelete('CASCADE');
    table.primary(['value_key', 'user_id']);
    table.index(['user_id']);
  });

  for (let last = 0; ; ) {
    const users = await knex('users')
      .where('id', '>', last)
      .orderBy('id')
      .limit(SLICE)
      .select('id', 'resource_key');
    if (users.length === 0) {
      break;
    }
    last = users[users.length - 1].id;
    const rows = users.flatMap(user =>
      emailsIn(user.resource_key).map(value => ({
        value_key: value,
        user_id: user.id,
      })),
    );
    await knex.batchInsert('user_emails', rows, SLICE);
  }

  if (knex.client.config.client !== 'pg') {
    // PostgreSQL finds them by its index on the whole resource.
    await knex.raw(
      `create index users_employee_number_index on users (json_extract(resource_key, '$."urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"."employeeNumber"'))`,
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (knex.client.config.client !== 'pg') {
    await knex.raw('drop index users_employee_number_index');
  }
  await knex.schema.dropTable('user_emails');
};

/**
 * @param {string | { emails?: unknown }} resource - with its text folded
 * @returns {string[]}
 */
function emailsIn(resource) {
  const { emails } =
    typeof resource === 'string' ? JSON.parse(resource) : resource;
  const values = (Array.isArray(emails) ? emails : []).map(
    email => email?.value,
  );
  return [...new Set(values)].filter(
    value => typeof value === 'string' && value !== '' && value.length <= 255,
  );
}
