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

import { AccessModel } from '@backstage-scim/plugin-scim-common';
import type { OrganizationWriter } from '../database';
import { hasAdministrator } from './hasAdministrator';
import { noAdministratorLeft } from './noAdministratorLeft';

/**
 * Writes as the database does, but for what would leave nobody who administers
 * the organization although somebody does before: a connection that is paused,
 * a portal role that is deleted, a team that is emptied. Nothing is changed
 * then, and the write ends with a GuardRefusedError.
 */
export function keepAdministrators(
  database: OrganizationWriter,
  model: AccessModel,
): OrganizationWriter {
  return {
    write: (run, { allowNoAdministrator } = {}) =>
      database.write(async change => {
        const before = await hasAdministrator(change.tx, model);
        const result = await run(change);
        if (
          before &&
          !allowNoAdministrator &&
          !(await hasAdministrator(change.tx, model))
        ) {
          // Absent where the request has no way to say so.
          const overridable = allowNoAdministrator !== undefined;
          throw noAdministratorLeft(model, overridable);
        }
        return result;
      }),
  };
}
