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
import { AccessModel, CallerInfo } from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { EffectiveAccess, findUser, UserWithConnection } from '../access';
import type { ScimDatabase } from '../database';
import { toUserSummary } from '../directory';
import { Authorizer } from './Authorizer';

/** `/me`: who is calling, what they may do and what they can reach. */
export function createMeRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  access: EffectiveAccess;
  model: AccessModel;
}): ExpressRouter {
  const { authorizer, database, access, model } = options;
  const router = Router();
  const find = (userEntityRef: string) =>
    database.read<UserWithConnection | undefined>(tx =>
      findUser(tx, userEntityRef),
    );

  router.get('/me', async (request, response) => {
    const credentials = await authorizer.credentials(request);
    const entityRef = authorizer.userEntityRef(credentials);
    const user = entityRef && (await find(entityRef));
    const { name } = await database.knex('organization').first('name');
    const caller: CallerInfo = {
      organization: name,
      user: user ? toUserSummary(user, user.connection_name) : undefined,
      permissions: await authorizer.held(credentials),
      model,
    };
    response.json(caller);
  });

  router.get('/me/access', async (request, response) => {
    const { principal } = await authorizer.user(request);
    const user = await find(principal.userEntityRef);
    if (!user) {
      throw new NotFoundError(
        `The directory does not know ${principal.userEntityRef}; ask an administrator to add you.`,
      );
    }
    await authorizer.requireAccessRead(request, async () => user);
    response.json(await database.read(tx => access.forUser(tx, user)));
  });

  return router;
}
