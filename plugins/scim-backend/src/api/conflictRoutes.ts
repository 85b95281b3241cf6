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
  BlockedCatalogRemovals,
  CatalogRemovals,
  CatalogRemovalsDecision,
  DirectoryConflictReport,
  scimDirectoryManagePermission,
  scimDirectoryReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { AuditLog } from '../audit';
import type { ScimDatabase } from '../database';
import { ConflictStore, RemovalGuard } from '../directory';
import { actorOf } from './actorOf';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/**
 * What stands between the directory and the catalog: reported by the catalog's
 * module, read and let through by administrators.
 */
export function createConflictRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  audit: AuditLog;
  /** Called when an administrator has let removals through. */
  onRemovalsApproved(): void;
}): ExpressRouter {
  const { authorizer, database, audit, onRemovalsApproved } = options;
  const conflicts = new ConflictStore();
  const guard = new RemovalGuard();
  const router = Router();

  router.get('/directory/conflicts', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const slice = toSlice(request.query, ['number']);
    response.json(toPage(await database.read(tx => conflicts.list(tx, slice))));
  });

  router.post('/directory/conflicts', async (request, response) => {
    await authorizer.requireService(request);
    const actor = actorOf(await authorizer.credentials(request));
    const report = request.body as DirectoryConflictReport;
    const reportedAt = await database.write(async change => {
      const outcome = await conflicts.report(change, report);
      if (outcome.links !== 0) {
        await audit.record(change, {
          actor,
          action: 'directory.link',
          detail: { links: outcome.links },
        });
      }
      return outcome.reportedAt;
    });
    response.json({ reportedAt });
  });

  router.get('/directory/removals', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const blocked = await database.read(tx => guard.blocked(tx));
    response.json({ items: blocked ? [blocked] : [] });
  });

  router.post('/directory/removals', async (request, response) => {
    await authorizer.requireService(request);
    const actor = actorOf(await authorizer.credentials(request));
    const removals = request.body as CatalogRemovals;
    const decision = await database.write<CatalogRemovalsDecision>(
      async change => {
        const before = await guard.blocked(change.tx);
        const decided = await guard.check(change, removals);
        if (!decided.allowed && before?.fingerprint !== decided.fingerprint) {
          await audit.record(change, {
            actor,
            action: 'directory.blockRemovals',
            target: decided.fingerprint,
            detail: {
              count: removals.entityRefs.length,
              unaccounted: decided.unaccounted,
              present: removals.present,
            },
          });
        }
        return decided;
      },
    );
    response.json(decision);
  });

  router.post(
    '/directory/removals/:fingerprint/approval',
    async (request, response) => {
      const credentials = await authorizer.require(
        request,
        scimDirectoryManagePermission,
      );
      const actor = actorOf(credentials);
      const { fingerprint } = request.params;
      const blocked = await database.write<BlockedCatalogRemovals>(
        async change => {
          const approved = await guard.approve(change, fingerprint, actor);
          await audit.record(change, {
            actor,
            action: 'directory.approveRemovals',
            target: fingerprint,
            detail: { count: approved.count },
          });
          return approved;
        },
      );
      onRemovalsApproved();
      response.json(blocked);
    },
  );

  return router;
}
