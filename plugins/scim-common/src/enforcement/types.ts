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

import { RoleChange, UserSummary } from '../access/types';
import { OrphanedEntity } from '../ownership/types';

/**
 * Version of the JSON form of plans and runs. Readers ignore fields they do not
 * know and refuse a major version they do not know.
 *
 * @public
 */
export const ENFORCEMENT_FORMAT_VERSION = '1.0';

/**
 * A safety check of a plan.
 *
 * @public
 */
export interface GuardResult {
  /** Machine name, e.g. `owners-left`. */
  guard: string;
  outcome: 'pass' | 'warn' | 'block';
  /** A sentence for people, with the numbers in it. */
  message: string;
  /** The numbers behind the sentence. */
  numbers: Record<string, number>;
  /** Whether somebody allowed to can override it, if it blocks. */
  overridable: boolean;
  /** Set if it blocks and was overridden for this plan. */
  overridden?: GuardOverride;
}

/**
 * Somebody's decision to go on although a guard blocks, for one plan.
 *
 * @public
 */
export interface GuardOverride {
  by: string;
  reason: string;
  /** ISO 8601. */
  at: string;
}

/**
 * Body of a request to override a guard.
 *
 * @public
 */
export interface OverrideGuardRequest {
  /** Machine name of a guard that blocks, e.g. `effective-loss`. */
  guard: string;
  /** Exactly the number of people whom the plan affects, typed by hand. */
  affectedUsers: number;
  /** Why; kept in the audit log. Up to 1000 characters. */
  reason: string;
}

/**
 * Where two people must agree: how many approvals a plan needs, and has.
 *
 * @public
 */
export interface PlanApprovals {
  /** Number of people, beside who made the plan, that must approve it. */
  required: number;
  given: Array<{
    by: string;
    /** ISO 8601. */
    at: string;
  }>;
}

/**
 * How an access source carries a plan out. `exact`: in the one transaction of
 * the run, all or nothing. `best-effort`: afterwards, binding by binding; what
 * fails is listed and can be resumed.
 *
 * @public
 */
export interface PlanSource {
  /** Id of the access source, e.g. `local`. */
  id: string;
  guarantee: 'exact' | 'best-effort';
  /** Direct role bindings of it that go, or come back. */
  bindings: number;
  /** Parts that could not be read; sentences for people. */
  problems: string[];
}

/**
 * State of a stored plan. `stale` and `expired` plans can be read, not applied.
 *
 * @public
 */
export type PlanStatus = 'ready' | 'applied' | 'stale' | 'expired';

/**
 * What a plan covers. Only a plan of everything, or of named users, ends
 * memberships: being a member is nothing that one source or resource has. A
 * scoped plan carried out, and then the plan of everything, lead to the same
 * access as the plan of everything alone.
 *
 * @public
 */
export type PlanScope =
  | { type: 'everything' }
  /** One access source, by id. */
  | { type: 'source'; source: string }
  /** One resource and all that lies in it, by reference, e.g. `cloud/prod-cloud`. */
  | { type: 'resource'; resource: string }
  /** Some people, each by id, user name or email. */
  | { type: 'users'; users: string[] };

/**
 * A stored plan: what would change, without the rows themselves.
 *
 * @public
 */
export interface EnforcementPlan {
  formatVersion: string;
  id: string;
  /** What the plan covers; absent for everything. */
  scope?: PlanScope;
  /** What applying it does: enforce groups, or undo a run. */
  kind: 'enforce' | 'rollback';
  /** For a rollback: the run it undoes. */
  rollbackOf?: string;
  status: PlanStatus;
  organization: string;
  /** Organization revision the plan was made at. */
  revision: number;
  /** SHA-256 (hex) over the canonical rows; apply must repeat it. */
  fingerprint: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  expiresAt: string;
  createdBy: string;
  counts: PlanCounts;
  guards: GuardResult[];
  /** Exempt people (break-glass accounts); they keep their bindings. */
  exempt: UserSummary[];
  /** For a rollback: what cannot come back, up to 100 of it. */
  skipped?: SkippedBinding[];
  /** For a rollback: how many cannot come back; `skipped` names some. */
  skippedTotal?: number;
  /** People affected on each resource, most first, up to 500 of them. */
  impact: ResourceImpact[];
  /** On how many resources people are affected; `impact` names some. */
  impactTotal?: number;
  /**
   * People whom it affects: with a change row, or whose membership ends. An
   * override repeats this number.
   */
  affectedUsers: number;
  /** Absent unless plans need approval. */
  approvals?: PlanApprovals;
  /** Access sources it covers, the portal's own first. */
  sources: PlanSource[];
  /**
   * Catalog entities left without an active owner; `items` names some. Absent
   * if the catalog could not be asked.
   */
  orphanedEntities?: { total: number; items: OrphanedEntity[] };
}

/**
 * A stored plan in a listing, without what can be long.
 *
 * @public
 */
export type PlanListItem = Omit<
  EnforcementPlan,
  'impact' | 'impactTotal' | 'exempt' | 'skipped' | 'orphanedEntities'
>;

/**
 * The numbers of a plan.
 *
 * @public
 */
export interface PlanCounts {
  /** Active members looked at. */
  users: number;
  /** People with at least one change row. */
  usersChanged: number;
  /** Change rows. */
  changes: number;
  /** People whose membership ends. */
  usersRemoved: number;
  /** Direct role bindings that go (or, for a rollback, come back). */
  bindings: number;
}

/**
 * How many people a plan affects on a resource. For a rollback, the same people
 * seen the other way round: who gets a stronger role back, and who gets one
 * back having none.
 *
 * @public
 */
export interface ResourceImpact {
  resource: RoleChange['resource'];
  /** People who keep a weaker role. */
  reduced: number;
  /** People who keep none, those whose membership ends included. */
  removed: number;
  /**
   * The resources in this one, as those see them who lose their role on it:
   * how many they lose a role on too or keep a weaker one, and how many they
   * still hold a role on. Absent if there are none.
   */
  inside?: { touched: number; kept: number };
}

/**
 * One changed role of one person. For a rollback nothing is lost, and the role
 * bindings that come back are among the sources that are kept.
 *
 * @public
 */
export interface PlanChange extends RoleChange {
  user: UserSummary;
}

/**
 * A person whose membership ends, or, for a rollback, comes back.
 *
 * @public
 */
export interface PlanRemoval {
  user: UserSummary;
  /** Number of direct role bindings that go with them. */
  bindings: number;
}

/**
 * What a rollback leaves out, and why.
 *
 * @public
 */
export interface SkippedBinding {
  principal: string;
  resource: string;
  role: string;
  reason: string;
}

/**
 * How far the making or applying of a plan is.
 *
 * @public
 */
export interface OperationProgress {
  operationId: string;
  /**
   * In order, those that apply: `reading`, `computing`, `storing` for a plan
   * being made; `checking`, `removing` or `restoring`, `memberships`,
   * `verifying`, `recording`, `sources` for one being applied. Then `done` or
   * `failed`. New ones may be added.
   */
  phase: string;
  /** Items of this phase that are done, if they are counted. */
  done?: number;
  total?: number;
  /** ISO 8601. */
  at: string;
  /** For `failed`: a sentence for people. */
  message?: string;
}

/**
 * Body of a request to apply a plan.
 *
 * @public
 */
export interface ApplyPlanRequest {
  /** The fingerprint of the plan that was approved. */
  fingerprint: string;
  /** Makes a retry safe. Any unique string; a UUID is best. */
  operationId: string;
}
