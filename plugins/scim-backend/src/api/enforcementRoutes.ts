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

import {
  scimEnforcementApplyPermission,
  scimEnforcementPlanPermission,
} from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { EnforcementService } from '../enforcement';
import { actorOf } from './actorOf';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/** `/enforcement/plans` and `/enforcement/runs`. */
export function createEnforcementRoutes(options: {
  authorizer: Authorizer;
  enforcement: EnforcementService;
}): ExpressRouter {
  const { authorizer, enforcement } = options;
  const router = Router();

  router.post('/enforcement/plans', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimEnforcementPlanPermission,
    );
    const plan = await enforcement.createPlan({
      actor: actorOf(credentials),
      rollbackOf: request.body.rollbackOf,
    });
    response.status(201).json(plan);
  });

  router.post('/enforcement/plans/:id/apply', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimEnforcementApplyPermission,
    );
    const { fingerprint, operationId } = request.body;
    response.json(
      await enforcement.apply(request.params.id, {
        fingerprint,
        operationId,
        actor: actorOf(credentials),
      }),
    );
  });

  // Everything else reads.
  router.use('/enforcement', async (request, _response, next) => {
    await authorizer.require(request, scimEnforcementPlanPermission);
    next();
  });

  router.get('/enforcement/plans/:id', async (request, response) => {
    response.json(await enforcement.getPlan(request.params.id));
  });

  router.get('/enforcement/plans/:id/changes', async (request, response) => {
    const slice = toSlice(request.query, ['number']);
    response.json(
      toPage(await enforcement.listChanges(request.params.id, slice)),
    );
  });

  router.get('/enforcement/plans/:id/removals', async (request, response) => {
    const slice = toSlice(request.query, ['number']);
    response.json(
      toPage(await enforcement.listRemovals(request.params.id, slice)),
    );
  });

  router.get('/enforcement/runs', async (request, response) => {
    const slice = toSlice(request.query, ['number']);
    response.json(toPage(await enforcement.listRuns(slice)));
  });

  router.get('/enforcement/runs/:id', async (request, response) => {
    response.json(await enforcement.getRun(request.params.id));
  });

  router.get('/enforcement/runs/:id/changes', async (request, response) => {
    const slice = toSlice(request.query, ['number']);
    response.json(
      toPage(await enforcement.listRunChanges(request.params.id, slice)),
    );
  });

  router.get('/enforcement/runs/:id/removals', async (request, response) => {
    const slice = toSlice(request.query, ['number']);
    response.json(
      toPage(await enforcement.listRunRemovals(request.params.id, slice)),
    );
  });

  return router;
}
