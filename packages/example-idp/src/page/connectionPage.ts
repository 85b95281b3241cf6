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

import { Administration } from '../administration/Administration';
import { providerStyles } from '../push';
import { html } from './html';
import { Page } from './layout';
import { check, field, PageForms } from './PageForms';

/** Where to push to, as whom, and when. */
export function connectionPage(
  { provisioning, store }: Administration,
  forms: PageForms,
): Page {
  const { settings, target } = provisioning;
  return {
    title: 'Connection',
    section: 'Connection',
    body: html`
      <section class="card" aria-labelledby="settings">
        <h2 id="settings">Provisioning</h2>
        <p class="soft">
          In the portal, an administrator creates a connection and gets these
          two values; paste them here.
        </p>
        ${forms.form(
          '/connection',
          html`<div class="fields">
              ${field('SCIM base URL', 'url', {
                value: settings.url,
                required: true,
                placeholder: 'http://localhost:7007/api/scim/v2',
              })}
              ${field('Token', 'token', {
                type: 'password',
                placeholder: settings.token
                  ? `kept, ends in ${settings.token.slice(-4)}`
                  : 'paste it here',
              })}
              <label class="field"
                >Speak as
                <select name="style">
                  ${Object.entries(providerStyles).map(
                    ([name, { title }]) =>
                      html`<option
                        value="${name}"
                        ${name === settings.style && html`selected`}
                      >
                        ${title}
                      </option>`,
                  )}
                </select></label
              >
            </div>
            ${check(
              'Push every change at once',
              'automatic',
              settings.automatic,
            )}
            ${check(
              'Send the token without “Bearer” before it (Okta’s header mode)',
              'bareToken',
              settings.bareToken ?? false,
            )}
            ${check(
              'Let disabled people sign in here, to see that the portal refuses them by itself',
              'disabledMaySignIn',
              settings.disabledMaySignIn,
            )}
            <p></p>
            <button class="primary">Save</button>`,
        )}
      </section>
      ${target &&
      html`<section class="card row" aria-label="Try it">
        ${forms.button('/connection/test', 'Test connection')}
        ${forms.button('/connection/push', 'Push now')}
      </section>`}
      ${store.isChanged &&
      html`<section class="card" aria-labelledby="reset">
        <h2 id="reset">Start over</h2>
        <p class="soft">
          People and groups were changed on these pages. The directory file has
          not been: it can count alone again.
        </p>
        ${forms.button('/connection/reset', 'Forget all changes', {
          kind: 'danger',
          confirm: 'Forget everything that was changed on these pages?',
        })}
      </section>`}
    `,
  };
}
