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

import { Knex } from 'knex';
import { readSlices } from '../../access/localSource';
import { whereContains } from '../../access/pagedRows';
import { foldCase } from '../../database';
import { PlanNamesRow } from './planRows';

/** Pages read by one statement. */
const SLICE = 500;

/**
 * Ids of what goes by a text in a plan.
 *
 * @param plan - row id
 * @param text - a part of a name, in any case
 */
export async function findPlanNames(
  tx: Knex,
  plan: number,
  kind: PlanNamesRow['kind'],
  text: string,
): Promise<number[]> {
  const part = foldCase(text);
  const ids: number[] = [];
  let last: number | undefined;
  await readSlices(undefined, async () => {
    const pages: PlanNamesRow[] = await tx('plan_name_pages')
      .where({ plan_id: plan, kind })
      .modify(query => {
        whereContains(query, ['search_keys'], part);
        if (last !== undefined) {
          query.where('page', '>', last);
        }
      })
      .select('page', 'search_keys')
      .orderBy('page')
      .limit(SLICE);
    last = pages[pages.length - 1]?.page;
    return {
      more: pages.length === SLICE,
      take() {
        for (const { search_keys } of pages) {
          for (const line of search_keys.split('\n')) {
            const space = line.indexOf(' ');
            if (line.includes(part, space + 1)) {
              ids.push(Number(line.slice(0, space)));
            }
          }
        }
      },
    };
  });
  return ids;
}
