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

import { randomBytes } from 'node:crypto';
import express, { Request, RequestHandler, Response, Router } from 'express';
import { Administration } from '../administration/Administration';
import { PersonInput } from '../directory';
import { providerStyles, StyleName } from '../push';
import { LoggedExchange } from '../TrafficLog';
import { connectionPage } from './connectionPage';
import { groupPage, groupPath, groupsPage } from './groupsPage';
import { html } from './html';
import { layout, Outcome, Page } from './layout';
import { PageForms } from './PageForms';
import { PAGE_SCRIPT } from './pageScript';
import { PAGE_STYLE } from './pageStyle';
import { peoplePage, personPath } from './peoplePage';
import { personPage } from './personPage';
import { trafficPage } from './trafficPage';
import { exchangeView } from './trafficView';

/** Outcomes that a page can still show when it is read again. */
const OUTCOMES_KEPT = 50;

const STATUS_ACTIONS = [
  ['disable', { active: false }, 'was disabled'],
  ['enable', { active: true }, 'was enabled'],
  ['unassign', { assigned: false }, 'is no longer assigned to the portal'],
  ['assign', { assigned: true }, 'is assigned to the portal'],
] as const;

const MEMBER_ACTIONS = [
  ['add', true, 'is now in'],
  ['remove', false, 'is no longer in'],
] as const;

/** What a form did, and where to go on. */
interface Done {
  message: string;
  next: string;
}

