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

import { LoggedExchange } from '../TrafficLog';
import { Html, html } from './html';

/** A list of exchanges that goes on by itself. */
export function trafficList(exchanges: LoggedExchange[], shown: number): Html {
  return html`<div
    class="traffic"
    data-traffic="${shown}"
    data-after="${exchanges[0]?.id ?? 0}"
  >
    ${exchanges.slice(0, shown).map(exchangeView)}
    ${exchanges.length === 0 &&
    html`<p class="soft">Nothing yet. Push, or change somebody, and watch.</p>`}
  </div>`;
}

/** A request and its answer; opens to show what was said. */
export function exchangeView(exchange: LoggedExchange): Html {
  const { method, path, status, milliseconds, request, answer } = exchange;
  const isBad = status === undefined || status >= 400;
  return html`<details class="exchange">
    <summary>
      <span class="method">${method}</span>
      <code>${decoded(path)}</code>
      <span class="status ${isBad && 'bad'}"
        >${status ?? 'no answer'} · ${milliseconds.toFixed(0)} ms</span
      >
    </summary>
    <dl>
      <dt>Sent ${new Date(exchange.at).toISOString()}</dt>
      <dd>
        <pre tabindex="0">
${method} ${path}
Authorization: ${exchange.authorization}${request && `\n\n${request}`}</pre
        >
      </dd>
      <dt>Answer</dt>
      <dd><pre tabindex="0">${answer ?? '(empty)'}</pre></dd>
    </dl>
  </details>`;
}

function decoded(path: string) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
