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
  scimEnforcementApprovePermission,
  scimEnforcementOverridePermission,
  scimEnforcementPlanPermission,
} from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { Slice, Sliced } from '../access';
import type { EnforcementService } from '../enforcement';
import { actorOf } from './actorOf';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';
import { sendProgress } from './sendProgress';

/** `/enforcement/plans`, `/enforcement/runs` and `/enforcement/operations`. */
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
    const { rollbackOf, scope, operationId } = request.body;
    const actor = actorOf(credentials);
    const left = new AbortController();
    response.on('close', () => left.abort());
    try {
      const plan = await enforcement.createPlan({
        actor,
        rollbackOf,
        scope,
        operationId,
        signal: left.signal,
      });
      response.status(201).json(plan);
    } catch (error) {
      // Nobody is there to be answered.
      if (!left.signal.aborted) {
        throw error;
      }
    }
  });

  router.post('/enforcement/plans/:id/overrides', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimEnforcementOverridePermission,
    );
    const { guard, affectedUsers, reason } = request.body;
    const actor = actorOf(credentials);
    response.json(
      await enforcement.overrideGuard(request.params.id, {
        guard,
        affectedUsers,
        reason,
        actor,
      }),
    );
  });

  router.post('/enforcement/plans/:id/approvals', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimEnforcementApprovePermission,
    );
    const { fingerprint } = request.body;
    const actor = actorOf(credentials);
    response.json(
      await enforcement.approvePlan(request.params.id, { fingerprint, actor }),
    );
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

  router.post('/enforcement/runs/:id/resume', async (request, response) => {
    const credentials = await authorizer.require(
      request,
      scimEnforcementApplyPermission,
    );
    response.json(
      await enforcement.resume(request.params.id, actorOf(credentials)),
    );
  });

  // Everything else reads.
  router.use('/enforcement', async (request, _response, next) => {
    await authorizer.require(request, scimEnforcementPlanPermission);
    next();
  });

  router.get('/enforcement/plans', async (request, response) => {
    const slice = toSlice(request.query, ['number']);
    response.json(toPage(await enforcement.listPlans(slice)));
  });

  router.get('/enforcement/plans/:id', async (request, response) => {
    response.json(await enforcement.getPlan(request.params.id));
  });

  router.get('/enforcement/runs', async (request, response) => {
    const slice = toSlice(request.query, ['number']);
    response.json(toPage(await enforcement.listRuns(slice)));
  });

  router.get('/enforcement/runs/:id', async (request, response) => {
    response.json(await enforcement.getRun(request.params.id));
  });

  const listing = (
    path: string,
    list: (id: string, slice: Slice) => Promise<Sliced<object>>,
  ) =>
    router.get(path, async (request, response) => {
      const slice = toSlice(request.query, ['number']);
      response.json(toPage(await list(request.params.id, slice)));
    });
  listing('/enforcement/plans/:id/changes', (id, slice) =>
    enforcement.listChanges(id, slice),
  );
  listing('/enforcement/plans/:id/removals', (id, slice) =>
    enforcement.listRemovals(id, slice),
  );
  listing('/enforcement/plans/:id/skipped', (id, slice) =>
    enforcement.listSkipped(id, slice),
  );
  listing('/enforcement/runs/:id/changes', (id, slice) =>
    enforcement.listRunChanges(id, slice),
  );
  listing('/enforcement/runs/:id/removals', (id, slice) =>
    enforcement.listRunRemovals(id, slice),
  );
  listing('/enforcement/runs/:id/skipped', (id, slice) =>
    enforcement.listRunSkipped(id, slice),
  );
  listing('/enforcement/runs/:id/steps', (id, slice) =>
    enforcement.listRunSteps(id, slice),
  );

  router.get('/enforcement/operations/:id', async (request, response) => {
    response.json(await enforcement.getOperation(request.params.id));
  });

  router.get('/enforcement/operations/:id/events', (request, response) =>
    sendProgress(enforcement, request.params.id, response),
  );

  return router;
}
