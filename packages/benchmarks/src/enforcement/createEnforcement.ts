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

import { mockServices } from '@backstage/backend-test-utils';
import { defaultAccessModel } from '@backstage-scim/plugin-scim-common';
// Benchmarks measure the parts themselves, without HTTP in between.
/* eslint-disable @backstage/no-forbidden-package-imports */
import { ResourceStore } from '@backstage-scim/plugin-scim-backend/src/access';
import { AuditLog } from '@backstage-scim/plugin-scim-backend/src/audit';
import { ScimDatabase } from '@backstage-scim/plugin-scim-backend/src/database';
import {
  EnforcementService,
  readEnforcementSettings,
} from '@backstage-scim/plugin-scim-backend/src/enforcement';
/* eslint-enable @backstage/no-forbidden-package-imports */

/** The service as the plugin wires it; guards let generated plans pass. */
export async function createEnforcement(
  database: ScimDatabase,
): Promise<EnforcementService> {
  const config = mockServices.rootConfig({
    data: {
      permission: { enabled: true },
      scim: {
        enforcement: {
          guards: {
            ownersLeft: { minimum: 0 },
            effectiveLoss: { percentage: 100, people: 100_000_000 },
          },
        },
      },
    },
  });
  return EnforcementService.create({
    database,
    audit: await AuditLog.create({ database, config }),
    resources: new ResourceStore(defaultAccessModel),
    model: defaultAccessModel,
    settings: readEnforcementSettings(config),
  });
}
