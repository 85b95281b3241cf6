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

import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { CallerAuthenticator } from '../http/CallerAuthenticator';
import { bodyOf, sendScim } from '../http/scimMessages';
import { refuseMethod } from '../resources/refuseMethod';
import { parseBulkRequest } from './BulkRequest';
import { BulkOptions, BulkRun } from './BulkRun';

/** `/Bulk` (RFC 7644 §3.7). It costs its caller as much as its operations do. */
export function createBulkRoutes(
  options: Omit<BulkOptions, 'caller'>,
  callers: CallerAuthenticator,
): Router {
  const router = PromiseRouter();
  router.post('/Bulk', async (request, response) => {
    const { caller } = response.locals;
    const wanted = parseBulkRequest(bodyOf(request));
    // The request itself has been counted.
    callers.charge(caller, wanted.operations.length - 1);
    const run = new BulkRun(wanted, { ...options, caller });
    const results = await run.run();
    response.locals.failures = run.failures;
    sendScim(response, 200, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
      Operations: results,
    });
  });
  router.all('/Bulk', refuseMethod('POST'));
  return router;
}
