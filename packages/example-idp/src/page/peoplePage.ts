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
import { Html, html } from './html';
import { Page } from './layout';
import { field, PageForms } from './PageForms';

/** People on one page; the rest is found by searching. */
const PEOPLE_SHOWN = 100;

/** What people can be searched by. */
export const STATUSES = ['active', 'disabled', 'unassigned'];

/** Everybody, and a form to add somebody. */
export function peoplePage(
  directory: Directory,
  search: { query: string; status: string },
  forms: PageForms,
): Page {
  const { query, status } = search;
  const found = directory.people.filter(
    person =>
      (!status || statusOf(person) === status) && matches(person, query),
  );
  return {
    title: 'People',
    section: 'People',
    body: html`
      <form method="get" role="search" class="row search">
        <input
          type="search"
          name="q"
          value="${query}"
          aria-label="Search people"
          placeholder="Name, user name or title"
        />
        <select name="status" aria-label="Status">
          <option value="">Everybody</option>
          ${STATUSES.map(
            name =>
              html`<option value="${name}" ${name === status && html`selected`}>
                ${name[0].toUpperCase() + name.slice(1)}
              </option>`,
          )}
        </select>
        <button>Search</button>
      </form>
      <section class="card">
        <ul class="list" aria-label="People">
          ${found
            .slice(0, PEOPLE_SHOWN)
            .map(person => personRow(person, directory, forms))}
        </ul>
        ${found.length === 0 && html`<p>Nobody like that.</p>`}
        ${found.length > PEOPLE_SHOWN &&
        html`<p>${found.length - PEOPLE_SHOWN} more: search to find them.</p>`}
      </section>
      <section class="card" aria-labelledby="add">
        <h2 id="add">Add a person</h2>
        ${forms.form(
          '/people',
          html`<div class="fields">
              ${field('Name', 'name', { required: true })}
              ${field('User name', 'userName', {
                required: true,
                placeholder: 'somebody@example.com',
              })}
              ${field('Title', 'title')} ${field('Department', 'department')}
            </div>
            <button class="primary">Add</button>`,
        )}
      </section>
    `,
  };
}

/** Where a person's own page is. */
export function personPath({ userName }: Person): string {
  return `/people/${encodeURIComponent(userName)}`;
}

/** A person's status, as a mark. */
export function statusTag(person: Person): Html {
  const status = statusOf(person);
  const kinds: Record<string, string> = { disabled: 'off', unassigned: 'none' };
  return html`<span class="tag ${kinds[status]}"
    >${status === 'unassigned' ? 'not assigned' : status}</span
  >`;
}

function statusOf({ active, assigned }: Person) {
  if (!active) {
    return 'disabled';
  }
  return assigned ? 'active' : 'unassigned';
}

function personRow(person: Person, directory: Directory, forms: PageForms) {
  const groups = directory.groups
    .filter(({ members }) => members.includes(person.id))
    .map(({ displayName }) => displayName);
  const initials = `${person.givenName[0] ?? ''}${person.familyName[0] ?? ''}`;
  const verb = person.active ? 'Disable' : 'Enable';
  return html`<li>
    <span class="avatar" aria-hidden="true">${initials}</span>
    <span class="who">
      <a href="${personPath(person)}">${person.name}</a>
      <small
        >${[person.userName, person.title, groups.join(', ')]
          .filter(Boolean)
          .join(' · ')}</small
      >
    </span>
    ${statusTag(person)}
    ${forms.form(
      `${personPath(person)}/${verb.toLowerCase()}`,
      html`<button aria-label="${verb} ${person.name}">${verb}</button>`,
    )}
  </li>`;
}

function matches(person: Person, query: string) {
  const wanted = query.trim().toLowerCase();
  return [person.name, person.userName, person.title ?? ''].some(text =>
    text.toLowerCase().includes(wanted),
  );
}
