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

import { scimAuditReadPermission } from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { AuditLog } from '../audit';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/** `GET /audit`: what was done, newest first, and whether the log is whole. */
export function createAuditRoutes(options: {
  authorizer: Authorizer;
  audit: AuditLog;
}): ExpressRouter {
  const { authorizer, audit } = options;
  const router = Router();

  router.get('/audit', async (request, response) => {
    await authorizer.require(request, scimAuditReadPermission);
    const { after, limit } = toSlice(request.query, ['number']);
    const before = after?.[0] as number | undefined;
    const { next, ...found } = await audit.list({ before, limit });
    response.json(
      toPage({ ...found, next: next === undefined ? undefined : [next] }),
    );
  });

  router.get('/audit/verification', async (request, response) => {
    await authorizer.require(request, scimAuditReadPermission);
    response.json(await audit.verify());
  });

  return router;
}
