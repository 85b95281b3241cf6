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
import { percentEncode, Transport, withQuery } from './Transport';

/**
 * {@link ScimApi} over HTTP.
 *
 * @public
 */
export class ScimClient implements ScimApi {
  readonly #http: Transport;

  /**
   * @param options - `discovery` finds the plugin's base URL (for plugin id
   * `scim`); `fetch` carries the caller's credentials.
   */
  constructor(options: {
    discovery: { getBaseUrl(pluginId: string): Promise<string> };
    fetch: typeof fetch;
  }) {
    this.#http = new Transport(options);
  }

  getCaller: ScimApi['getCaller'] = () => this.#http.get('/me');

  getMyAccess: ScimApi['getMyAccess'] = () => this.#http.get('/me/access');

  getResourceAccess: ScimApi['getResourceAccess'] = (resource, page) =>
    this.#http.get(`/access/resources/${encodeURIComponent(resource)}`, page);

  listOrphanedEntities: ScimApi['listOrphanedEntities'] = page =>
    this.#http.get('/ownership/orphans', page);

  getUserAccess: ScimApi['getUserAccess'] = user =>
    this.#http.get(`/access/users/${encodeURIComponent(user)}`);

  listResources: ScimApi['listResources'] = page =>
    this.#http.get('/resources', page);

  listBindings: ScimApi['listBindings'] = page =>
    this.#http.get('/bindings', page);

  addBinding: ScimApi['addBinding'] = binding =>
    this.#http.send('POST', '/bindings', binding);

