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
  await knex.schema.createTable('organization', table => {
    table.comment('The organization: exactly one row');
    table.integer('id').primary();
    table.string('name').notNullable();
    table
      .integer('revision')
      .notNullable()
      .comment('Raised by every write that can change a plan');
    table.text('settings').notNullable().comment('JSON');
  });

  await knex.schema.createTable('connections', table => {
    table.comment('Identity providers that push over SCIM');
    table.increments('id');
    table.uuid('uuid').notNullable().unique();
    table.string('name').notNullable().unique();
    table.string('provider').notNullable().comment('okta, entra, generic, …');
    table.string('status').notNullable().comment('pending, active or paused');
    table.boolean('configured').notNullable().comment('Declared in app-config');
    table.string('token_hash').unique().comment('SHA-256, hex');
    table.string('token_hint').comment('Last four characters');
    table.string('next_token_hash').unique().comment('During a rotation');
    table.string('next_token_hint');
    table.string('created_at').notNullable();
    table.string('last_push_at');
  });

  await knex.schema.createTable('users', table => {
    table.comment('People; unsynced ones have no connection');
    table.increments('id');
    table.uuid('uuid').notNullable().unique().comment('SCIM id');
    table
      .integer('connection_id')
      .references('connections.id')
      .onDelete('SET NULL');
    table
      .string('external_id')
      .index()
      .comment('Case matters; scoped to connection');
    table.string('user_name').notNullable();
    table.string('user_name_key').notNullable().unique().comment('Folded case');
    table.string('email').comment('Primary email');
    table.string('email_key').index();
    table.string('display_name');
    table.string('display_name_key').index();
    table.string('given_name_key').index();
    table.string('family_name_key').index();
    table.string('manager_uuid').index().comment('SCIM id of the manager');
    table.boolean('active').notNullable();
    table
      .boolean('member')
      .notNullable()
      .comment('False once enforcement has ended the membership');
    table.string('entity_name').notNullable().unique();
    table.jsonb('resource').notNullable().comment('The SCIM resource');
    table
      .jsonb('resource_key')
      .notNullable()
      .defaultTo('{}')
      .comment('The SCIM resource, folded case');
    table.integer('version').notNullable();
    table.string('created_at').notNullable().index();
    table.string('updated_at').notNullable().index();
    table.string('synced_at');
    table.index(['connection_id', 'external_id']);
  });

  await knex.schema.createTable('groups', table => {
    table.comment('User groups; local teams have no connection');
    table.increments('id');
    table.uuid('uuid').notNullable().unique().comment('SCIM id');
    table
      .integer('connection_id')
      .references('connections.id')
      .onDelete('SET NULL');
    table
      .string('external_id')
      .index()
      .comment('Case matters; scoped to connection');
    table.string('display_name').notNullable();
    table
      .string('display_name_key')
      .notNullable()
      .unique()
      .comment('Folded case');
    table
      .boolean('linked')
      .notNullable()
      .comment('False while it waits to be linked to a team');
    table.string('entity_name').notNullable().unique();
    table.jsonb('resource').notNullable().comment('The SCIM resource');
    table
      .jsonb('resource_key')
      .notNullable()
      .defaultTo('{}')
      .comment('The SCIM resource, folded case');
    table.integer('version').notNullable();
    table.string('created_at').notNullable().index();
    table.string('updated_at').notNullable().index();
    table.string('synced_at');
    table.index(['connection_id', 'external_id']);
  });

  await knex.schema.createTable('retired_entity_names', table => {
    table.comment('Names in the catalog that deleted users and groups had');
    table.string('kind').notNullable().comment('user or group');
    table.string('entity_name').notNullable();
    table
      .string('owner_key')
      .notNullable()
      .comment('Folded user name or display name of who had it');
    table.string('retired_at').notNullable();
    table.primary(['kind', 'entity_name']);
  });

  await knex.schema.createTable('group_members', table => {
    table.comment('Direct members of groups');
    table
      .integer('group_id')
      .notNullable()
      .references('groups.id')
      .onDelete('CASCADE');
    table
      .integer('user_id')
      .notNullable()
      .references('users.id')
      .onDelete('CASCADE');
    table.primary(['group_id', 'user_id']);
    table.index(['user_id']);
  });

  await knex.schema.createTable('group_subgroups', table => {
    table.comment('Groups directly inside groups');
    table
      .integer('group_id')
      .notNullable()
      .references('groups.id')
      .onDelete('CASCADE');
    table
      .integer('subgroup_id')
      .notNullable()
      .references('groups.id')
      .onDelete('CASCADE');
    table.primary(['group_id', 'subgroup_id']);
    table.index(['subgroup_id']);
  });

  if (knex.client.config.client === 'pg') {
    // Serves every filter that compares an attribute without a column by `eq`.
    for (const name of ['users', 'groups']) {
      await knex.raw('create index ?? on ?? using gin (?? jsonb_path_ops)', [
        `${name}_resource_key_index`,
        name,
        'resource_key',
      ]);
    }
  }

  await knex.schema.createTable('portal_roles', table => {
    table.comment('Roles of the portal that role sync fills');
    table.increments('id');
    table.uuid('uuid').notNullable().unique();
    table.string('name').notNullable();
    table.string('name_key').notNullable().unique();
    table.integer('version').notNullable().defaultTo(1);
    table.string('created_at').notNullable();
    table.string('updated_at').comment('When who holds it last changed');
  });

  await knex.schema.createTable('user_roles', table => {
    table.comment('Who holds which portal role');
    table
      .integer('user_id')
      .notNullable()
      .references('users.id')
      .onDelete('CASCADE');
    table
      .integer('portal_role_id')
      .notNullable()
      .references('portal_roles.id')
      .onDelete('CASCADE');
    table.primary(['user_id', 'portal_role_id']);
    table.index(['portal_role_id']);
  });

  await knex.schema.createTable('service_accounts', table => {
    table.increments('id');
    table.uuid('uuid').notNullable().unique();
    table.string('name').notNullable();
    table.string('name_key').notNullable().unique();
    table.string('created_at').notNullable();
  });

  await knex.schema.createTable('resources', table => {
    table.comment('What roles are held on, in the local access source');
    table.increments('id');
    table.uuid('uuid').notNullable().unique();
    table.string('type').notNullable();
    table.string('name').notNullable();
    table.integer('parent_id').references('resources.id').onDelete('CASCADE');
    table
      .string('ref', 500)
      .notNullable()
      .unique()
      .comment('E.g. project/prod-cloud/proj-1');
    table.index(['type', 'name']);
    table.index(['parent_id']);
  });

  await knex.schema.createTable('bindings', table => {
    table.comment('Role bindings; exactly one principal column is set');
    table.increments('id');
    table.uuid('uuid').notNullable().unique();
    table
      .integer('resource_id')
      .notNullable()
      .references('resources.id')
      .onDelete('CASCADE');
    table.string('role').notNullable();
    table.integer('user_id').references('users.id').onDelete('CASCADE');
    table.integer('group_id').references('groups.id').onDelete('CASCADE');
    table
      .integer('service_account_id')
      .references('service_accounts.id')
      .onDelete('CASCADE');
    table
      .integer('portal_role_id')
      .references('portal_roles.id')
      .onDelete('CASCADE');
    table.string('created_at').notNullable();
    table.check(
      ['user_id', 'group_id', 'service_account_id', 'portal_role_id']
        .map(column => `(case when ${column} is null then 0 else 1 end)`)
        .join(' + ')
        .concat(' = 1'),
      undefined,
      'bindings_one_principal',
    );
    table.index(['resource_id']);
    // NULLs never collide, so each index guards the rows of one principal type.
    table.unique(['user_id', 'resource_id', 'role']);
    table.unique(['group_id', 'resource_id', 'role']);
    table.unique(['service_account_id', 'resource_id', 'role']);
    table.unique(['portal_role_id', 'resource_id', 'role']);
  });

  await knex.schema.createTable('enforcement_plans', table => {
    table.increments('id');
    table.uuid('uuid').notNullable().unique();
    table.string('kind').notNullable().comment('enforce or rollback');
    table.integer('rollback_of').comment('enforcement_runs.id');
    table.integer('revision').notNullable();
    table.string('fingerprint').notNullable().comment('SHA-256, hex');
    table.string('created_at').notNullable();
    table.string('expires_at').notNullable();
    table.string('created_by').notNullable();
    table.string('applied_at');
    table
      .text('summary')
      .notNullable()
      .comment('JSON: counts, guards, exempt, impact, skipped');
  });

  // Plans and runs are records: they outlive the people and resources in them,
  // so they hold copies, not references.
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

  await knex.schema.createTable('enforcement_removals', table => {
    table
      .integer('plan_id')
      .notNullable()
      .references('enforcement_plans.id')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.integer('user_id').notNullable();
    table.string('email').notNullable();
    table.text('search_key').notNullable().comment('Folded case');
    table.text('detail').notNullable().comment('JSON: PlanRemoval');
    table.primary(['plan_id', 'position']);
  });

  await knex.schema.createTable('enforcement_runs', table => {
    table.increments('id');
    table.uuid('uuid').notNullable().unique();
    table
      .integer('plan_id')
      .notNullable()
      .unique()
      .references('enforcement_plans.id');
    table.string('operation_id').notNullable().unique();
    table.string('applied_by').notNullable();
    table.string('started_at').notNullable();
    table.string('finished_at').notNullable();
    table.integer('rolled_back_by').comment('enforcement_runs.id');
    table.text('counts').notNullable().comment('JSON: PlanCounts');
  });

  await knex.schema.createTable('run_bindings', table => {
    table.comment(
      'Role bindings that a run removed, kept for rollback; or put back',
    );
    table
      .integer('run_id')
      .notNullable()
      .references('enforcement_runs.id')
      .onDelete('CASCADE');
    table.integer('binding_id').notNullable();
    table.uuid('binding_uuid').notNullable();
    table.integer('resource_id').notNullable();
    table.string('role').notNullable();
    table.string('resource_ref', 500).notNullable();
    table.integer('user_id').notNullable();
    table.string('email').notNullable();
    table
      .boolean('user_active')
      .notNullable()
      .comment('At the time of the run');
    table.string('created_at').notNullable().comment('Of the binding');
    table.primary(['run_id', 'binding_id']);
    table.index(['run_id', 'user_id', 'resource_id']);
  });

  await knex.schema.createTable('run_memberships', table => {
    table.comment('People whose membership a run ended, or gave back');
    table
      .integer('run_id')
      .notNullable()
      .references('enforcement_runs.id')
      .onDelete('CASCADE');
    table.integer('user_id').notNullable();
    table.string('email').notNullable();
    table.primary(['run_id', 'user_id']);
  });

  await knex.schema.createTable('audit_log', table => {
    table.comment('Hash-chained; append only');
    table.integer('seq').primary();
    table.string('at').notNullable();
    table.text('actor').notNullable();
    table.string('action').notNullable().index();
    table.text('target');
    table.text('detail').notNullable().comment('JSON');
    table.string('previous_hash').notNullable();
    table.string('hash').notNullable();
  });

  await knex.schema.createTable('change_feed', table => {
    table.comment('Users and groups touched, by organization revision');
    table.increments('id');
    table.integer('revision').notNullable().index();
    table.string('kind').notNullable().comment('user or group');
    table.uuid('uuid').notNullable();
    table.string('entity_name').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'change_feed',
    'audit_log',
    'run_memberships',
    'run_bindings',
    'enforcement_runs',
    'enforcement_removals',
    'enforcement_changes',
    'enforcement_plans',
    'bindings',
    'resources',
    'service_accounts',
    'user_roles',
    'portal_roles',
    'group_subgroups',
    'group_members',
    'retired_entity_names',
    'groups',
    'users',
    'connections',
    'organization',
  ]) {
    await knex.schema.dropTable(table);
  }
};
