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

// Benchmarks measure the parts themselves, without HTTP in between.
// eslint-disable-next-line @backstage/no-forbidden-package-imports
import { ScimDatabase } from '@backstage-scim/plugin-scim-backend/src/database';
import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';

/** The engines that benchmarks run on. */
export const engines = ['sqlite', 'postgres'] as const;

export type Engine = (typeof engines)[number];

/** An empty database with the schema of the plugin, for one benchmark. */
export interface BenchDatabase {
  engine: Engine;
  knex: Knex;
  database: ScimDatabase;
  /** Ends the connections and removes the database. */
  close(): Promise<void>;
}

/** Lays the plugin's schema into an empty database. */
export function withSchema(knex: Knex): Promise<ScimDatabase> {
  return ScimDatabase.create({
    database: mockServices.database({ knex }),
    organizationName: 'Example',
  });
}
