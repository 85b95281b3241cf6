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

import { CustomErrorBase, ResponseError } from '@backstage/errors';
import { GuardResult, PlanApprovals, PlanChange, PlanRemoval } from './types';

/**
 * How the rows of a plan made now differ from the rows of the plan that was
 * refused.
 *
 * @public
 */
export interface PlanDifference {
  /** Number of rows that only a plan made now has. */
  added: { changes: number; removals: number };
  /** Number of rows that a plan made now no longer has. */
  gone: { changes: number; removals: number };
  /** Some of these rows, not always all. */
  examples: {
    added: { changes: PlanChange[]; removals: PlanRemoval[] };
    gone: { changes: PlanChange[]; removals: PlanRemoval[] };
  };
}

/**
 * A plan can no longer be applied, because it is too old or something changed
 * since it was made. Nothing was changed; make a new plan and look at it.
 *
 * HTTP status 409; `error.name` of the answer is `StalePlanError`.
 *
 * @public
 */
export class StalePlanError extends CustomErrorBase {
  readonly name = 'StalePlanError';
  readonly statusCode = 409;

  constructor(
    message: string,
    /** `changed`: something was written since; `expired`: its time is over. */
    readonly reason: 'changed' | 'expired',
    /** What changed since; absent if the plan has expired. */
    readonly difference?: PlanDifference,
  ) {
    super(message);
  }
}

/**
 * A guard refused to apply a plan, or to take the last administrator away.
 * Nothing was changed.
 *
 * HTTP status 422; `error.name` of the answer is `GuardRefusedError`.
 *
 * @public
 */
export class GuardRefusedError extends CustomErrorBase {
  readonly name = 'GuardRefusedError';
  readonly statusCode = 422;

  constructor(
    /** The guards that refused; their sentences say why. */
    readonly guards: GuardResult[],
  ) {
    super(guards.map(guard => guard.message).join(' '));
  }
}

/**
 * A plan needs the approval of more people before it can be applied. Nothing
 * was changed.
 *
 * HTTP status 409; `error.name` of the answer is `ApprovalRequiredError`.
 *
 * @public
 */
export class ApprovalRequiredError extends CustomErrorBase {
  readonly name = 'ApprovalRequiredError';
  readonly statusCode = 409;

  constructor(message: string, readonly approvals: PlanApprovals) {
    super(message);
  }
}

/**
 * An approval was refused. Nothing was changed.
 *
 * HTTP status 403; `error.name` of the answer is `ApprovalRefusedError`.
 *
 * @public
 */
export class ApprovalRefusedError extends CustomErrorBase {
  readonly name = 'ApprovalRefusedError';
  readonly statusCode = 403;

  constructor(
    message: string,
    /** `requester`: who made the plan; `twice`: who has approved it already. */
    readonly reason: 'requester' | 'twice',
  ) {
    super(message);
  }
}

/**
 * An override of a guard was refused. Nothing was changed.
 *
 * HTTP status 422; `error.name` of the answer is `OverrideRefusedError`.
 *
 * @public
 */
export class OverrideRefusedError extends CustomErrorBase {
  readonly name = 'OverrideRefusedError';
  readonly statusCode = 422;

  constructor(
    message: string,
    /**
     * `number`: the plan affects another number of people; `not-blocking`: the
     * guard lets the plan pass; `not-overridable`: only a setting can turn it
     * off; `unknown-guard`: there is no such guard.
     */
    readonly reason:
      | 'number'
      | 'not-blocking'
      | 'not-overridable'
      | 'unknown-guard',
  ) {
    super(message);
  }
}

/**
 * The error of this module that an answer of the REST API carries, if it
 * carries one; any other error as it is.
 *
 * @public
 */
export function toEnforcementError(error: unknown): unknown {
  if (!(error instanceof ResponseError)) {
    return error;
  }
  const body = error.body.error as unknown as Error;
  switch (body.name) {
    case 'StalePlanError': {
      const { message, reason, difference } = body as StalePlanError;
      return new StalePlanError(message, reason, difference);
    }
    case 'GuardRefusedError':
      return new GuardRefusedError((body as GuardRefusedError).guards);
    case 'ApprovalRequiredError': {
      const { message, approvals } = body as ApprovalRequiredError;
      return new ApprovalRequiredError(message, approvals);
    }
    case 'ApprovalRefusedError': {
      const { message, reason } = body as ApprovalRefusedError;
      return new ApprovalRefusedError(message, reason);
    }
    case 'OverrideRefusedError': {
      const { message, reason } = body as OverrideRefusedError;
      return new OverrideRefusedError(message, reason);
    }
    default:
      return error;
  }
}
