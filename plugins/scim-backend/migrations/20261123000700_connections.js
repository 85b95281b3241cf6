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

/** Columns that are added, so that they can be dropped again. */
const columns = {
  connections: [
    'linking',
    'link_with_access',
    'role_sync',
    'roles_from_groups',
    'namespace',
    'requests_per_second',
    'burst',
    'activated_at',
    'token_created_at',
    'token_expires_at',
    'token_used_at',
    'token_uses',
    'next_token_created_at',
    'next_token_expires_at',
    'next_token_used_at',
    'next_token_uses',
  ],
  groups: ['linked_entity_ref'],
  user_roles: ['synced'],
};

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('connections', table => {
    table
      .string('linking')
      .notNullable()
      .defaultTo('create-team')
      .comment('create-team or ask');
    table
      .string('link_with_access')
      .notNullable()
      .defaultTo('automatically')
      .comment('automatically or ask');
    table.boolean('role_sync').notNullable().defaultTo(false);
    table.boolean('roles_from_groups').notNullable().defaultTo(false);
    table.string('namespace').notNullable().defaultTo('default');
    table.integer('requests_per_second');
    table.integer('burst');
    table.string('activated_at');
    table.string('token_created_at');
    table.string('token_expires_at');
    table.string('token_used_at');
    table.integer('token_uses').notNullable().defaultTo(0);
    table.string('next_token_created_at');
    table.string('next_token_expires_at');
    table.string('next_token_used_at');
    table.integer('next_token_uses').notNullable().defaultTo(0);
  });
  await knex.schema.alterTable('groups', table => {
    table
      .string('linked_entity_ref')
      .comment('Catalog group of another provider that shows the members');
  });
  // A group that waits may have the name of the team it is to be linked to.
  await knex.schema.alterTable('groups', table => {
    table.dropUnique(['display_name_key']);
  });
  await knex.raw(
    'create unique index groups_linked_name_unique on groups (display_name_key) where linked',
  );
  await knex.schema.alterTable('groups', table => {
    table.index(['display_name_key'], 'groups_display_name_key_index');
  });
  await knex.schema.alterTable('user_roles', table => {
    table
      .boolean('synced')
      .notNullable()
      .defaultTo(false)
      .comment('Given by role sync, which takes it away, too');
  });

  await knex.schema.alterTable('audit_log', table => {
    // The history of one person or group.
    table.index(['target', 'seq'], 'audit_log_target_index');
  });

  await knex.schema.createTable('user_idp_roles', table => {
    table.comment('Roles that identity providers say people have');
    table
      .integer('user_id')
      .notNullable()
      .references('users.id')
      .onDelete('CASCADE');
    table.string('name_key').notNullable().comment('Folded case');
    table.primary(['user_id', 'name_key']);
    table.index(['name_key']);
  });

  await knex.schema.createTable('link_requests', table => {
    table.comment(
      'People of the portal whom a connection may not take over yet',
    );
    table
      .integer('user_id')
      .primary()
      .references('users.id')
      .onDelete('CASCADE');
    table
      .integer('connection_id')
      .notNullable()
      .references('connections.id')
      .onDelete('CASCADE');
    table.text('resource').notNullable().comment('JSON, as pushed');
    table.string('created_at').notNullable();
    table.string('updated_at').notNullable();
    table.index(['connection_id']);
  });

  await knex.schema.createTable('connection_reviews', table => {
    table.comment(
      'What activating a connection would have done, when looked at',
    );
    table.increments('id');
    table
      .integer('connection_id')
      .notNullable()
      .references('connections.id')
      .onDelete('CASCADE');
    table.string('fingerprint').notNullable().comment('SHA-256, hex');
    table.string('created_at').notNullable();
    table.text('items').notNullable().comment('JSON: ReviewItem[]');
    table.index(['connection_id', 'fingerprint']);
  });

  await knex.schema.createTable('connection_activity', table => {
    table.comment('Requests by hour');
    table
      .integer('connection_id')
      .notNullable()
      .references('connections.id')
      .onDelete('CASCADE');
    table.string('hour').notNullable();
    table.integer('requests').notNullable();
    table.integer('pushes').notNullable();
    table.integer('errors').notNullable();
    table.primary(['connection_id', 'hour']);
  });

  await knex.schema.createTable('connection_errors', table => {
    table.comment('The last refused and failed requests');
    table.increments('id');
    table
      .integer('connection_id')
      .notNullable()
      .references('connections.id')
      .onDelete('CASCADE');
    table.string('at').notNullable();
    table.string('method').notNullable();
    table.text('path').notNullable();
    table.integer('status').notNullable();
    table.string('scim_type');
    table.text('detail').notNullable();
    table.text('request').comment('JSON, without secrets');
    table.index(['connection_id', 'id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'connection_errors',
    'connection_activity',
    'connection_reviews',
    'link_requests',
    'user_idp_roles',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('audit_log', table => {
    table.dropIndex(['target', 'seq'], 'audit_log_target_index');
  });
  await knex.raw('drop index groups_linked_name_unique');
  await knex.schema.alterTable('groups', table => {
    table.dropIndex(['display_name_key'], 'groups_display_name_key_index');
    table.unique(['display_name_key']);
  });
  for (const [table, names] of Object.entries(columns)) {
    for (const name of names) {
      // Knex would rebuild the table on SQLite, and lose what refers to it.
      await knex.raw('alter table ?? drop column ??', [table, name]);
    }
  }
};
