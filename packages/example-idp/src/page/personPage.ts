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
import { html } from './html';
import { Page } from './layout';
import { check, field, PageForms } from './PageForms';
import { personPath, statusTag } from './peoplePage';

/** One person: what they are called, their groups, what can happen to them. */
export function personPage(
  person: Person,
  directory: Directory,
  forms: PageForms,
): Page {
  const path = personPath(person);
  return {
    title: person.name,
    section: 'People',
    body: html`
      <section class="card row" aria-label="Status">
        ${statusTag(person)}
        ${person.active
          ? forms.button(`${path}/disable`, 'Disable')
          : forms.button(`${path}/enable`, 'Enable', { kind: 'primary' })}
        ${person.assigned
          ? forms.button(`${path}/unassign`, 'Unassign from the portal')
          : forms.button(`${path}/assign`, 'Assign to the portal', {
              kind: 'primary',
            })}
        ${forms.button(`${path}/delete`, 'Delete', {
          kind: 'danger',
          confirm: `Delete ${person.name} for good?`,
        })}
      </section>
      <section class="card" aria-labelledby="details">
        <h2 id="details">Details</h2>
        ${forms.form(
          path,
          html`<div class="fields">
              ${field('Name', 'name', { value: person.name, required: true })}
              ${field('User name', 'userName', {
                value: person.userName,
                required: true,
              })}
              ${field('Email', 'email', { value: person.email })}
              ${field('Title', 'title', { value: person.title })}
              ${field('Department', 'department', {
                value: person.department,
              })}
            </div>
            <button class="primary">Save details</button>`,
        )}
      </section>
      <section class="card" aria-labelledby="groups">
        <h2 id="groups">Groups</h2>
        ${forms.form(
          `${path}/groups`,
          html`<div class="checks">
              ${directory.groups.map(({ displayName, members }) =>
                check(
                  displayName,
                  'group',
                  members.includes(person.id),
                  displayName,
                ),
              )}
            </div>
            <button class="primary">Save groups</button>`,
        )}
      </section>
      <p class="soft">
        <a href="/">All people</a> · known to the portal as external id
        <code>${person.id}</code>
      </p>
    `,
  };
}
