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

/** HTML that needs no escaping any more. */
export class Html {
  constructor(readonly text: string) {}

  toString() {
    return this.text;
  }
}

type Part = Html | string | number | false | undefined | Part[];

/** HTML from a template; whatever is put into it is escaped. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    strings.reduce(
      (text, string, index) => text + render(parts[index - 1]) + string,
    ),
  );
}

/** Text as it can stand in HTML and in its attributes. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

function render(part: Part): string {
  if (Array.isArray(part)) {
    return part.map(render).join('');
  }
  if (part instanceof Html) {
    return part.text;
  }
  return part === undefined || part === false ? '' : escapeHtml(String(part));
}
