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
  EnforcementPlan,
  GuardResult,
  PlanCounts,
  PlanSource,
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
  /** True while its rows are being written. */
  preparing: boolean;
  /** JSON: {@link PlanSummary}. */
  summary: string;
  /** JSON: `PlanScope`; null for everything. */
  scope: string | null;
  /**
   * Of this and of the rows of the plan, as they were stored; null or of
   * something else in plans of earlier versions.
   */
  rows_digest: string | null;
  /** JSON: `PlanBasis`; null in plans of earlier versions. */
  basis: string | null;
}

/** What a plan says of itself beside its rows. */
export interface PlanSummary {
  counts: PlanCounts;
  guards: GuardResult[];
  exempt: UserSummary[];
  impact: ResourceImpact[];
  impactTotal?: number;
  /** Some of it; all of it is in `plan_skipped`. */
  skipped?: SkippedBinding[];
  skippedTotal?: number;
  sources: PlanSource[];
  orphanedEntities?: EnforcementPlan['orphanedEntities'];
}

/** A change row of a stored plan; `plan_change_pages` holds many in one. */
export interface PlanChangeRow {
  position: number;
  user_id: number;
  /** Below 0 in access sources other than the local one. */
  resource_id: number;
  old_role: string | null;
  new_role: string | null;
  /** As the kernel's `OriginEncoder` writes them. */
  origins: string;
}

/** Pages that one statement covers. SQLite blocks the process for its length. */
export const PAGES_AT_ONCE = 100;

/** Ids whose names are in one page. */
export const NAMES_PAGE = 32;

/** Stands between the names of one thing that people search for. */
export const SEARCH_SEPARATOR = ' \u2028 ';

/** What some ids in the change rows of a stored plan stand for. */
export interface PlanNamesRow {
  kind: 'user' | 'resource' | 'group' | 'portalRole';
  /** The ids divided by {@link NAMES_PAGE}. */
  page: number;
  /** A line for each: its id and its names in folded case. */
  search_keys: string;
  /**
   * JSON. Of people: `PackedColumns` of what is known of them; in plans from
   * before 20261123001400 as of the others. Of the others, by id: a summary; for a
   * resource a `NamedResource`.
   */
  details: string;
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

/** What the rollback of a stored plan cannot bring back. */
export interface PlanSkippedRow {
  plan_id: number;
  position: number;
  search_key: string;
  /** JSON: `SkippedBinding`. */
  detail: string;
}
