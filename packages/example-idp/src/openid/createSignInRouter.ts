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

import express, { Request, Response, Router } from 'express';
import type { Provider } from 'oidc-provider';
import { Directory, Person } from '../directory';
import { messagePage, signInPage } from './signInPage';

/** The page on which people say who they are. */
export function createSignInRouter(options: {
  provider: Provider;
  directory: () => Directory;
  maySignIn: (person: Person) => boolean;
}): Router {
  const { provider, directory, maySignIn } = options;
  const router = express.Router();

  const show = async (
    request: Request,
    response: Response,
    refusal?: string,
  ) => {
    const { params, prompt, uid } = await provider.interactionDetails(
      request,
      response,
    );
    if (prompt.name === 'consent') {
      await provider.interactionFinished(request, response, { consent: {} });
      return;
    }
    response
      .status(refusal ? 403 : 200)
      .set('Cache-Control', 'no-store')
      // The only script there could be is an injected one.
      .set(
        'Content-Security-Policy',
        "default-src 'none'; style-src 'unsafe-inline'",
      )
      .send(
        signInPage({
          directory: directory(),
          action: `/sign-in/${uid}`,
          application: String(params.client_id),
          query: String(request.query.q ?? ''),
          refusal,
        }),
      );
  };

  const expired = (response: Response) =>
    response
      .status(400)
      .send(
        messagePage(
          'This sign-in has expired',
          'Close this window, go back to the application and sign in again.',
        ),
      );

  router.get('/sign-in/:uid', (request, response) =>
    show(request, response).catch(() => expired(response)),
  );

  router.post(
    '/sign-in/:uid',
    express.urlencoded({ extended: false }),
    async (request, response) => {
      try {
        const person = directory().people.find(
          ({ id }) => id === request.body.account,
        );
        if (!person) {
          await show(request, response, 'There is nobody like that any more.');
        } else if (!maySignIn(person)) {
          const reason = person.active
            ? 'is not assigned to this application'
            : 'has been deactivated';
          await show(
            request,
            response,
            `${person.name} ${reason} and cannot sign in.`,
          );
        } else {
          await provider.interactionFinished(request, response, {
            login: { accountId: person.id },
          });
        }
      } catch {
        expired(response);
      }
    },
  );

  return router;
}