/** The administrator's pages. */
export function createPageRouter(administration: Administration): Router {
  const { store, provisioning, traffic } = administration;
  const forms = new PageForms(randomBytes(18).toString('base64url'));
  const outcomes = new Map<string, Outcome>();
  const router = express.Router();

  const remember = (outcome: Outcome) => {
    const id = randomBytes(6).toString('base64url');
    outcomes.set(id, outcome);
    for (const oldest of [...outcomes.keys()].slice(0, -OUTCOMES_KEPT)) {
      outcomes.delete(oldest);
    }
    return id;
  };

  const show =
    (render: (request: Request) => Page): RequestHandler =>
    (request, response) => {
      try {
        const outcome = outcomes.get(String(request.query.done));
        send(response, layout(render(request), administration, outcome));
      } catch (error) {
        const { message } = error as Error;
        const body = html`<p>${message}</p>
          <p><a href="/">All people</a></p>`;
        const page: Page = { title: 'Not found', section: 'People', body };
        send(response.status(404), layout(page, administration, undefined));
      }
    };

  const act =
    (
      apply: (request: Request) => Done | Promise<Done>,
      pushes = true,
    ): RequestHandler =>
    async (request, response) => {
      if (request.body?._token !== forms.token) {
        const message =
          'This page was open from before a restart, so nothing was changed. Go back, load it again and try once more.';
        const page: Page = {
          title: 'Try again',
          section: 'People',
          body: html`<p>${message}</p>`,
        };
        send(response.status(403), layout(page, administration, undefined));
        return;
      }
      let next = backTo(request);
      let outcome: Outcome;
      try {
        const done = await apply(request);
        next = done.next;
        const push = pushes ? await administration.pushChange() : undefined;
        outcome = { message: done.message, push };
      } catch (error) {
        outcome = { message: (error as Error).message, failed: true };
      }
      const separator = next.includes('?') ? '&' : '?';
      response.redirect(303, `${next}${separator}done=${remember(outcome)}`);
    };

  router.get('/page.css', (_request, response) => {
    response.type('css').send(PAGE_STYLE);
  });
  router.get('/page.js', (_request, response) => {
    response.type('js').send(PAGE_SCRIPT);
  });

  router.get(
    '/',
    show(({ query }) =>
      peoplePage(
        administration.directory,
        { query: String(query.q ?? ''), status: String(query.status ?? '') },
        forms,
      ),
    ),
  );
  router.get(
    '/people/:userName',
    show(({ params }) =>
      personPage(
        store.person(params.userName),
        administration.directory,
        forms,
      ),
    ),
  );
  router.get(
    '/groups',
    show(() => groupsPage(administration.directory, forms)),
  );
  router.get(
    '/groups/:name',
    show(({ params }) =>
      groupPage(store.group(params.name), administration.directory, forms),
    ),
  );
  router.get(
    '/connection',
    show(() => connectionPage(administration, forms)),
  );
  router.get(
    '/traffic',
    show(() => trafficPage(traffic.list())),
  );
  router.get('/traffic/stream', (request, response) => {
    response.set('Content-Type', 'text/event-stream');
    response.flushHeaders();
    const write = (exchange: LoggedExchange) => {
      const data = JSON.stringify(exchangeView(exchange).text);
      response.write(`id: ${exchange.id}\ndata: ${data}\n\n`);
    };
    const after = Number(
      request.headers['last-event-id'] ?? request.query.after ?? 0,
    );
    traffic
      .list()
      .filter(({ id }) => id > after)
      .reverse()
      .forEach(write);
    request.on('close', traffic.subscribe(write));
  });

  const urlencoded = express.urlencoded({ extended: false });
  const post = (path: string, ...handlers: RequestHandler[]) =>
    router.post(path, urlencoded, ...handlers);

  post(
    '/people',
    act(({ body }) => {
      const person = store.addPerson(personInput(body));
      return { message: `${person.name} was added.`, next: personPath(person) };
    }),
  );
  post(
    '/people/:userName',
    act(({ params, body }) => {
      const person = store.updatePerson(params.userName, personInput(body));
      return { message: `${person.name} was saved.`, next: personPath(person) };
    }),
  );
  post(
    '/people/:userName/groups',
    act(({ params, body }) => {
      const person = store.person(params.userName);
      store.setGroups(person.userName, [body.group ?? []].flat());
      return {
        message: `The groups of ${person.name} were saved.`,
        next: personPath(person),
      };
    }),
  );
  post(
    '/people/:userName/delete',
    act(({ params }) => {
      const { name } = store.removePerson(params.userName);
      return { message: `${name} was deleted.`, next: '/' };
    }),
  );
  for (const [action, changes, done] of STATUS_ACTIONS) {
    post(
      `/people/:userName/${action}`,
      act(request => {
        const person = store.updatePerson(request.params.userName, changes);
        return { message: `${person.name} ${done}.`, next: backTo(request) };
      }),
    );
  }

  post(
    '/groups',
    act(({ body }) => {
      const group = store.addGroup(body.displayName);
      return {
        message: `${group.displayName} was added.`,
        next: groupPath(group),
      };
    }),
  );
  post(
    '/groups/:name/rename',
    act(({ params, body }) => {
      const group = store.renameGroup(params.name, body.displayName);
      return {
        message: `The group is called ${group.displayName} now.`,
        next: groupPath(group),
      };
    }),
  );
  post(
    '/groups/:name/delete',
    act(({ params }) => {
      const { displayName } = store.removeGroup(params.name);
      return { message: `${displayName} was deleted.`, next: '/groups' };
    }),
  );
  for (const [action, isMember, done] of MEMBER_ACTIONS) {
    post(
      `/groups/:name/${action}`,
      act(({ params, body }) => {
        const { name } = store.person(String(body.userName));
        const group = store.setMember(params.name, body.userName, isMember);
        return {
          message: `${name} ${done} ${group.displayName}.`,
          next: groupPath(group),
        };
      }),
    );
  }

  post(
    '/connection',
    act(({ body }) => {
      provisioning.update({
        url: String(body.url ?? '').trim(),
        token: String(body.token ?? '').trim() || undefined,
        style:
          body.style in providerStyles ? (body.style as StyleName) : undefined,
        automatic: body.automatic === 'on',
        bareToken: body.bareToken === 'on',
        disabledMaySignIn: body.disabledMaySignIn === 'on',
      });
      return { message: 'The connection was saved.', next: '/connection' };
    }, false),
  );
  post(
    '/connection/test',
    act(async () => {
      const { people } = await administration.testConnection();
      return {
        message: `The portal answers${
          people > 0 ? `: it has ${people} people` : ''
        }.`,
        next: '/connection',
      };
    }, false),
  );
  post(
    '/connection/push',
    act(async () => {
      const { requests, error } = await administration.push();
      if (error) {
        throw new Error(error);
      }
      return {
        message:
          requests.length > 0
            ? `Pushed: ${requests.length} changes.`
            : 'The portal knows everything already.',
        next: '/connection',
      };
    }, false),
  );
  post(
    '/connection/reset',
    act(() => {
      store.reset();
      return {
        message: 'Everybody is as in the directory file again.',
        next: '/connection',
      };
    }),
  );
  return router;
}

function send(response: Response, page: string) {
  response
    .set('Cache-Control', 'no-store')
    .set(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    .send(page);
}

/** The page that a form was on. */
function backTo(request: Request): string {
  const referer = request.headers.referer ?? '';
  if (!URL.canParse(referer)) {
    return '/';
  }
  const { pathname, searchParams } = new URL(referer);
  searchParams.delete('done');
  const query = searchParams.toString();
  // Two slashes at the beginning would name another host.
  return `/${pathname.replace(/^\/+/, '')}${query && `?${query}`}`;
}

function personInput(body: Record<string, string>): PersonInput {
  const { name, userName, email, title, department } = body;
  return { name, userName, email, title, department };
}
