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

import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { ScimDatabase } from '../database';

/**
 * The engines that a test runs on. Call it in a `describe` block, and run the
 * block's tests with `describe.each(databases.ids)`.
 */
export function testDatabases() {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  return {
    ids: databases.eachSupportedId(),
    /** A fresh database with the schema of the plugin. */
    async create(id: TestDatabaseId): Promise<ScimDatabase> {
      const knex = await databases.init(id);
      return ScimDatabase.create({
        database: mockServices.database({ knex }),
        organizationName: 'Example',
      });
    },
  };
}
