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

import { NotFoundError } from '@backstage/errors';
import { scimDirectoryReadPermission } from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { findUser } from '../access';
import type { ScimDatabase } from '../database';
import { toUserSummary } from '../directory';
import { OwnershipLookup } from '../ownership';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/** What nobody owns in the catalog, or would if somebody left. */
export function createOwnershipRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  ownership: OwnershipLookup;
}): ExpressRouter {
  const { authorizer, database, ownership } = options;
  const router = Router();

  router.get('/ownership/orphans', async (request, response) => {
    await authorizer.require(request, scimDirectoryReadPermission);
    const { user: reference } = request.query as { user?: string };
    const { after, limit, search = '' } = toSlice(request.query, ['string']);
    const orphans = reference
      ? await ownership.orphanedBy([await entityRefOf(reference)])
      : await ownership.orphaned();
    const key = search.toLowerCase();
    const matching = orphans.filter(
      ({ entityRef, title }) =>
        entityRef.includes(key) || title?.toLowerCase().includes(key),
    );
    const rest = matching.filter(
      ({ entityRef }) => !after || entityRef > after[0],
    );
    const items = rest.slice(0, limit);
    response.json(
      toPage({
        items,
        totalItems: matching.length,
        next:
          rest.length > limit ? [items[items.length - 1].entityRef] : undefined,
      }),
    );
  });

  async function entityRefOf(reference: string): Promise<string> {
    const user = await database.read(tx => findUser(tx, reference));
    if (!user) {
      throw new NotFoundError(
        `The directory knows nobody by '${reference}'; give an id, a user name, an email or an entity reference.`,
      );
    }
    return toUserSummary(user).entityRef;
  }

  return router;
}
