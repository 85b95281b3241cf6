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
  GuardResult,
  PlanCounts,
  ResourceImpact,
  SkippedBinding,
  UserSummary,
} from '@backstage-scim/plugin-scim-common';

/** A stored plan. */
export interface PlanRow {
  id: number;
  uuid: string;
  kind: 'enforce' | 'rollback';
  rollback_of: number | null;
  revision: number;
  fingerprint: string;
  created_at: string;
  expires_at: string;
  created_by: string;
  applied_at: string | null;
  /** JSON: {@link PlanSummary}. */
  summary: string;
}

/** What a plan says of itself beside its rows. */
export interface PlanSummary {
  counts: PlanCounts;
  guards: GuardResult[];
  exempt: UserSummary[];
  impact: ResourceImpact[];
  skipped?: SkippedBinding[];
}

/** A change row of a stored plan. */
export interface PlanChangeRow {
  plan_id: number;
  position: number;
  user_id: number;
  email: string;
  resource_id: number;
  old_role: string | null;
  new_role: string | null;
  search_key: string;
  /** JSON: `PlanChange`. */
  detail: string;
}

/** A removal row of a stored plan. */
export interface PlanRemovalRow {
  plan_id: number;
  position: number;
  user_id: number;
  email: string;
  search_key: string;
  /** JSON: `PlanRemoval`. */
  detail: string;
}
