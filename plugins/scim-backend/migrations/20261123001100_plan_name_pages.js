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

/** Ids whose names are in one page. */
const PAGE = 32;

/** Pages written by one statement. */
const BATCH = 100;

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // A row for each name takes longer to write than all the rest of a plan.
  await knex.schema.createTable('plan_name_pages', table => {
    table.comment(
      'What the ids in change rows stand for: copies, since plans outlive people and resources',
    );
    table.integer('plan_id').notNullable();
    table
      .string('kind')
      .notNullable()
      .comment('user, resource, group or portalRole');
    table.integer('page').notNullable().comment('The ids divided by 32');
    table
      .text('search_keys')
      .notNullable()
      .comment('A line for each: its id and its names in folded case');
    table.text('details').notNullable().comment('JSON: summaries by id');
    table.primary(['plan_id', 'kind', 'page']);
  });
  const names = await knex('plan_names').orderBy(['plan_id', 'kind', 'id']);
  const pages = new Map();
  for (const { plan_id, kind, id, search_key, detail } of names) {
    const page = Math.floor(id / PAGE);
    const key = `${plan_id} ${kind} ${page}`;
    const found = pages.get(key) ?? {
      plan_id,
      kind,
      page,
      keys: [],
      details: {},
    };
    found.keys.push(`${id} ${search_key}`);
    found.details[id] = JSON.parse(detail);
    pages.set(key, found);
  }
  await knex.batchInsert(
    'plan_name_pages',
    [...pages.values()].map(({ keys, details, ...page }) => ({
      ...page,
      search_keys: keys.join('\n'),
      details: JSON.stringify(details),
    })),
    BATCH,
  );
  await knex.schema.dropTable('plan_names');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
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
  const pages = await knex('plan_name_pages');
  const names = pages.flatMap(({ plan_id, kind, search_keys, details }) => {
    const summaries = JSON.parse(details);
    return search_keys.split('\n').map((/** @type {string} */ line) => {
      const [id] = line.split(' ', 1);
      return {
        plan_id,
        kind,
        id: Number(id),
        search_key: line.slice(id.length + 1),
        detail: JSON.stringify(summaries[id]),
      };
    });
  });
  await knex.batchInsert('plan_names', names, BATCH);
  await knex.schema.dropTable('plan_name_pages');
};
