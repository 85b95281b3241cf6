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

import { Directory, DirectoryGroup } from '../directory';
import { html } from './html';
import { Page } from './layout';
import { field, PageForms } from './PageForms';
import { personPath, statusTag } from './peoplePage';

/** All groups, and a form to add one. */
export function groupsPage(directory: Directory, forms: PageForms): Page {
  const namesOf = (ids: string[]) =>
    directory.groups
      .filter(({ id }) => ids.includes(id))
      .map(({ displayName }) => displayName);
  return {
    title: 'Groups',
    section: 'Groups',
    body: html`
      <section class="card">
        <ul class="list" aria-label="Groups">
          ${directory.groups.map(
            group => html`<li>
              <span class="who">
                <a href="${groupPath(group)}">${group.displayName}</a>
                <small
                  >${[
                    `${group.members.length} ${
                      group.members.length === 1 ? 'person' : 'people'
                    }`,
                    ...namesOf(group.groups),
                  ].join(' · ')}</small
                >
              </span>
            </li>`,
          )}
        </ul>
      </section>
      <section class="card" aria-labelledby="add">
        <h2 id="add">Add a group</h2>
        ${forms.form(
          '/groups',
          html`<div class="fields">
              ${field('Name', 'displayName', { required: true })}
            </div>
            <button class="primary">Add</button>`,
        )}
      </section>
    `,
  };
}

/** One group: its name and its members. */
export function groupPage(
  group: DirectoryGroup,
  directory: Directory,
  forms: PageForms,
): Page {
  const path = groupPath(group);
  const ids = new Set(group.members);
  const members = directory.people.filter(({ id }) => ids.has(id));
  const others = directory.people.filter(({ id }) => !ids.has(id));
  return {
    title: group.displayName,
    section: 'Groups',
    body: html`
      <section class="card" aria-labelledby="members">
        <h2 id="members">Members</h2>
        <ul class="list">
          ${members.map(
            person => html`<li>
              <span class="who">
                <a href="${personPath(person)}">${person.name}</a>
                <small>${person.userName}</small>
              </span>
              ${statusTag(person)}
              ${forms.form(
                `${path}/remove`,
                html`<input
                    type="hidden"
                    name="userName"
                    value="${person.userName}"
                  />
                  <button aria-label="Remove ${person.name}">Remove</button>`,
              )}
            </li>`,
          )}
        </ul>
        ${members.length === 0 && html`<p class="soft">Nobody yet.</p>`}
        ${forms.form(
          `${path}/add`,
          html`<div class="row">
            <input
              name="userName"
              list="others"
              aria-label="User name of somebody to add"
              placeholder="somebody@example.com"
              required
            />
            <datalist id="others">
              ${others.map(
                ({ userName, name }) =>
                  html`<option value="${userName}">${name}</option>`,
              )}
            </datalist>
            <button class="primary">Add to the group</button>
          </div>`,
        )}
      </section>
      <section class="card row" aria-label="Rename or delete">
        ${forms.form(
          `${path}/rename`,
          html`<div class="row">
            <input
              name="displayName"
              aria-label="Name of the group"
              value="${group.displayName}"
              required
            />
            <button>Rename</button>
          </div>`,
        )}
        ${forms.button(`${path}/delete`, 'Delete', {
          kind: 'danger',
          confirm: `Delete the group ${group.displayName}?`,
        })}
      </section>
      <p class="soft"><a href="/groups">All groups</a></p>
    `,
  };
}

/** Where a group's own page is. */
export function groupPath({ displayName }: DirectoryGroup): string {
  return `/groups/${encodeURIComponent(displayName)}`;
}
