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

import { ConflictError, InputError } from '@backstage/errors';
import {
  ApprovalRefusedError,
  ApprovalRequiredError,
  OverrideGuardRequest,
  OverrideRefusedError,
  StalePlanError,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { AuditLog } from '../audit';
import type { OrganizationChange, ScimDatabase } from '../database';
import {
  affectedUsers,
  PlanDecisions,
  PlanRow,
  PlanStore,
  PlanSummary,
  requireBasis,
  statusOf,
} from './plan';
import { isSameActor } from './isSameActor';
import { PlanJudging } from './PlanJudging';

/** Longest reason of an override. */
const REASON_LENGTH = 1000;

/** Takes what people decide about a plan before it is applied. */
export class PlanAgreement {
  constructor(
    private readonly options: {
      database: ScimDatabase;
      audit: AuditLog;
      plans: PlanStore;
      decisions: PlanDecisions;
      judging: PlanJudging;
    },
  ) {}

  /**
   * Lets a plan pass a guard that blocks it. Approvals that the plan has do not
   * count any more.
   *
   * @throws OverrideRefusedError
   */
  async override(
    id: string,
    request: OverrideGuardRequest & { actor: string },
  ): Promise<PlanRow> {
    const { audit, decisions } = this.options;
    const reason = request.reason.trim();
    if (reason === '' || reason.length > REASON_LENGTH || /\0/.test(reason)) {
      throw new InputError(
        `Give a reason of 1 to ${REASON_LENGTH} characters; the audit log keeps it.`,
      );
    }
    return this.#decide(id, async (change, plan) => {
      const guard = this.#blocking(plan, request.guard);
      if (request.affectedUsers !== affectedUsers(plan)) {
        throw new OverrideRefusedError(
          `The plan '${id}' affects another number of people; type the number that the plan shows as 'affectedUsers'.`,
          'number',
        );
      }
      await decisions.addOverride(change.tx, plan, guard, {
        by: request.actor,
        reason,
      });
      await audit.record(change, {
        actor: request.actor,
        action: 'enforcement.override',
        target: plan.uuid,
        detail: {
          guard: guard.guard,
          numbers: guard.numbers,
          affectedUsers: request.affectedUsers,
          reason,
        },
      });
    });
  }

  /**
   * Agrees to a plan that somebody else made.
   *
   * @throws ApprovalRefusedError
   */
  async approve(
    id: string,
    request: { fingerprint: string; actor: string },
  ): Promise<PlanRow> {
    const { audit, decisions } = this.options;
    const { actor } = request;
    return this.#decide(id, async (change, plan) => {
      assertFingerprint(plan, request.fingerprint);
      if (isSameActor(actor, plan.created_by)) {
        throw new ApprovalRefusedError(
          `You made the plan '${id}'; somebody else must approve it.`,
          'requester',
        );
      }
      const { given = [] } = (await decisions.approvals(change.tx, plan)) ?? {};
      if (given.some(({ by }) => isSameActor(actor, by))) {
        throw new ApprovalRefusedError(
          `You have approved the plan '${id}' already; if it needs more approvals, somebody else must give them.`,
          'twice',
        );
      }
      await decisions.addApproval(change.tx, plan, actor);
      await audit.record(change, {
        actor,
        action: 'enforcement.approve',
        target: plan.uuid,
        detail: { fingerprint: plan.fingerprint },
      });
    });
  }

  /** @throws ApprovalRequiredError */
  async assertApproved(tx: Knex, plan: PlanRow): Promise<void> {
    const approvals = await this.options.decisions.approvals(tx, plan);
    const missing = approvals ? approvals.required - approvals.given.length : 0;
    if (approvals && missing > 0) {
      throw new ApprovalRequiredError(
        `The plan '${plan.uuid}' needs the approval of ${
          missing === 1 ? 'one more person' : `${missing} more people`
        } who did not make it.`,
        approvals,
      );
    }
  }

  #blocking(plan: PlanRow, name: string) {
    const { judging } = this.options;
    const guard = judging.find(name);
    if (!guard) {
      throw new OverrideRefusedError(
        `There is no guard '${name}'; there is ${judging.names.join(', ')}.`,
        'unknown-guard',
      );
    }
    const { guards }: PlanSummary = JSON.parse(plan.summary);
    const result = guards.find(one => one.guard === name);
    if (result?.outcome !== 'block') {
      throw new OverrideRefusedError(
        `The guard '${name}' does not block the plan '${plan.uuid}'; there is nothing to override.`,
        'not-blocking',
      );
    }
    if (!guard.overridable) {
      throw new OverrideRefusedError(
        `The guard '${name}' cannot be overridden: ${result.message}`,
        'not-overridable',
      );
    }
    return result;
  }

  #decide(
    id: string,
    decide: (change: OrganizationChange, plan: PlanRow) => Promise<void>,
  ): Promise<PlanRow> {
    return this.options.database.write(async change => {
      const { tx } = change;
      const plan = await this.options.plans.get(tx, id);
      // A write takes the next revision, whether or not it uses it.
      assertUsable(plan, change.revision - 1);
      await decide(change, plan);
      return plan;
    });
  }
}

/** @throws ConflictError if it is that of another plan */
export function assertFingerprint(plan: PlanRow, fingerprint: string): void {
  if (fingerprint !== plan.fingerprint) {
    throw new ConflictError(
      `The fingerprint is not that of plan '${plan.uuid}'; read the plan again and approve what it says.`,
    );
  }
}

/** @throws StalePlanError if its time is over */
export function assertInTime(plan: PlanRow): void {
  if (Date.now() >= Date.parse(plan.expires_at)) {
    throw new StalePlanError(
      `The plan '${plan.uuid}' expired at ${plan.expires_at}; make a new one and look at it.`,
      'expired',
    );
  }
}

function assertUsable(plan: PlanRow, revision: number): void {
  switch (statusOf(plan, revision)) {
    case 'applied':
      throw new ConflictError(
        `The plan '${plan.uuid}' was already applied; make a new one.`,
      );
    case 'expired':
      assertInTime(plan);
      return;
    case 'stale':
      // Says so if it is of another version.
      requireBasis(plan);
      throw new StalePlanError(
        `Something changed since plan '${plan.uuid}' was made; make a new plan and look at it.`,
        'changed',
      );
    default:
  }
}
