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

import { Administration, PushReport } from '../administration/Administration';
import { providerStyles } from '../push';
import { Html, html } from './html';
import { trafficList } from './trafficView';

/** What became of the last thing that somebody did. */
export interface Outcome {
  message: string;
  failed?: boolean;
  push?: PushReport;
}

/** A page as its author gives it. */
export interface Page {
  title: string;
  /** The entry of the navigation that it belongs to. */
  section: keyof typeof SECTIONS;
  body: Html;
}

const SECTIONS = {
  People: '/',
  Groups: '/groups',
  Connection: '/connection',
  Traffic: '/traffic',
};
const EXCHANGES_ASIDE = 14;
const REQUESTS_SHOWN = 6;

/** The frame of every page: navigation, what was done last, the traffic. */
export function layout(
  page: Page,
  administration: Administration,
  outcome: Outcome | undefined,
): string {
  const { directory, traffic } = administration;
  const { section } = page;
  const hasAside = section !== 'Traffic';
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · Example identity provider</title>
        <link rel="stylesheet" href="/page.css" />
        <link rel="icon" href="data:," />
        <script type="module" src="/page.js"></script>
      </head>
      <body>
        <header class="top">
          <div class="bar">
            <a class="brand" href="/"
              ><span aria-hidden="true">IdP</span>${directory.organization}
              identity provider</a
            >
            <nav aria-label="Pages">
              ${Object.entries(SECTIONS).map(
                ([name, href]) =>
                  html`<a
                    href="${href}"
                    ${section === name && html`aria-current="page"`}
                    >${name}</a
                  >`,
              )}
            </nav>
            <p class="state">${stateOf(administration)}</p>
          </div>
        </header>
        <div class="columns ${hasAside && 'with-aside'}">
          <main>
            <h1>${page.title}</h1>
            ${outcome && outcomeView(outcome)} ${page.body}
          </main>
          ${hasAside &&
          html`<aside aria-label="Latest SCIM traffic">
            <h2>SCIM traffic</h2>
            ${trafficList(traffic.list(), EXCHANGES_ASIDE)}
          </aside>`}
        </div>
        <footer>
          For development only: there is no password, anybody who reaches this
          page can change everybody on it.
        </footer>
      </body>
    </html>`.text;
}

function stateOf({ provisioning }: Administration): string {
  const { settings, target } = provisioning;
  if (!target) {
    return 'Not connected';
  }
  const { title } = providerStyles[settings.style];
  const speaks = settings.style === 'generic' ? 'SCIM' : `SCIM as ${title}`;
  return `${speaks}, ${
    settings.automatic ? 'every change is pushed' : 'pushed on request'
  }`;
}

function outcomeView({ message, failed, push }: Outcome): Html {
  const requests = push?.requests ?? [];
  return html`<div
    class="done ${(failed || push?.error) && 'failed'}"
    role="status"
  >
    <p>
      <strong>${message}</strong>
      ${push && !push.error && requests.length === 0
        ? 'The portal knew already; nothing was sent.'
        : undefined}
    </p>
    ${push?.error &&
    html`<p>
      The portal does not know yet: ${push.error} It goes out with the next
      push.
    </p>`}
    ${requests.length > 0 &&
    html`<ol>
      ${requests
        .slice(0, REQUESTS_SHOWN)
        .map(
          ({ method, path, status, milliseconds }) =>
            html`<li>
              <code>${method} ${path}</code> → ${status ?? 'no answer'} in
              ${milliseconds.toFixed(0)} ms
            </li>`,
        )}
      ${requests.length > REQUESTS_SHOWN &&
      html`<li>
        and ${requests.length - REQUESTS_SHOWN} more:
        <a href="/traffic">traffic</a>
      </li>`}
    </ol>`}
  </div>`;
}
