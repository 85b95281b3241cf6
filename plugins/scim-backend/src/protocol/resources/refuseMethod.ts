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

import { Request, Response } from 'express';
import { ScimError } from '../errors';

/** Answers 405 with the methods that there are. */
export function refuseMethod(allowed: string) {
  return (request: Request, response: Response) => {
    response.setHeader('Allow', allowed);
    throw new ScimError(
      405,
      `${request.method} is not possible here; use ${allowed}.`,
    );
  };
}
