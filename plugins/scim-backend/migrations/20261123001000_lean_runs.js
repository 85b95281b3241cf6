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

/** Principals beside people, whose bindings alone enforcement moves. */
const OTHERS = ['group_id', 'service_account_id', 'portal_role_id'];

/** What kinds of names the records had, and in which columns. */
const NAMES = [
  ['user', 'user_id', 'email'],
  ['resource', 'resource_id', 'resource_ref'],
];

/** @param {string} column */
const uniqueName = column => `bindings_${column}_resource_id_role_unique`;

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';

  // The rows of people have no place in these: what a million rows enter for
  // nothing takes longer than entering them where it counts.
  for (const column of OTHERS) {
    await dropUnique(knex, column);
    await knex.raw(
      'create unique index ?? on ?? (??, ??, ??) where ?? is not null',
      [uniqueName(column), 'bindings', column, 'resource_id', 'role', column],
    );
  }

  await knex.schema.createTable('run_inactive_people', table => {
    table.comment('People who were not active at the time of a run');
    table.integer('run_id').notNullable();
    table.integer('user_id').notNullable();
    table.primary(['run_id', 'user_id']);
  });
  await knex('run_inactive_people').insert(
    knex('run_bindings')
      .distinct('run_id', 'user_id')
      .where('user_active', false),
  );
  await knex.schema.createTable('run_names', table => {
    table.comment(
      'What people and resources in run_bindings were called, many in one row',
    );
    table.integer('run_id').notNullable();
    table.string('kind').notNullable().comment('user or resource');
    table.integer('page').notNullable().comment('The ids divided by 1000');
    table.text('names').notNullable().comment('JSON: by id');
    table.primary(['run_id', 'kind', 'page']);
  });
  for (const [kind, id, name] of NAMES) {
    const collect = isPostgres ? 'json_object_agg' : 'json_group_object';
    await knex('run_names').insert(
      knex
        .from(knex('run_bindings').distinct('run_id', id, name).as('named'))
        .select('run_id', knex.raw('?', [kind]), knex.raw('?? / 1000', [id]))
        .select(knex.raw(`${collect}(??, ??)`, [id, name]))
        .groupByRaw('??, ?? / 1000', ['run_id', id]),
    );
  }
  await knex.raw('drop index ??', [
    'run_bindings_run_id_user_id_resource_id_index',
  ]);
  await dropColumns(knex, 'run_bindings', [
    'email',
    'resource_ref',
    'user_active',
  ]);

  if (isPostgres) {
    // The rows of a run lie next to each other, and nobody asks for one alone.
    await knex.raw(
      'alter table run_bindings drop constraint run_bindings_pkey',
    );
    await knex.raw(
      'create index run_bindings_run_id_index on run_bindings using brin (run_id) with (pages_per_range = 32)',
    );
  }

  await knex.schema.alterTable('enforcement_plans', table => {
    table
      .text('basis')
      .comment(
        'JSON: what it was made from; NULL in plans of earlier versions',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await dropColumns(knex, 'enforcement_plans', ['basis']);
  await knex.schema.alterTable('run_bindings', table => {
    table.string('email').notNullable().defaultTo('');
    table.string('resource_ref', 500).notNullable().defaultTo('');
    table.boolean('user_active').notNullable().defaultTo(true);
    table.index(['run_id', 'user_id', 'resource_id']);
  });
  const isPostgres = knex.client.config.client === 'pg';
  if (isPostgres) {
    await knex.raw('drop index run_bindings_run_id_index');
    await knex.raw(
      'alter table run_bindings add constraint run_bindings_pkey primary key (run_id, binding_id)',
    );
  }
  for (const [kind, id, name] of NAMES) {
    const each = isPostgres
      ? 'json_each_text(names::json)'
      : 'json_each(names)';
    await knex.raw(
      `update run_bindings set ?? = named.name from
         (select run_id, cast(key as integer) as id, value as name
          from run_names, ${each} where kind = ?) as named
       where named.run_id = run_bindings.run_id and named.id = ??`,
      [name, kind, `run_bindings.${id}`],
    );
  }
  await knex('run_bindings')
    .update({ user_active: false })
    .whereExists(inactive =>
      inactive
        .from('run_inactive_people')
        .whereRaw('run_inactive_people.run_id = run_bindings.run_id')
        .whereRaw('run_inactive_people.user_id = run_bindings.user_id'),
    );
  await knex.schema.dropTable('run_names');
  await knex.schema.dropTable('run_inactive_people');
  for (const column of OTHERS) {
    await knex.raw('drop index ??', [uniqueName(column)]);
    await addUnique(knex, column);
  }
};

/**
 * Of PostgreSQL it is a constraint, of SQLite an index.
 *
 * @param {import('knex').Knex} knex
 * @param {string} column
 */
async function dropUnique(knex, column) {
  const name = uniqueName(column);
  await (knex.client.config.client === 'pg'
    ? knex.raw('alter table ?? drop constraint ??', ['bindings', name])
    : knex.raw('drop index ??', [name]));
}

/**
 * @param {import('knex').Knex} knex
 * @param {string} column
 */
async function addUnique(knex, column) {
  const columns = [column, 'resource_id', 'role'];
  await (knex.client.config.client === 'pg'
    ? knex.raw('alter table ?? add constraint ?? unique (??, ??, ??)', [
        'bindings',
        uniqueName(column),
        ...columns,
      ])
    : knex.raw('create unique index ?? on ?? (??, ??, ??)', [
        uniqueName(column),
        'bindings',
        ...columns,
      ]));
}

/**
 * Leaves the table as it is, where Knex would make another for SQLite.
 *
 * @param {import('knex').Knex} knex
 * @param {string} table
 * @param {string[]} columns
 */
async function dropColumns(knex, table, columns) {
  for (const column of columns) {
    await knex.raw('alter table ?? drop column ??', [table, column]);
  }
}
