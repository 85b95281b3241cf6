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

import { ConfigReader } from '@backstage/config';
import { defaultAccessModel } from '@backstage-scim/plugin-scim-common';
import knexFactory from 'knex';
import { ResourceStore } from '../../access';
import { AuditLog } from '../../audit';
import { ScimDatabase } from '../../database';
import { EnforcementService } from '../EnforcementService';
import { readEnforcementSettings } from '../EnforcementSettings';
import { Task } from './startApplying';

/*
 * A process of its own that applies one plan, with everything of the back end
 * that takes part in it. It tells its parent how far it is, and is there to be
 * killed.
 */
const config = new ConfigReader({
  permission: { enabled: true },
  scim: {
    enforcement: {
      guards: {
        ownersLeft: { minimum: 0 },
        effectiveLoss: { percentage: 100 },
      },
    },
  },
});

async function open(connection: object): Promise<EnforcementService> {
  const knex = knexFactory({ useNullAsDefault: true, ...connection });
  const database = await ScimDatabase.create({
    database: { getClient: async () => knex, migrations: { skip: true } },
    organizationName: 'Example',
  });
  return EnforcementService.create({
    database,
    audit: await AuditLog.create({ database, config }),
    resources: new ResourceStore(defaultAccessModel),
    model: defaultAccessModel,
    settings: readEnforcementSettings(config),
  });
}

process.on('message', async ({ connection, plan, operationId }: Task) => {
  const enforcement = await open(connection);
  enforcement.watchProgress(operationId, ({ phase, message }) =>
    process.send!({ phase, message }),
  );
  const { id, fingerprint } = plan;
  const actor = 'service:test';
  await enforcement.apply(id, { fingerprint, operationId, actor });
});
process.send!({ phase: 'started' });
