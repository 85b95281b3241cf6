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

/** Change rows in one page. */
const PAGE = 500;

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // A row for each change takes longer to write than a plan takes to compute.
  await knex.schema.createTable('plan_change_pages', table => {
    table.comment('Change rows of plans, many in one row');
    table.integer('plan_id').notNullable();
    table.integer('page').notNullable().comment('The positions divided by 500');
    table
      .text('rows')
      .notNullable()
      .comment(
        'JSON: lists of user_id, resource_id, old and new role, origins',
      );
    table.primary(['plan_id', 'page']);
  });
  if (knex.client.config.client === 'pg') {
    // An older replica may be about to store another plan.
    await knex.raw('lock table ?? in access exclusive mode', ['plan_changes']);
  }
  /** @type {Array<{ plan_id: number, last: number }>} */
  const plans = await knex('plan_changes')
    .groupBy('plan_id')
    .select('plan_id', knex.raw('max(position) as last'));
  for (const { plan_id: plan, last } of plans) {
    for (let page = 0; page * PAGE <= last; page++) {
      const rows = await knex('plan_changes')
        .where({ plan_id: plan })
        .whereBetween('position', [page * PAGE, page * PAGE + PAGE - 1])
        .orderBy('position');
      if (rows.length > 0) {
        await knex('plan_change_pages').insert({
          plan_id: plan,
          page,
          rows: JSON.stringify(
            rows.map(row => [
              row.user_id,
              row.resource_id,
              row.old_role,
              row.new_role,
              row.origins,
            ]),
          ),
        });
      }
    }
  }
  await forgetBasis(knex);
  await knex.schema.dropTable('plan_changes');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.createTable('plan_changes', table => {
    table.integer('plan_id').notNullable();
    table.integer('position').notNullable();
    table.integer('user_id').notNullable();
    table.integer('resource_id').notNullable();
    table.string('old_role');
    table.string('new_role');
    table
      .text('origins')
      .notNullable()
      .comment('As the OriginEncoder of the kernel writes them');
    table.primary(['plan_id', 'position']);
  });
  const pages = await knex('plan_change_pages').select('plan_id', 'page');
  for (const { plan_id, page } of pages) {
    const { rows } = await knex('plan_change_pages')
      .where({ plan_id, page })
      .first('rows');
    await knex.batchInsert(
      'plan_changes',
      JSON.parse(rows).map(
        (
          /** @type {any[]} */ [user, resource, old, now, origins],
          /** @type {number} */ i,
        ) => ({
          plan_id,
          position: page * PAGE + i,
          user_id: user,
          resource_id: resource,
          old_role: old,
          new_role: now,
          origins,
        }),
      ),
      100,
    );
  }
  await forgetBasis(knex);
  await knex.schema.dropTable('plan_change_pages');
};

/**
 * Digests cover the rows as they lie in tables. A plan that nobody has applied
 * yet says that it is of an earlier version, and is made again.
 *
 * @param {import('knex').Knex} knex
 */
async function forgetBasis(knex) {
  await knex('enforcement_plans')
    .whereNull('applied_at')
    .update({ basis: null, rows_digest: null });
}
