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
  await knex.schema.alterTable('enforcement_plans', table => {
    table
      .boolean('preparing')
      .notNullable()
      .defaultTo(false)
      .comment('Its rows are still being written; nobody sees it');
  });

  // Without a reference to the plan: checking it for each of a million rows
  // takes longer than writing them. Whoever deletes a plan deletes its rows.
  await knex.schema.createTable('plan_changes', table => {
    table.comment('Change rows of plans, as short as they can be');
    table.integer('plan_id').notNullable();
    table.integer('position').notNullable();
    table.integer('user_id').notNullable();
    table
      .integer('resource_id')
      .notNullable()
      .comment('resources.id; below 0 in other access sources');
    table.string('old_role');
    table.string('new_role');
    table
      .text('origins')
      .notNullable()
      .comment('Where roles come from; ids stand for names in plan_names');
    table.primary(['plan_id', 'position']);
  });
  await knex.schema.createTable('plan_names', table => {
    table.comment(
      'What the ids in change rows stand for: copies, since plans outlive people and resources',
    );
    table.integer('plan_id').notNullable();
    table
      .string('kind')
      .notNullable()
      .comment('user, resource, group or portalRole');
    table.integer('id').notNullable();
    table.text('search_key').notNullable().comment('Folded case');
    table.text('detail').notNullable().comment('JSON: its summary');
    table.primary(['plan_id', 'kind', 'id']);
  });
  // A plan can be made again in seconds; what a run did stays in its records.
  await knex.schema.dropTable('enforcement_changes');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.createTable('enforcement_changes', table => {
    table
      .integer('plan_id')
      .notNullable()
      .references('enforcement_plans.id')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.integer('user_id').notNullable();
    table.string('email').notNullable();
    table.integer('resource_id').notNullable();
    table.string('old_role');
    table.string('new_role');
    table.text('search_key').notNullable().comment('Folded case');
    table.text('detail').notNullable().comment('JSON: PlanChange');
    table.primary(['plan_id', 'position']);
  });
  await knex.schema.dropTable('plan_names');
  await knex.schema.dropTable('plan_changes');
  await knex.raw('alter table ?? drop column ??', [
    'enforcement_plans',
    'preparing',
  ]);
};
