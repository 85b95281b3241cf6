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
import { ReviewDifference } from './types';

/**
 * Activating a connection would no longer do what was reviewed. Nothing was
 * changed; review it again.
 *
 * HTTP status 409; `error.name` of the answer is `ReviewChangedError`.
 *
 * @public
 */
export class ReviewChangedError extends CustomErrorBase {
  readonly name = 'ReviewChangedError';
  readonly statusCode = 409;

  constructor(
    message: string,
    /** What is different. */
    readonly difference: ReviewDifference,
  ) {
    super(message);
  }
}

/** The error that an answer to `activate` means. */
export function toReviewError(error: unknown): unknown {
  if (!(error instanceof ResponseError)) {
    return error;
  }
  const { difference, name, message } = error.body.error as {
    difference?: ReviewDifference;
    name: string;
    message: string;
  };
  return name === 'ReviewChangedError' && difference
    ? new ReviewChangedError(message, difference)
    : error;
}
