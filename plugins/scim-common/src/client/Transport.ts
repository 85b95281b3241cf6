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

import { ResponseError } from '@backstage/errors';

/** How {@link ScimClient} reaches the plugin. */
export interface TransportOptions {
  /** Finds the plugin's base URL (for plugin id `scim`). */
  discovery: { getBaseUrl(pluginId: string): Promise<string> };
  /** Carries the caller's credentials. */
  fetch: typeof fetch;
}

/**
 * Requests to the plugin, in JSON.
 *
 * @throws ResponseError if the answer is an error
 */
export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  get<T>(path: string, query?: object): Promise<T> {
    return this.send('GET', withQuery(path, query));
  }

  async send<T>(method: string, path: string, body?: object): Promise<T> {
    return (await this.request(method, path, { body })).json();
  }

  async request(
    method: string,
    path: string,
    { body, signal }: { body?: object; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const { discovery, fetch: fetchAny } = this.#options;
    const baseUrl = await discovery.getBaseUrl('scim');
    const response = await fetchAny(`${baseUrl}${path}`, {
      method,
      headers: body ? { 'Content-Type': 'application/json' } : undefined,
      body: body && JSON.stringify(body),
      signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

/** The path, with what of the query is given. */
export function withQuery(path: string, query: object = {}): string {
  const parameters = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${percentEncode(String(value))}`)
    .join('&');
  return parameters ? `${path}?${parameters}` : path;
}

/**
 * RFC 3986, section 2.2: everything reserved is encoded, where
 * `URLSearchParams` would write a space as `+`. The server refuses reserved
 * characters that stand for themselves.
 */
export function percentEncode(text: string) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
