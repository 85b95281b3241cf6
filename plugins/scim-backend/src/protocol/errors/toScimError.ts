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

import { ScimError } from './ScimError';

/** What the framework's body parser throws: http-errors with a `type`. */
const BODY_PARSER_ERRORS: Record<string, (error: any) => ScimError> = {
  // The limit must be said (RFC 7644 §3.7.4).
  'entity.too.large': ({ limit }) =>
    ScimError.tooLarge(
      `The request body is larger than maxPayloadSize (${limit} bytes); send less at a time.`,
    ),
  'entity.parse.failed': () =>
    ScimError.invalidSyntax('The request body is not valid JSON.'),
  'entity.verify.failed': () =>
    ScimError.invalidSyntax('The request body could not be read.'),
  'charset.unsupported': () =>
    new ScimError(415, 'The charset is not supported; send UTF-8.'),
  'encoding.unsupported': () =>
    new ScimError(415, 'The content encoding is not supported.'),
  'request.aborted': () =>
    ScimError.invalidSyntax('The request was cut off before its end.'),
  'request.size.invalid': () =>
    ScimError.invalidSyntax('The body is not as long as Content-Length says.'),
};

/** The errors of `@backstage/errors`, whose sentences are for the client. */
const BACKSTAGE_ERRORS: Record<string, (detail: string) => ScimError> = {
  InputError: ScimError.invalidValue,
  AuthenticationError: ScimError.unauthorized,
  NotAllowedError: ScimError.forbidden,
  NotFoundError: ScimError.notFound,
  ConflictError: ScimError.uniqueness,
  NotModifiedError: detail => new ScimError(304, detail),
  NotImplementedError: ScimError.notImplemented,
  ServiceUnavailableError: detail => new ScimError(503, detail),
};

/**
 * Any error as a SCIM error. Whatever is not meant for clients becomes a 500
 * that says nothing of the inside; the caller logs the original.
 */
export function toScimError(error: unknown): ScimError {
  if (error instanceof ScimError) {
    return error;
  }
  const { name, message, type } = Object(error);
  const known =
    own(BODY_PARSER_ERRORS, type)?.(error) ??
    own(BACKSTAGE_ERRORS, name)?.(message);
  if (known) {
    return known;
  }
  if (error instanceof URIError) {
    return ScimError.invalidSyntax('The URL is not encoded correctly.');
  }
  return new ScimError(500, 'Something went wrong on the server.');
}

function own<T>(table: Record<string, T>, key: unknown): T | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key)
    ? table[key]
    : undefined;
}
