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

/** Script of the administrator's pages, which work without it, too. */
export const PAGE_SCRIPT = `
const lists = [...document.querySelectorAll('[data-traffic]')];
if (lists.length > 0) {
  const after = lists[0].dataset.after;
  const source = new EventSource('/traffic/stream?after=' + after);
  source.onmessage = event => {
    for (const list of lists) {
      list.insertAdjacentHTML('afterbegin', JSON.parse(event.data));
      list.querySelector(':scope > p')?.remove();
      while (list.children.length > Number(list.dataset.traffic)) {
        list.lastElementChild.remove();
      }
    }
  };
}
for (const form of document.querySelectorAll('form[data-confirm]')) {
  form.addEventListener('submit', event => {
    if (!confirm(form.dataset.confirm)) {
      event.preventDefault();
    }
  });
}
`;
