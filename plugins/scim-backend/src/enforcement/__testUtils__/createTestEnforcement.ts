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
import {
  defaultAccessModel,
  EnforcementEventPayload,
} from '@backstage-scim/plugin-scim-common';
import { ResourceStore } from '../../access';
import { AuditLog } from '../../audit';
import type { ScimDatabase } from '../../database';
import {
  EnforcementService,
  EnforcementServiceOptions,
} from '../EnforcementService';
import { EnforcementSettings } from '../EnforcementSettings';
import { defaultGuardSettings, GuardSettings } from '../guards';

/** Settings that a test names, and what holds where it names none. */
export type TestSettings = Partial<Omit<EnforcementSettings, 'guards'>> & {
  guards?: Partial<GuardSettings>;
};

/**
 * The service on a real database, with everything behind it. Permissions are
 * on, and no owner needs to be left unless the test says so.
 */
export async function createTestEnforcement(
  database: ScimDatabase,
  { guards, ...settings }: TestSettings = {},
  options: Pick<
    EnforcementServiceOptions,
    'sources' | 'findOrphans' | 'signal'
  > = {},
) {
  const runs: EnforcementEventPayload[] = [];
  const enforcement = EnforcementService.create({
    database,
    audit: await AuditLog.create({
      database,
      config: mockServices.rootConfig(),
    }),
    resources: new ResourceStore(defaultAccessModel),
    model: defaultAccessModel,
    settings: {
      planLifetimeMs: 60_000,
      planRetentionMs: 24 * 60 * 60 * 1000,
      exemptUsers: [],
      approvalsRequired: 0,
      permissionsEnabled: true,
      ...settings,
      guards: {
        ...defaultGuardSettings,
        ownersLeft: { minimum: 0 },
        ...guards,
      },
    },
    onRun: payload => runs.push(payload),
    ...options,
  });
  return { enforcement, runs };
}
