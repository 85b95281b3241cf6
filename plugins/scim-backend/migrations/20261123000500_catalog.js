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

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('directory_conflicts', table => {
    table.comment(
      'People and groups whose catalog entity is not simply theirs',
    );
    table.increments('id');
    table.string('kind').notNullable().comment('user or group');
    table.uuid('uuid').notNullable().comment('SCIM id');
    table.string('reason').notNullable();
    table.string('entity_ref').notNullable();
    table.string('other_entity_ref').notNullable();
    table.text('other_location');
    table.text('message').notNullable();
    table.string('found_at').notNullable();
    table.string('reported_at').notNullable();
    table.unique(['uuid', 'reason']);
    table.index(['reason', 'reported_at']);
  });

  await knex.schema.createTable('blocked_removals', table => {
    table.comment('Removals from the catalog that were not made: at most one');
    table.integer('id').primary();
    table.string('fingerprint').notNullable();
    table.integer('count').notNullable();
    table.integer('present').notNullable();
    table.text('entity_refs').notNullable().comment('JSON: the first of them');
    table.string('blocked_at').notNullable();
    table.string('approved_by');
  });

  await knex.schema.alterTable('users', table => {
    table
      .string('catalog_ref')
      .index()
      .comment('Entity of another provider that stands for the person');
  });
  await knex.schema.alterTable('change_feed', table => {
    table.index(['entity_name']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('change_feed', table => {
    table.dropIndex(['entity_name']);
  });
  await knex.schema.alterTable('users', table => {
    table.dropIndex(['catalog_ref']);
    table.dropColumn('catalog_ref');
  });
  await knex.schema.dropTable('blocked_removals');
  await knex.schema.dropTable('directory_conflicts');
};
