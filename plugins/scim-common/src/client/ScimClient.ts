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
import { toReviewError } from '../connections/ReviewChangedError';
import { SetPolicyResult } from '../access/policies';
import { AccessImportResult } from '../access/types';
import { toEnforcementError } from '../enforcement/errors';
import { OperationProgress } from '../enforcement/types';
import { readServerEvents } from './readServerEvents';
import { AccessFileError, ScimApi } from './ScimApi';

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

  getResourceAccess: ScimApi['getResourceAccess'] = (resource, page) =>
    this.#get(`/access/resources/${encodeURIComponent(resource)}`, page);

  listOrphanedEntities: ScimApi['listOrphanedEntities'] = page =>
    this.#get('/ownership/orphans', page);

  getUserAccess: ScimApi['getUserAccess'] = user =>
    this.#get(`/access/users/${encodeURIComponent(user)}`);

  listResources: ScimApi['listResources'] = page =>
    this.#get('/resources', page);

  listBindings: ScimApi['listBindings'] = page => this.#get('/bindings', page);

  addBinding: ScimApi['addBinding'] = binding =>
    this.#send('POST', '/bindings', binding);

  removeBinding: ScimApi['removeBinding'] = (id, options) =>
    this.#send(
      'DELETE',
      withQuery(`/bindings/${encodeURIComponent(id)}`, { ...options }),
    );

  listPolicies: ScimApi['listPolicies'] = page => this.#get('/policies', page);

  getPolicy: ScimApi['getPolicy'] = (...address) =>
    this.#get(policyPath(...address));

  setPolicy: ScimApi['setPolicy'] = (resourceType, resource, request) =>
    this.#send<SetPolicyResult>(
      'PUT',
      policyPath(resourceType, resource),
      request,
    ).catch(rethrowProblems);

  importAccess: ScimApi['importAccess'] = yaml =>
    this.#send<AccessImportResult>('POST', '/access/import', {
      file: yaml,
    }).catch(rethrowProblems);

  diagnose: ScimApi['diagnose'] = () => this.#get('/doctor');

  getDirectoryStatus: ScimApi['getDirectoryStatus'] = () =>
    this.#get('/directory/status');

  exportAccess: ScimApi['exportAccess'] = async () => {
    const { file } = await this.#get<{ file: string }>('/access/export');
    return file;
  };

  checkPermissions: ScimApi['checkPermissions'] = page =>
    this.#get('/permission-check', page);

  createPlan: ScimApi['createPlan'] = (options = {}) =>
    this.#send('POST', '/enforcement/plans', options);

  listPlans: ScimApi['listPlans'] = page =>
    this.#get('/enforcement/plans', page);

  getPlan: ScimApi['getPlan'] = id => this.#get(planPath(id));

  listPlanChanges: ScimApi['listPlanChanges'] = (id, page) =>
    this.#get(planPath(id, '/changes'), page);

  listPlanRemovals: ScimApi['listPlanRemovals'] = (id, page) =>
    this.#get(planPath(id, '/removals'), page);

  listPlanSkipped: ScimApi['listPlanSkipped'] = (id, page) =>
    this.#get(planPath(id, '/skipped'), page);

  overrideGuard: ScimApi['overrideGuard'] = (id, request) =>
    this.#enforce(planPath(id, '/overrides'), request);

  approvePlan: ScimApi['approvePlan'] = (id, request) =>
    this.#enforce(planPath(id, '/approvals'), request);

  applyPlan: ScimApi['applyPlan'] = (id, request) =>
    this.#enforce(planPath(id, '/apply'), request);

  async *watchOperation(
    operationId: string,
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<OperationProgress> {
    yield* readServerEvents<OperationProgress>(
      await this.#request('GET', operationPath(operationId, '/events'), {
        signal,
      }),
    );
  }

  getOperation: ScimApi['getOperation'] = id => this.#get(operationPath(id));

  listRuns: ScimApi['listRuns'] = page => this.#get('/enforcement/runs', page);

  getRun: ScimApi['getRun'] = id => this.#get(runPath(id));

  listRunChanges: ScimApi['listRunChanges'] = (id, page) =>
    this.#get(runPath(id, '/changes'), page);

  listRunRemovals: ScimApi['listRunRemovals'] = (id, page) =>
    this.#get(runPath(id, '/removals'), page);

  listRunSkipped: ScimApi['listRunSkipped'] = (id, page) =>
    this.#get(runPath(id, '/skipped'), page);

  listRunSteps: ScimApi['listRunSteps'] = (id, page) =>
    this.#get(runPath(id, '/steps'), page);

  resumeRun: ScimApi['resumeRun'] = id =>
    this.#send('POST', runPath(id, '/resume'));

  listAudit: ScimApi['listAudit'] = options => this.#get('/audit', options);

  exportAudit: ScimApi['exportAudit'] = async filter => {
    const path = withQuery('/audit/export', filter);
    return (await this.#request('GET', path)).body!;
  };

  getAuditHead: ScimApi['getAuditHead'] = () => this.#get('/audit/head');

  verifyAudit: ScimApi['verifyAudit'] = known =>
    this.#get(
      '/audit/verification',
      known && { headSeq: known.seq, headHash: known.hash },
    );

  listConflicts: ScimApi['listConflicts'] = page =>
    this.#get('/directory/conflicts', page);

  listBlockedRemovals: ScimApi['listBlockedRemovals'] = () =>
    this.#get('/directory/removals');

  approveRemovals: ScimApi['approveRemovals'] = fingerprint =>
    this.#send(
      'POST',
      `/directory/removals/${encodeURIComponent(fingerprint)}/approval`,
      {},
    );

  listConnections: ScimApi['listConnections'] = page =>
    this.#get('/connections', page);

  listProviders: ScimApi['listProviders'] = () =>
    this.#get('/connections/providers');

  createConnection: ScimApi['createConnection'] = request =>
    this.#send('POST', '/connections', request);

  getConnection: ScimApi['getConnection'] = id =>
    this.#get(`/connections/${encodeURIComponent(id)}`);

  updateConnection: ScimApi['updateConnection'] = (id, request) =>
    this.#send('PATCH', `/connections/${encodeURIComponent(id)}`, request);

  pauseConnection: ScimApi['pauseConnection'] = id =>
    this.#send('POST', `/connections/${encodeURIComponent(id)}/pause`);

  resumeConnection: ScimApi['resumeConnection'] = id =>
    this.#send('POST', `/connections/${encodeURIComponent(id)}/resume`);

  reviewConnection: ScimApi['reviewConnection'] = id =>
    this.#send('POST', `/connections/${encodeURIComponent(id)}/review`);

  listReviewItems: ScimApi['listReviewItems'] = (id, fingerprint, page) =>
    this.#get(
      `/connections/${encodeURIComponent(id)}/review/${encodeURIComponent(
        fingerprint,
      )}`,
      page,
    );

  activateConnection: ScimApi['activateConnection'] = async (id, request) => {
    const path = `/connections/${encodeURIComponent(id)}/activate`;
    try {
      return await this.#send('POST', path, request);
    } catch (error) {
      throw toReviewError(error);
    }
  };

  deleteConnection: ScimApi['deleteConnection'] = (id, { people } = {}) =>
    this.#send(
      'DELETE',
      `/connections/${encodeURIComponent(id)}${
        people ? `?people=${people}` : ''
      }`,
    );

  listConnectionErrors: ScimApi['listConnectionErrors'] = (id, page) =>
    this.#get(`/connections/${encodeURIComponent(id)}/errors`, page);

  getConnectionActivity: ScimApi['getConnectionActivity'] = id =>
    this.#get(`/connections/${encodeURIComponent(id)}/activity`);

  startRotation: ScimApi['startRotation'] = (id, options = {}) =>
    this.#send(
      'POST',
      `/connections/${encodeURIComponent(id)}/rotation`,
      options,
    );

  completeRotation: ScimApi['completeRotation'] = id =>
    this.#send(
      'POST',
      `/connections/${encodeURIComponent(id)}/rotation/complete`,
    );

  cancelRotation: ScimApi['cancelRotation'] = id =>
    this.#send(
      'POST',
      `/connections/${encodeURIComponent(id)}/rotation/cancel`,
    );

  revokeTokens: ScimApi['revokeTokens'] = id =>
    this.#send('POST', `/connections/${encodeURIComponent(id)}/revoke`);

  listUsers: ScimApi['listUsers'] = page => this.#get('/users', page);

  getUserPolicy: ScimApi['getUserPolicy'] = () => this.#get('/users/policy');

  getUser: ScimApi['getUser'] = id =>
    this.#get(`/users/${encodeURIComponent(id)}`);

  createUser: ScimApi['createUser'] = request =>
    this.#send('POST', '/users', request);

  deleteUser: ScimApi['deleteUser'] = id =>
    this.#send('DELETE', `/users/${encodeURIComponent(id)}`);

  linkUser: ScimApi['linkUser'] = (id, request) =>
    this.#send('POST', `/users/${encodeURIComponent(id)}/link`, request);

  unlinkUser: ScimApi['unlinkUser'] = id =>
    this.#send('POST', `/users/${encodeURIComponent(id)}/unlink`);

  listGroups: ScimApi['listGroups'] = page => this.#get('/groups', page);

  getGroup: ScimApi['getGroup'] = id =>
    this.#get(`/groups/${encodeURIComponent(id)}`);

  listGroupMembers: ScimApi['listGroupMembers'] = (id, page) =>
    this.#get(`/groups/${encodeURIComponent(id)}/members`, page);

  createGroup: ScimApi['createGroup'] = request =>
    this.#send('POST', '/groups', request);

  updateGroup: ScimApi['updateGroup'] = (id, request) =>
    this.#send('PATCH', `/groups/${encodeURIComponent(id)}`, request);

  deleteGroup: ScimApi['deleteGroup'] = id =>
    this.#send('DELETE', `/groups/${encodeURIComponent(id)}`);

  changeGroupMembers: ScimApi['changeGroupMembers'] = (id, request) =>
    this.#send('POST', `/groups/${encodeURIComponent(id)}/members`, request);

  createTeam: ScimApi['createTeam'] = id =>
    this.#send('POST', `/groups/${encodeURIComponent(id)}/create-team`);

  linkGroup: ScimApi['linkGroup'] = (id, request) =>
    this.#send('POST', `/groups/${encodeURIComponent(id)}/link`, request);

  unlinkGroup: ScimApi['unlinkGroup'] = id =>
    this.#send('POST', `/groups/${encodeURIComponent(id)}/unlink`);

  listRoles: ScimApi['listRoles'] = page => this.#get('/roles', page);

  getRole: ScimApi['getRole'] = id =>
    this.#get(`/roles/${encodeURIComponent(id)}`);

  createRole: ScimApi['createRole'] = request =>
    this.#send('POST', '/roles', request);

  updateRole: ScimApi['updateRole'] = (id, request) =>
    this.#send('PATCH', `/roles/${encodeURIComponent(id)}`, request);

  deleteRole: ScimApi['deleteRole'] = id =>
    this.#send('DELETE', `/roles/${encodeURIComponent(id)}`);

  listRoleMembers: ScimApi['listRoleMembers'] = (id, page) =>
    this.#get(`/roles/${encodeURIComponent(id)}/members`, page);

  changeRoleMembers: ScimApi['changeRoleMembers'] = (id, request) =>
    this.#send('POST', `/roles/${encodeURIComponent(id)}/members`, request);

  #get<T>(path: string, query?: object): Promise<T> {
    return this.#send('GET', withQuery(path, query));
  }

  /** Sends a request that the server may refuse in ways of its own. */
  async #enforce<T>(path: string, body: object): Promise<T> {
    try {
      return await this.#send('POST', path, body);
    } catch (error) {
      throw toEnforcementError(error);
    }
  }

  async #send<T>(method: string, path: string, body?: object): Promise<T> {
    return (await this.#request(method, path, { body })).json();
  }

  async #request(
    method: string,
    path: string,
    { body, signal }: { body?: object; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const response = await this.#fetch(`${await this.#baseUrl()}${path}`, {
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

function planPath(id: string, rest: string = ''): string {
  return `/enforcement/plans/${encodeURIComponent(id)}${rest}`;
}

function runPath(id: string, rest: string = ''): string {
  return `/enforcement/runs/${encodeURIComponent(id)}${rest}`;
}

function operationPath(id: string, rest: string = ''): string {
  return `/enforcement/operations/${encodeURIComponent(id)}${rest}`;
}

function withQuery(path: string, query: object = {}): string {
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
function percentEncode(text: string) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function policyPath(...address: Array<string | undefined>): string {
  const segments = address.filter(segment => segment !== undefined);
  return `/policies/${segments.map(percentEncode).join('/')}`;
}

function rethrowProblems(error: unknown): never {
  if (error instanceof ResponseError) {
    const { message, problems } = error.body.error as {
      message: string;
      problems?: AccessFileError['problems'];
    };
    throw problems ? new AccessFileError(problems, message) : error;
  }
  throw error;
}
