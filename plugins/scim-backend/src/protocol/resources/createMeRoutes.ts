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
import type { ScimDatabase } from '../../database';
import type { UserStore } from '../../directory';
import { ScimError } from '../errors';
import type { ScimCaller } from '../http/ScimCaller';
import { refuseMethod } from './refuseMethod';

/**
 * `/Me` (RFC 7644 §3.11): another name for the user who is calling. Goes before
 * the routes of users, which then answer.
 */
export function createMeRoutes(options: {
  database: ScimDatabase;
  users: UserStore;
  /** Absolute address of the SCIM endpoint, without a slash at the end. */
  baseUrl: string;
}): Router {
  const router = PromiseRouter();
  router.post('/Me', () => {
    throw ScimError.notImplemented(
      'Nobody can add themselves; POST to /Users instead.',
    );
  });
  for (const method of ['get', 'put', 'patch', 'delete'] as const) {
    router[method]('/Me', async (request, response) => {
      const { userEntityRef }: ScimCaller = response.locals.caller;
      if (userEntityRef === undefined) {
        throw ScimError.notImplemented(
          'This token stands for no user; /Me is for people of the portal.',
        );
      }
      const user = await options.database.read(tx =>
        options.users.findByEntityRef(tx, userEntityRef),
      );
      if (!user) {
        throw ScimError.notFound(`SCIM does not know '${userEntityRef}'.`);
      }
      if (!user.active || !user.member) {
        throw ScimError.forbidden('You have been deprovisioned.');
      }
      const path = `/Users/${user.uuid}`;
      // Whatever the answer is, it says who that is (RFC 7644 §3.11).
      response.setHeader('Location', `${options.baseUrl}${path}`);
      const [, query] = request.url.split('?');
      request.url = `${path}${query ? `?${query}` : ''}`;
      return 'next';
    });
  }
  router.all('/Me', refuseMethod('GET, PUT, PATCH, DELETE'));
  return router;
}
