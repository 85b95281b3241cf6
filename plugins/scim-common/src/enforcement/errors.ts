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
import { GuardResult, PlanChange, PlanRemoval } from './types';

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
 * A guard refused to apply a plan. Nothing was changed.
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
    default:
      return error;
  }
}
