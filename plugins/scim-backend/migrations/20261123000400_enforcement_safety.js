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
    table.text('scope').comment('JSON: PlanScope; NULL for everything');
    table
      .string('rows_digest')
      .comment('Of the rows as they were stored, so that a change shows');
  });
  await knex.schema.alterTable('enforcement_runs', table => {
    table
      .string('status')
      .notNullable()
      .defaultTo('applied')
      .comment('applied, or partial while steps are left');
  });
  await knex.schema.alterTable('audit_log', table => {
    table
      .string('key_id')
      .comment('Names the key; NULL in entries from before keys had names');
  });

  await knex.schema.createTable('plan_overrides', table => {
    table.comment('Guards that somebody overrode for one plan');
    table
      .integer('plan_id')
      .notNullable()
      .references('enforcement_plans.id')
      .onDelete('CASCADE');
    table.string('guard').notNullable();
    table
      .text('numbers')
      .notNullable()
      .comment('JSON: what the guard counted when it was overridden');
    table.text('reason').notNullable();
    table.text('overridden_by').notNullable();
    table.string('overridden_at').notNullable();
    table.primary(['plan_id', 'guard']);
  });

  await knex.schema.createTable('plan_approvals', table => {
    table.comment('Who agreed to a plan, beside who made it');
    table
      .integer('plan_id')
      .notNullable()
      .references('enforcement_plans.id')
      .onDelete('CASCADE');
    table.string('approved_by').notNullable();
    table.string('approved_at').notNullable();
    table.primary(['plan_id', 'approved_by']);
  });

  await knex.schema.createTable('plan_skipped', table => {
    table.comment('What a rollback cannot bring back');
    table
      .integer('plan_id')
      .notNullable()
      .references('enforcement_plans.id')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.text('search_key').notNullable().comment('Folded case');
    table.text('detail').notNullable().comment('JSON: SkippedBinding');
    table.primary(['plan_id', 'position']);
  });

  await knex.schema.createTable('run_steps', table => {
    table.comment(
      'Journal of what a run changes in access sources other than our own',
    );
    table.increments('id');
    table
      .integer('run_id')
      .notNullable()
      .references('enforcement_runs.id')
      .onDelete('CASCADE');
    table.string('source').notNullable();
    table.string('action').notNullable().comment('remove or restore');
    table.string('resource_key').notNullable();
    table.string('role').notNullable();
    table.string('principal').notNullable().comment('As the source names it');
    table.uuid('user_uuid').notNullable();
    table.string('state').notNullable().comment('pending, done or failed');
    table
      .boolean('effective')
      .notNullable()
      .comment('Done, and it was not so already');
    table.text('message').comment('Why it failed');
    table.string('updated_at').notNullable();
    table.index(['run_id', 'state', 'source']);
  });

  await knex.schema.createTable('emptied_groups', table => {
    table.comment('Groups that lost their last direct member, and when');
    table
      .integer('group_id')
      .primary()
      .references('groups.id')
      .onDelete('CASCADE');
    table.string('emptied_at').notNullable();
  });

  if (knex.client.config.client === 'pg') {
    // Checking it for each of a million rows takes longer than writing them;
    // runs are never deleted one by one.
    await knex.schema.alterTable('run_bindings', table => {
      table.dropForeign('run_id');
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.schema.alterTable('run_bindings', table => {
      table
        .foreign('run_id')
        .references('enforcement_runs.id')
        .onDelete('CASCADE');
    });
  }
  for (const table of [
    'emptied_groups',
    'run_steps',
    'plan_skipped',
    'plan_approvals',
    'plan_overrides',
  ]) {
    await knex.schema.dropTable(table);
  }
  // Leaves the table as it is, where Knex would make another for SQLite.
  for (const [table, column] of [
    ['audit_log', 'key_id'],
    ['enforcement_runs', 'status'],
    ['enforcement_plans', 'scope'],
    ['enforcement_plans', 'rows_digest'],
  ]) {
    await knex.raw('alter table ?? drop column ??', [table, column]);
  }
};
