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

import { InputError } from '@backstage/errors';
import { PrincipalStatus } from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { EffectiveAccess, findUser, readOwnershipRefs } from '../access';
import { foldCase, type ScimDatabase } from '../database';
import { DirectoryReader, entityNameOf, isRetiredUser } from '../directory';
import { Authorizer } from './Authorizer';

/** `/directory`, for other back ends, which see it through `scimServiceRef`. */
export function createDirectoryRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  directory: DirectoryReader;
  access: EffectiveAccess;
}): ExpressRouter {
  const { authorizer, database, directory, access } = options;
  const router = Router();

  router.get('/directory', async (request, response) => {
    await authorizer.requireService(request);
    const { cursor } = request.query as { cursor?: string };
    response.json(await directory.listPage({ cursor }));
  });

  router.get('/directory/changes', async (request, response) => {
    await authorizer.requireService(request);
    const { since, limit } = request.query as unknown as {
      since: number;
      limit?: number;
    };
    response.json(await directory.listChanges({ since, limit }));
  });

  router.get('/directory/ownership', async (request, response) => {
    await authorizer.requireService(request);
    const entityRef = personIn(request.query);
    const entityRefs = await database.read(async tx => {
      const user = await findUser(tx, entityRef);
      return user ? readOwnershipRefs(tx, user) : [];
    });
    response.json({ entityRefs });
  });

  router.get('/directory/principal', async (request, response) => {
    await authorizer.requireService(request);
    const entityRef = personIn(request.query);
    const status = await database.read<PrincipalStatus>(async tx => {
      const user = await findUser(tx, entityRef);
      if (!user) {
        // Tokens of a deleted person live on for up to an hour.
        const name = entityNameOf(foldCase(entityRef));
        const known = name !== undefined && (await isRetiredUser(tx, name));
        return { known, active: false, administrator: false };
      }
      return {
        known: true,
        active: Boolean(user.active) && Boolean(user.member),
        administrator: await access.isAdministrator(tx, user),
      };
    });
    response.json(status);
  });

  return router;
}

function personIn(query: unknown): string {
  const { entityRef } = query as { entityRef: string };
  if (!entityRef.toLowerCase().startsWith('user:')) {
    throw new InputError(
      `'${entityRef}' is not a person; give an entity reference such as user:default/mara.`,
    );
  }
  return entityRef;
}
