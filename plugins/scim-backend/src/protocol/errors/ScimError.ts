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

/** The `scimType` of an error: what is used of RFC 7644 §3.12 and RFC 9865 §2.1. */
export type ScimErrorType =
  | 'invalidFilter'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidCursor'
  | 'invalidCount';

/** An error as SCIM tells it. Its message is shown to the client. */
export class ScimError extends Error {
  readonly name = 'ScimError';

  constructor(
    /** HTTP status. */
    readonly status: number,
    /** What is wrong and what to do about it. */
    readonly detail: string,
    readonly scimType?: ScimErrorType,
    /** When to come back, in whole seconds. */
    readonly retryAfter?: number,
  ) {
    super(detail);
  }

  static invalidFilter(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidFilter');
  }

  static invalidPath(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidPath');
  }

  static invalidValue(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidValue');
  }

  static invalidSyntax(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidSyntax');
  }

  static noTarget(detail: string): ScimError {
    return new ScimError(400, detail, 'noTarget');
  }

  static mutability(detail: string): ScimError {
    return new ScimError(400, detail, 'mutability');
  }

  static unauthorized(detail: string): ScimError {
    return new ScimError(401, detail);
  }

  static forbidden(detail: string): ScimError {
    return new ScimError(403, detail);
  }

  static notFound(detail: string): ScimError {
    return new ScimError(404, detail);
  }

  static uniqueness(detail: string): ScimError {
    return new ScimError(409, detail, 'uniqueness');
  }

  static preconditionFailed(detail: string): ScimError {
    return new ScimError(412, detail);
  }

  static tooLarge(detail: string): ScimError {
    return new ScimError(413, detail);
  }

  static tooManyRequests(detail: string, retryAfter: number): ScimError {
    return new ScimError(429, detail, undefined, retryAfter);
  }

  static notImplemented(detail: string): ScimError {
    return new ScimError(501, detail);
  }
}
