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

/** Where each role binding had a UUID, and in which column. */
const COLUMNS = [
  ['bindings', 'uuid'],
  ['run_bindings', 'binding_uuid'],
];

/**
 * The id of a role binding comes from its row, so that nobody writes an index
 * of random numbers for it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await waitForRuns(knex);
  await makeAgain(knex);
  await (isPostgres(knex)
    ? knex.raw('alter table bindings drop constraint bindings_uuid_unique')
    : knex.raw('drop index bindings_uuid_unique'));
  for (const [table, column] of COLUMNS) {
    await knex.raw('alter table ?? drop column ??', [table, column]);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await waitForRuns(knex);
  await makeAgain(knex);
  for (const [table, column] of COLUMNS) {
    await knex.schema.alterTable(table, each => {
      each.uuid(column);
    });
    await knex(table).update({ [column]: randomUuid(knex) });
  }
  await knex.schema.alterTable('bindings', table => {
    table.unique(['uuid']);
  });
  // SQLite could do so only by making the tables again.
  if (isPostgres(knex)) {
    for (const [table, column] of COLUMNS) {
      await knex.raw('alter table ?? alter column ?? set not null', [
        table,
        column,
      ]);
    }
  }
};

/**
 * A run of another replica ends before anything changes: it holds the role
 * bindings, and its plan at the end.
 *
 * @param {import('knex').Knex} knex
 */
async function waitForRuns(knex) {
  if (isPostgres(knex)) {
    await knex.raw('lock table bindings in access exclusive mode');
  }
}

/**
 * Plans that nobody has applied yet say that another version made them: its
 * digests are others. One that another replica is making now is gone when that
 * is done, which is an error there, and deletes what it wrote.
 *
 * @param {import('knex').Knex} knex
 */
async function makeAgain(knex) {
  await knex('enforcement_plans').where({ preparing: true }).delete();
  await knex('enforcement_plans')
    .whereNull('applied_at')
    .update({ basis: null, rows_digest: null });
}

/** @param {import('knex').Knex} knex */
function randomUuid(knex) {
  return isPostgres(knex)
    ? knex.raw('gen_random_uuid()')
    : // Of version 4 (RFC 9562, section 5.4).
      knex.raw(
        `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' ||
          substr(hex(randomblob(2)), 2) || '-8' ||
          substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`,
      );
}

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return knex.client.config.client === 'pg';
}
