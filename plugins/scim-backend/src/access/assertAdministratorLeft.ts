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
import { Knex } from 'knex';
import { type BindingsChange, hasAdministrator } from './hasAdministrator';
import { noAdministratorLeft } from './noAdministratorLeft';

/**
 * Refuses to take the administrator role from the last active people who hold
 * it: nobody could give it to anybody any more. Where nobody holds it before,
 * nothing is taken away.
 *
 * @throws GuardRefusedError
 */
export async function assertAdministratorLeft(
  tx: Knex,
  model: AccessModel,
  change: BindingsChange,
): Promise<void> {
  if (
    change.gone.length > 0 &&
    !(await hasAdministrator(tx, model, change)) &&
    (await hasAdministrator(tx, model))
  ) {
    throw noAdministratorLeft(model, true);
  }
}
