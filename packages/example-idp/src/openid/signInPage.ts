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

import { Directory, Person } from '../directory';
import { escapeHtml as escape } from '../page/html';
import { SIGN_IN_STYLE } from './signInStyle';

/** People on one page; the rest is found by searching. */
const PEOPLE_SHOWN = 100;

/** What the sign-in page shows. */
export interface SignInPageOptions {
  directory: Directory;
  /** Where the choice is posted to. */
  action: string;
  /** The application that people sign in to. */
  application: string;
  /** What to search for. */
  query: string;
  /** Why the last choice was refused. */
  refusal?: string;
}

/** The sign-in page: everybody of the directory, to pick from. */
export function signInPage(options: SignInPageOptions): string {
  const { directory, action, application, query, refusal } = options;
  const found = directory.people.filter(person => matches(person, query));
  const groupsOf = (person: Person) =>
    directory.groups
      .filter(({ members }) => members.includes(person.id))
      .map(({ displayName }) => displayName)
      .join(', ');

  return page(
    `Sign in · ${directory.organization}`,
    `
    <header>
      <h1>${escape(directory.organization)}</h1>
      <p>Sign in to <strong>${escape(application)}</strong> as …</p>
    </header>
    ${refusal ? `<p role="alert" class="refusal">${escape(refusal)}</p>` : ''}
    <form method="get" role="search">
      <label for="q">Search people</label>
      <input id="q" name="q" type="search" value="${escape(
        query,
      )}" autocomplete="off" />
      <button class="secondary">Search</button>
    </form>
    <form method="post" action="${escape(action)}">
      <ul>
        ${found
          .slice(0, PEOPLE_SHOWN)
          .map(person => personButton(person, groupsOf(person)))
          .join('')}
      </ul>
    </form>
    ${found.length === 0 ? '<p>Nobody by that name.</p>' : ''}
    ${
      found.length > PEOPLE_SHOWN
        ? `<p>${found.length - PEOPLE_SHOWN} more: search to find them.</p>`
        : ''
    }
    <footer>
      For development only: there is no password, anybody who reaches this page
      can be anybody on it.
    </footer>`,
  );
}

/** A page with a sentence on it. */
export function messagePage(title: string, message: string): string {
  return page(
    title,
    `<header><h1>${escape(title)}</h1></header><p>${escape(message)}</p>`,
  );
}

function matches(person: Person, query: string) {
  const wanted = query.trim().toLowerCase();
  return [person.name, person.userName, person.title ?? ''].some(text =>
    text.toLowerCase().includes(wanted),
  );
}

function personButton(person: Person, groups: string) {
  const initials = `${person.givenName[0] ?? ''}${person.familyName[0] ?? ''}`;
  const about = [person.title, groups].filter(Boolean).join(' · ');
  return `
        <li>
          <button name="account" value="${escape(person.id)}">
            <span class="avatar" aria-hidden="true">${escape(initials)}</span>
            <span>
              <strong>${escape(person.name)}</strong>
              ${person.active ? '' : '<em>deactivated</em>'}
              ${person.assigned ? '' : '<em>not assigned</em>'}
              <small>${escape(about)}</small>
            </span>
          </button>
        </li>`;
}

function page(title: string, body: string) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escape(title)}</title>
    <style>${SIGN_IN_STYLE}</style>
  </head>
  <body>
    <main>${body}
    </main>
  </body>
</html>
`;
}
