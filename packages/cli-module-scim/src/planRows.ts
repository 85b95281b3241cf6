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
  allPages,
  PlanChange,
  PlanRemoval,
  ScimApi,
} from '@backstage-scim/plugin-scim-common';
import { collect } from './collect';

/** Every row of a plan or a run. */
export interface PlanRows {
  changes: PlanChange[];
  removals: PlanRemoval[];
}

/** What a plan would change. */
export async function readPlanRows(
  api: ScimApi,
  planId: string,
): Promise<PlanRows> {
  return {
    changes: await collect(allPages(page => api.listPlanChanges(planId, page))),
    removals: await collect(
      allPages(page => api.listPlanRemovals(planId, page)),
    ),
  };
}

/** What a run really changed. */
export async function readRunRows(
  api: ScimApi,
  runId: string,
): Promise<PlanRows> {
  return {
    changes: await collect(allPages(page => api.listRunChanges(runId, page))),
    removals: await collect(allPages(page => api.listRunRemovals(runId, page))),
  };
}
