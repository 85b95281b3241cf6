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

import { PlanCounts, SkippedBinding } from './types';

/**
 * A plan that was carried out.
 *
 * @public
 */
export interface EnforcementRun {
  formatVersion: string;
  id: string;
  planId: string;
  kind: 'enforce' | 'rollback';
  /** Chosen by the caller; a retry with the same one gets the stored run. */
  operationId: string;
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601. */
  finishedAt: string;
  appliedBy: string;
  /** What really happened, read back from the run's records. */
  counts: PlanCounts;
  /** For an enforcement: the run that undid it, if one did. */
  rolledBackBy?: string;
  /** For a rollback: what could not come back, up to 100 of it. */
  skipped?: SkippedBinding[];
  /** For a rollback: how many could not come back. */
  skippedTotal?: number;
  /**
   * `partial`: the portal's own store is done; role bindings in other access
   * sources are left, and the run can be resumed.
   */
  status: 'applied' | 'partial';
  /** Role bindings of other access sources, by source. */
  sources: RunSource[];
}

/**
 * What became of a run in an access source other than the portal's own.
 *
 * @public
 */
export interface RunSource {
  id: string;
  done: number;
  pending: number;
  failed: number;
}

/**
 * One role binding that a run changes in an access source other than the
 * portal's own.
 *
 * @public
 */
export interface RunStep {
  source: string;
  action: 'remove' | 'restore';
  /** As the source names it. */
  resource: string;
  role: string;
  principal: string;
  /** SCIM id of the user. */
  userId: string;
  state: 'pending' | 'done' | 'failed';
  /** Why it failed. */
  message?: string;
  /** ISO 8601. */
  updatedAt: string;
}

/**
 * What became of an operation, told with certainty: asking waits for writes
 * that are going on.
 *
 * @public
 */
export interface OperationStatus {
  operationId: string;
  /**
   * `applied` or `partial`: as its run says. `not-applied`: it changed nothing,
   * because it was refused, failed, was cut off, or never arrived.
   */
  status: 'applied' | 'partial' | 'not-applied';
  run?: EnforcementRun;
}

/**
 * Payload of events on {@link ENFORCEMENT_EVENT_TOPIC}.
 *
 * @public
 */
export interface EnforcementEventPayload {
  /** The run that carried a plan out. */
  runId: string;
  kind: 'enforce' | 'rollback';
}