  removeBinding: ScimApi['removeBinding'] = (id, options) =>
    this.#http.send(
      'DELETE',
      withQuery(`/bindings/${encodeURIComponent(id)}`, { ...options }),
    );

  listPolicies: ScimApi['listPolicies'] = page =>
    this.#http.get('/policies', page);

  getPolicy: ScimApi['getPolicy'] = (...address) =>
    this.#http.get(policyPath(...address));

  setPolicy: ScimApi['setPolicy'] = (resourceType, resource, request) =>
    this.#http
      .send<SetPolicyResult>('PUT', policyPath(resourceType, resource), request)
      .catch(rethrowProblems);

  importAccess: ScimApi['importAccess'] = yaml =>
    this.#http
      .send<AccessImportResult>('POST', '/access/import', {
        file: yaml,
      })
      .catch(rethrowProblems);

  diagnose: ScimApi['diagnose'] = () => this.#http.get('/doctor');

  getDirectoryStatus: ScimApi['getDirectoryStatus'] = () =>
    this.#http.get('/directory/status');

  exportAccess: ScimApi['exportAccess'] = async () => {
    const { file } = await this.#http.get<{ file: string }>('/access/export');
    return file;
  };

  checkPermissions: ScimApi['checkPermissions'] = page =>
    this.#http.get('/permission-check', page);

  createPlan: ScimApi['createPlan'] = (options = {}) =>
    this.#http.send('POST', '/enforcement/plans', options);

  listPlans: ScimApi['listPlans'] = page =>
    this.#http.get('/enforcement/plans', page);

  getPlan: ScimApi['getPlan'] = id => this.#http.get(planPath(id));

  listPlanChanges: ScimApi['listPlanChanges'] = (id, page) =>
    this.#http.get(planPath(id, '/changes'), page);

  listPlanRemovals: ScimApi['listPlanRemovals'] = (id, page) =>
    this.#http.get(planPath(id, '/removals'), page);

  listPlanSkipped: ScimApi['listPlanSkipped'] = (id, page) =>
    this.#http.get(planPath(id, '/skipped'), page);

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
      await this.#http.request('GET', operationPath(operationId, '/events'), {
        signal,
      }),
    );
  }

  getOperation: ScimApi['getOperation'] = id =>
    this.#http.get(operationPath(id));

  listRuns: ScimApi['listRuns'] = page =>
    this.#http.get('/enforcement/runs', page);

  getRun: ScimApi['getRun'] = id => this.#http.get(runPath(id));

  listRunChanges: ScimApi['listRunChanges'] = (id, page) =>
    this.#http.get(runPath(id, '/changes'), page);

  listRunRemovals: ScimApi['listRunRemovals'] = (id, page) =>
    this.#http.get(runPath(id, '/removals'), page);

  listRunSkipped: ScimApi['listRunSkipped'] = (id, page) =>
    this.#http.get(runPath(id, '/skipped'), page);

  listRunSteps: ScimApi['listRunSteps'] = (id, page) =>
    this.#http.get(runPath(id, '/steps'), page);

  resumeRun: ScimApi['resumeRun'] = id =>
    this.#http.send('POST', runPath(id, '/resume'));

  listAudit: ScimApi['listAudit'] = options =>
    this.#http.get('/audit', options);

  exportAudit: ScimApi['exportAudit'] = async filter => {
    const path = withQuery('/audit/export', filter);
    return (await this.#http.request('GET', path)).body!;
  };

  getAuditHead: ScimApi['getAuditHead'] = () => this.#http.get('/audit/head');

  verifyAudit: ScimApi['verifyAudit'] = known =>
    this.#http.get(
      '/audit/verification',
      known && { headSeq: known.seq, headHash: known.hash },
    );

  listConflicts: ScimApi['listConflicts'] = page =>
    this.#http.get('/directory/conflicts', page);

  listBlockedRemovals: ScimApi['listBlockedRemovals'] = () =>
    this.#http.get('/directory/removals');

  approveRemovals: ScimApi['approveRemovals'] = fingerprint =>
    this.#http.send(
      'POST',
      `/directory/removals/${encodeURIComponent(fingerprint)}/approval`,
      {},
    );

  listConnections: ScimApi['listConnections'] = page =>
    this.#http.get('/connections', page);

  listProviders: ScimApi['listProviders'] = () =>
    this.#http.get('/connections/providers');

  createConnection: ScimApi['createConnection'] = request =>
    this.#http.send('POST', '/connections', request);

  getConnection: ScimApi['getConnection'] = id =>
    this.#http.get(`/connections/${encodeURIComponent(id)}`);

  updateConnection: ScimApi['updateConnection'] = (id, request) =>
    this.#http.send('PATCH', `/connections/${encodeURIComponent(id)}`, request);

  pauseConnection: ScimApi['pauseConnection'] = (id, options) =>
    this.#http.send(
      'POST',
      withQuery(`/connections/${encodeURIComponent(id)}/pause`, { ...options }),
    );

  resumeConnection: ScimApi['resumeConnection'] = id =>
    this.#http.send('POST', `/connections/${encodeURIComponent(id)}/resume`);

  reviewConnection: ScimApi['reviewConnection'] = id =>
    this.#http.send('POST', `/connections/${encodeURIComponent(id)}/review`);

  listReviewItems: ScimApi['listReviewItems'] = (id, fingerprint, page) =>
    this.#http.get(
      `/connections/${encodeURIComponent(id)}/review/${encodeURIComponent(
        fingerprint,
      )}`,
      page,
    );

  activateConnection: ScimApi['activateConnection'] = async (id, request) => {
    const path = `/connections/${encodeURIComponent(id)}/activate`;
    try {
      return await this.#http.send('POST', path, request);
    } catch (error) {
      throw toReviewError(error);
    }
  };

  deleteConnection: ScimApi['deleteConnection'] = (id, { people } = {}) =>
    this.#http.send(
      'DELETE',
      `/connections/${encodeURIComponent(id)}${
        people ? `?people=${people}` : ''
      }`,
    );

  listConnectionErrors: ScimApi['listConnectionErrors'] = (id, page) =>
    this.#http.get(`/connections/${encodeURIComponent(id)}/errors`, page);

  getConnectionActivity: ScimApi['getConnectionActivity'] = id =>
    this.#http.get(`/connections/${encodeURIComponent(id)}/activity`);

  startRotation: ScimApi['startRotation'] = (id, options = {}) =>
    this.#http.send(
      'POST',
      `/connections/${encodeURIComponent(id)}/rotation`,
      options,
    );

  completeRotation: ScimApi['completeRotation'] = id =>
    this.#http.send(
      'POST',
      `/connections/${encodeURIComponent(id)}/rotation/complete`,
    );

  cancelRotation: ScimApi['cancelRotation'] = id =>
    this.#http.send(
      'POST',
      `/connections/${encodeURIComponent(id)}/rotation/cancel`,
    );

  revokeTokens: ScimApi['revokeTokens'] = id =>
    this.#http.send('POST', `/connections/${encodeURIComponent(id)}/revoke`);

  listUsers: ScimApi['listUsers'] = page => this.#http.get('/users', page);

  getUserPolicy: ScimApi['getUserPolicy'] = () =>
    this.#http.get('/users/policy');

  getUser: ScimApi['getUser'] = id =>
    this.#http.get(`/users/${encodeURIComponent(id)}`);

  createUser: ScimApi['createUser'] = request =>
    this.#http.send('POST', '/users', request);

  deleteUser: ScimApi['deleteUser'] = id =>
    this.#http.send('DELETE', `/users/${encodeURIComponent(id)}`);

  linkUser: ScimApi['linkUser'] = (id, request) =>
    this.#http.send('POST', `/users/${encodeURIComponent(id)}/link`, request);

  unlinkUser: ScimApi['unlinkUser'] = id =>
    this.#http.send('POST', `/users/${encodeURIComponent(id)}/unlink`);

  listGroups: ScimApi['listGroups'] = page => this.#http.get('/groups', page);

  getGroup: ScimApi['getGroup'] = id =>
    this.#http.get(`/groups/${encodeURIComponent(id)}`);

  listGroupMembers: ScimApi['listGroupMembers'] = (id, page) =>
    this.#http.get(`/groups/${encodeURIComponent(id)}/members`, page);

  createGroup: ScimApi['createGroup'] = request =>
    this.#http.send('POST', '/groups', request);

  updateGroup: ScimApi['updateGroup'] = (id, request) =>
    this.#http.send('PATCH', `/groups/${encodeURIComponent(id)}`, request);

  deleteGroup: ScimApi['deleteGroup'] = id =>
    this.#http.send('DELETE', `/groups/${encodeURIComponent(id)}`);

  changeGroupMembers: ScimApi['changeGroupMembers'] = (id, request) =>
    this.#http.send(
      'POST',
      `/groups/${encodeURIComponent(id)}/members`,
      request,
    );

  createTeam: ScimApi['createTeam'] = id =>
    this.#http.send('POST', `/groups/${encodeURIComponent(id)}/create-team`);

  linkGroup: ScimApi['linkGroup'] = (id, request) =>
    this.#http.send('POST', `/groups/${encodeURIComponent(id)}/link`, request);

  unlinkGroup: ScimApi['unlinkGroup'] = id =>
    this.#http.send('POST', `/groups/${encodeURIComponent(id)}/unlink`);

  listRoles: ScimApi['listRoles'] = page => this.#http.get('/roles', page);

  getRole: ScimApi['getRole'] = id =>
    this.#http.get(`/roles/${encodeURIComponent(id)}`);

  createRole: ScimApi['createRole'] = request =>
    this.#http.send('POST', '/roles', request);

  updateRole: ScimApi['updateRole'] = (id, request) =>
    this.#http.send('PATCH', `/roles/${encodeURIComponent(id)}`, request);

  deleteRole: ScimApi['deleteRole'] = id =>
    this.#http.send('DELETE', `/roles/${encodeURIComponent(id)}`);

  listRoleMembers: ScimApi['listRoleMembers'] = (id, page) =>
    this.#http.get(`/roles/${encodeURIComponent(id)}/members`, page);

  changeRoleMembers: ScimApi['changeRoleMembers'] = (id, request) =>
    this.#http.send(
      'POST',
      `/roles/${encodeURIComponent(id)}/members`,
      request,
    );

  /** Sends a request that the server may refuse in ways of its own. */
  async #enforce<T>(path: string, body: object): Promise<T> {
    try {
      return await this.#http.send('POST', path, body);
    } catch (error) {
      throw toEnforcementError(error);
    }
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
