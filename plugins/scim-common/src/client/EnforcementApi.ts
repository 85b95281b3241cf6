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

import { Page } from '../access/types';
import { EnforcementRun, OperationStatus, RunStep } from '../enforcement/runs';
import {
  ApplyPlanRequest,
  EnforcementPlan,
  OperationProgress,
  OverrideGuardRequest,
  PlanChange,
  PlanListItem,
  PlanRemoval,
  PlanScope,
  SkippedBinding,
} from '../enforcement/types';
import type { PageRequest } from './ScimApi';

/**
 * Plans and runs, in the management REST API.
 *
 * @public
 */
export interface EnforcementApi {
  /**
   * Makes a plan and stores it; changes nothing else. With an operation id its
   * progress can be watched.
   */
  createPlan(options?: {
    rollbackOf?: string;
    scope?: PlanScope;
    operationId?: string;
  }): Promise<EnforcementPlan>;
  /** Plans, newest first. */
  listPlans(page?: PageRequest): Promise<Page<PlanListItem>>;
  getPlan(id: string): Promise<EnforcementPlan>;
  /** Change rows, by email, then in the order of the access model. */
  listPlanChanges(id: string, page?: PageRequest): Promise<Page<PlanChange>>;
  /** People whose membership ends, by email. */
  listPlanRemovals(id: string, page?: PageRequest): Promise<Page<PlanRemoval>>;
  /** What a rollback cannot bring back, by principal. */
  listPlanSkipped(
    id: string,
    page?: PageRequest,
  ): Promise<Page<SkippedBinding>>;
  /**
   * Lets a plan pass a guard that blocks it. Throws `OverrideRefusedError`.
   */
  overrideGuard(
    id: string,
    request: OverrideGuardRequest,
  ): Promise<EnforcementPlan>;
  /** Agrees to somebody else's plan. Throws `ApprovalRefusedError`. */
  approvePlan(
    id: string,
    request: { fingerprint: string },
  ): Promise<EnforcementPlan>;
  /**
   * Carries a plan out. Throws `StalePlanError` if the plan is too old, another
   * version of the back end made it, or something changed since,
   * `GuardRefusedError` if a guard refuses, `ApprovalRequiredError` if more
   * people must agree.
   */
  applyPlan(id: string, request: ApplyPlanRequest): Promise<EnforcementRun>;
  /**
   * How far the making or applying of a plan is, as it happens; ends with it.
   */
  watchOperation(
    operationId: string,
    options?: { signal?: AbortSignal },
  ): AsyncIterable<OperationProgress>;
  /** What became of an operation, told with certainty. */
  getOperation(operationId: string): Promise<OperationStatus>;
  /** Runs, newest first. */
  listRuns(page?: PageRequest): Promise<Page<EnforcementRun>>;
  getRun(id: string): Promise<EnforcementRun>;
  /** What a run really changed, read back from its records. */
  listRunChanges(id: string, page?: PageRequest): Promise<Page<PlanChange>>;
  /** Whose membership a run really ended, read back from its records. */
  listRunRemovals(id: string, page?: PageRequest): Promise<Page<PlanRemoval>>;
  /** What a rollback could not bring back, by principal. */
  listRunSkipped(id: string, page?: PageRequest): Promise<Page<SkippedBinding>>;
  /** What a run changes in access sources other than the portal's own. */
  listRunSteps(id: string, page?: PageRequest): Promise<Page<RunStep>>;
  /** Goes on with a run of which something is left in other access sources. */
  resumeRun(id: string): Promise<EnforcementRun>;
}
