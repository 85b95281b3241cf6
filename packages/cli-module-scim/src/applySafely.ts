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

import { randomUUID } from 'node:crypto';
import {
  EnforcementPlan,
  EnforcementRun,
  ScimApi,
} from '@backstage-scim/plugin-scim-common';
import { isConnectionError } from './describeError';

/**
 * Applies the very plan that was shown. If the connection breaks, it asks once
 * more with the same operation id: had the first request arrived, that gives
 * its run.
 */
export async function applySafely(
  api: ScimApi,
  plan: EnforcementPlan,
): Promise<EnforcementRun> {
  const request = {
    fingerprint: plan.fingerprint,
    operationId: randomUUID(),
  };
  try {
    return await api.applyPlan(plan.id, request);
  } catch (first) {
    if (!isConnectionError(first)) {
      throw first;
    }
    try {
      return await api.applyPlan(plan.id, request);
    } catch (cause) {
      if (!isConnectionError(cause)) {
        throw cause;
      }
      throw new Error(
        'The connection broke while the plan was being applied. It is applied whole or not at all: look at what is left with --dry-run.',
        { cause },
      );
    }
  }
}
