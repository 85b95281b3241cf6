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

import { Html, html } from './html';

/** Forms that only our own pages can send. */
export class PageForms {
  constructor(readonly token: string) {}

  /** A form that posts; `confirm` is asked before. */
  form(action: string, body: Html, confirm?: string): Html {
    return html`<form
      method="post"
      action="${action}"
      ${confirm !== undefined && html`data-confirm="${confirm}"`}
    >
      <input type="hidden" name="_token" value="${this.token}" />
      ${body}
    </form>`;
  }

  /** A form of one button. */
  button(
    action: string,
    label: string,
    options: { kind?: 'primary' | 'danger'; confirm?: string } = {},
  ): Html {
    return this.form(
      action,
      html`<button class="${options.kind}">${label}</button>`,
      options.confirm,
    );
  }
}

/** A labelled text field. */
export function field(
  label: string,
  name: string,
  options: {
    value?: string;
    type?: string;
    required?: boolean;
    placeholder?: string;
  } = {},
): Html {
  return html`<label class="field"
    >${label}
    <input
      name="${name}"
      type="${options.type ?? 'text'}"
      value="${options.value}"
      placeholder="${options.placeholder}"
      autocomplete="off"
      ${options.required && html`required`}
  /></label>`;
}

/** A labelled check box. */
export function check(
  label: string,
  name: string,
  isChecked: boolean,
  value = 'on',
): Html {
  return html`<label class="check"
    ><input
      type="checkbox"
      name="${name}"
      value="${value}"
      ${isChecked && html`checked`}
    />
    ${label}</label
  >`;
}
