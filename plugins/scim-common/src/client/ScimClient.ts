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
import { toEnforcementError } from '../enforcement/errors';
import { AccessFileError, PageRequest, ScimApi } from './ScimApi';

/**
 * {@link ScimApi} over HTTP.
 *
 * @public
 */
export class ScimClient implements ScimApi {
  readonly #baseUrl: () => Promise<string>;
  readonly #fetch: typeof fetch;

  /**
   * @param options - `discovery` finds the plugin's base URL (for plugin id
   * `scim`); `fetch` carries the caller's credentials.
   */
  constructor(options: {
    discovery: { getBaseUrl(pluginId: string): Promise<string> };
    fetch: typeof fetch;
  }) {
    this.#baseUrl = () => options.discovery.getBaseUrl('scim');
    this.#fetch = options.fetch;
  }

  getCaller: ScimApi['getCaller'] = () => this.#get('/me');

  getMyAccess: ScimApi['getMyAccess'] = () => this.#get('/me/access');

  getUserAccess: ScimApi['getUserAccess'] = user =>
    this.#get(`/access/users/${encodeURIComponent(user)}`);

  listUsers: ScimApi['listUsers'] = page => this.#get('/users', page);

  listGroups: ScimApi['listGroups'] = page => this.#get('/groups', page);

  listResources: ScimApi['listResources'] = page =>
    this.#get('/resources', page);

  listBindings: ScimApi['listBindings'] = page => this.#get('/bindings', page);

  importAccess: ScimApi['importAccess'] = async yaml => {
    try {
      return await this.#send('POST', '/access/import', { file: yaml });
    } catch (error) {
      const problems = error instanceof ResponseError && problemsOf(error);
      throw problems ? new AccessFileError(problems) : error;
    }
  };

  checkPermissions: ScimApi['checkPermissions'] = page =>
    this.#get('/permission-check', page);

  createPlan: ScimApi['createPlan'] = (options = {}) =>
    this.#send('POST', '/enforcement/plans', options);

  getPlan: ScimApi['getPlan'] = id =>
    this.#get(`/enforcement/plans/${encodeURIComponent(id)}`);

  listPlanChanges: ScimApi['listPlanChanges'] = (id, page) =>
    this.#get(`/enforcement/plans/${encodeURIComponent(id)}/changes`, page);

  listPlanRemovals: ScimApi['listPlanRemovals'] = (id, page) =>
    this.#get(`/enforcement/plans/${encodeURIComponent(id)}/removals`, page);

  applyPlan: ScimApi['applyPlan'] = async (id, request) => {
    const path = `/enforcement/plans/${encodeURIComponent(id)}/apply`;
    try {
      return await this.#send('POST', path, request);
    } catch (error) {
      throw toEnforcementError(error);
    }
  };

  listRuns: ScimApi['listRuns'] = page => this.#get('/enforcement/runs', page);

  getRun: ScimApi['getRun'] = id =>
    this.#get(`/enforcement/runs/${encodeURIComponent(id)}`);

  listRunChanges: ScimApi['listRunChanges'] = (id, page) =>
    this.#get(`/enforcement/runs/${encodeURIComponent(id)}/changes`, page);

  listRunRemovals: ScimApi['listRunRemovals'] = (id, page) =>
    this.#get(`/enforcement/runs/${encodeURIComponent(id)}/removals`, page);

  #get<T>(path: string, page: PageRequest = {}): Promise<T> {
    const query = Object.entries(page)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `${name}=${percentEncode(String(value))}`)
      .join('&');
    return this.#send('GET', query ? `${path}?${query}` : path);
  }

  async #send<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.#fetch(`${await this.#baseUrl()}${path}`, {
      method,
      headers: body ? { 'Content-Type': 'application/json' } : undefined,
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}

/**
 * RFC 3986, section 2.2: everything reserved is encoded, where
 * `URLSearchParams` would write a space as `+`. The server refuses reserved
 * characters that stand for themselves.
 */
function percentEncode(text: string) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function problemsOf(error: ResponseError) {
  const cause = error.body.error as { problems?: AccessFileError['problems'] };
  return cause.problems;
}
