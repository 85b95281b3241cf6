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

import { ScimErrorType } from './ScimError';
import { toScimError } from './toScimError';

/** The schema of error bodies (RFC 7644 §3.12). */
export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The body of an error response. */
export interface ScimErrorBody {
  schemas: [typeof ERROR_SCHEMA];
  /** The HTTP status: a string, as the RFC has it. */
  status: string;
  scimType?: ScimErrorType;
  detail: string;
}

/** The response body for any error. */
export function toScimErrorBody(error: unknown): ScimErrorBody {
  const { status, scimType, detail } = toScimError(error);
  return {
    schemas: [ERROR_SCHEMA],
    status: String(status),
    ...(scimType && { scimType }),
    detail,
  };
}
