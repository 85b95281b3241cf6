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

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import { declaredOperations } from './__testUtils__/managementContract';
import { ADMINISTRATOR, startPortal } from './__testUtils__/startPortal';
import { testDatabases } from './__testUtils__/testDatabases';
import { ConnectionStore } from './connections';

jest.setTimeout(120_000);

/**
 * Who gets which answer to a well-formed request:
 *
 * - nobody: no token at all
 * - engineer, admin: people of the portal, by their user tokens
 * - service: a plugin, or a script with an external access token
 * - owner: the connection that provisions what the request is about
 * - other: another connection
 * - revoked: a connection that was taken out of the configuration
 * - unknown: a token nobody ever issued
 */
const table = `
operation                                                  | nobody | engineer | admin | service | owner | other | revoked | unknown
GET /me                                                    | 401    | 200      | 200   | 200     | 401   | 401   | 401     | 401
GET /me/access                                             | 401    | 200      | 200   | 403     | 401   | 401   | 401     | 401
GET /users                                                 | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /groups                                                | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /connections                                           | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /connections                                          | 401    | 403      | 201   | 201     | 401   | 401   | 401     | 401
GET /connections/providers                                 | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /connections/{id}                                      | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
PATCH /connections/{id}                                    | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
DELETE /connections/{id}                                   | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /connections/{id}/pause                               | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /connections/{id}/resume                              | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /connections/{id}/review                              | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /connections/{id}/review/{fingerprint}                 | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /connections/{id}/activate                            | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /connections/{id}/errors                               | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /connections/{id}/activity                             | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /connections/{id}/rotation                            | 401    | 403      | 201   | 201     | 401   | 401   | 401     | 401
POST /connections/{id}/rotation/complete                   | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /connections/{id}/rotation/cancel                     | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /connections/{id}/revoke                              | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /users/policy                                          | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /users                                                | 401    | 403      | 409   | 409     | 401   | 401   | 401     | 401
GET /users/{id}                                            | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
DELETE /users/{id}                                         | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /users/{id}/link                                      | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /users/{id}/unlink                                    | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /groups                                               | 401    | 403      | 201   | 201     | 401   | 401   | 401     | 401
GET /groups/{id}                                           | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
PATCH /groups/{id}                                         | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
DELETE /groups/{id}                                        | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /groups/{id}/members                                   | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /groups/{id}/members                                  | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /groups/{id}/create-team                              | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /groups/{id}/link                                     | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /groups/{id}/unlink                                   | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /roles                                                 | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /roles                                                | 401    | 403      | 201   | 201     | 401   | 401   | 401     | 401
GET /roles/{id}                                            | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
PATCH /roles/{id}                                          | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
DELETE /roles/{id}                                         | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /roles/{id}/members                                    | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /roles/{id}/members                                   | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /directory                                             | 401    | 403      | 403   | 200     | 401   | 401   | 401     | 401
GET /directory/changes                                     | 401    | 403      | 403   | 200     | 401   | 401   | 401     | 401
GET /directory/ownership                                   | 401    | 403      | 403   | 200     | 401   | 401   | 401     | 401
GET /directory/conflicts                                   | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /directory/conflicts                                  | 401    | 403      | 403   | 200     | 401   | 401   | 401     | 401
GET /directory/removals                                    | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /directory/removals                                   | 401    | 403      | 403   | 200     | 401   | 401   | 401     | 401
POST /directory/removals/{fingerprint}/approval            | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /directory/principal                                   | 401    | 403      | 403   | 200     | 401   | 401   | 401     | 401
GET /directory/status                                      | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /doctor                                                | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /resources                                             | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /bindings                                              | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /bindings                                             | 401    | 403      | 201   | 201     | 401   | 401   | 401     | 401
DELETE /bindings/{id}                                      | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /policies                                              | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /policies/{resourceType}                               | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
PUT /policies/{resourceType}                               | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /policies/{resourceType}/{resource}                    | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
PUT /policies/{resourceType}/{resource}                    | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /access/users/{user}                                   | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /access/resources/{resource}                           | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /ownership/orphans                                     | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /access/export                                         | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /access/import                                        | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /permission-check                                      | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /enforcement/plans                                    | 401    | 403      | 201   | 201     | 401   | 401   | 401     | 401
GET /enforcement/plans                                     | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/plans/{id}                                | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/plans/{id}/changes                        | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/plans/{id}/removals                       | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/plans/{id}/skipped                        | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /enforcement/plans/{id}/overrides                     | 401    | 403      | 422   | 422     | 401   | 401   | 401     | 401
POST /enforcement/plans/{id}/approvals                     | 401    | 403      | 403   | 200     | 401   | 401   | 401     | 401
POST /enforcement/plans/{id}/apply                         | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/runs                                      | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/runs/{id}                                 | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/runs/{id}/changes                         | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/runs/{id}/removals                        | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/runs/{id}/skipped                         | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/runs/{id}/steps                           | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
POST /enforcement/runs/{id}/resume                         | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/operations/{id}                           | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /enforcement/operations/{id}/events                    | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /audit                                                 | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /audit/head                                            | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /audit/export                                          | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /audit/verification                                    | 401    | 403      | 200   | 200     | 401   | 401   | 401     | 401
GET /openapi.json                                          | 401    | 200      | 200   | 200     | 401   | 401   | 401     | 401
GET /v2/ServiceProviderConfig                              | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
GET /v2/ResourceTypes                                      | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
GET /v2/ResourceTypes/User                                 | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
GET /v2/Schemas                                            | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
GET /v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
GET /v2/Users                                              | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
POST /v2/Users                                             | 401    | 403      | 201   | 201     | 201   | 201   | 401     | 401
POST /v2/Users/.search                                     | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
GET /v2/Users/{id}                                         | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
PUT /v2/Users/{id}                                         | 401    | 403      | 200   | 200     | 200   | 403   | 401     | 401
PATCH /v2/Users/{id}                                       | 401    | 403      | 200   | 200     | 200   | 403   | 401     | 401
DELETE /v2/Users/{id}                                      | 401    | 403      | 204   | 204     | 204   | 403   | 401     | 401
GET /v2/Groups                                             | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
POST /v2/Groups                                            | 401    | 403      | 201   | 201     | 201   | 201   | 401     | 401
POST /v2/Groups/.search                                    | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
GET /v2/Groups/{id}                                        | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
PUT /v2/Groups/{id}                                        | 401    | 403      | 200   | 200     | 200   | 403   | 401     | 401
PATCH /v2/Groups/{id}                                      | 401    | 403      | 200   | 200     | 200   | 403   | 401     | 401
DELETE /v2/Groups/{id}                                     | 401    | 403      | 204   | 204     | 204   | 403   | 401     | 401
GET /v2/Roles                                              | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
POST /v2/Roles                                             | 401    | 403      | 403   | 403     | 403   | 403   | 401     | 401
POST /v2/Roles/.search                                     | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
GET /v2/Roles/{id}                                         | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
PUT /v2/Roles/{id}                                         | 401    | 403      | 200   | 200     | 200   | 403   | 401     | 401
PATCH /v2/Roles/{id}                                       | 401    | 403      | 200   | 200     | 200   | 403   | 401     | 401
DELETE /v2/Roles/{id}                                      | 401    | 403      | 403   | 403     | 403   | 403   | 401     | 401
POST /v2/.search                                           | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
POST /v2/Bulk                                              | 401    | 403      | 200   | 200     | 200   | 200   | 401     | 401
GET /v2/Me                                                 | 401    | 200      | 200   | 501     | 501   | 501   | 401     | 401
POST /v2/Me                                                | 401    | 403      | 501   | 501     | 501   | 501   | 401     | 401
PUT /v2/Me                                                 | 401    | 403      | 200   | 501     | 501   | 501   | 401     | 401
PATCH /v2/Me                                               | 401    | 403      | 200   | 501     | 501   | 501   | 401     | 401
PUT /v2/Users                                              | 401    | 403      | 405   | 405     | 405   | 405   | 401     | 401
GET /v2/Nonsense                                           | 401    | 403      | 404   | 404     | 404   | 404   | 401     | 401
DELETE /v2/Me                                              | 401    | 403      | 204   | 501     | 501   | 501   | 401     | 401
`;

/** How each column of the table shows who it is. */
const callers: Record<string, string | undefined> = {
  nobody: undefined,
  engineer: mockCredentials.user.header('user:default/engineer'),
  admin: mockCredentials.user.header(ADMINISTRATOR),
  service: mockCredentials.service.header(),
  owner: 'Bearer token-of-the-owner',
  other: 'Bearer token-of-the-other',
  revoked: 'Bearer token-that-was-revoked',
  unknown: 'Bearer token-that-never-was',
};

const owner = { name: 'Owner', token: 'token-of-the-owner' };
const other = { name: 'Other', token: 'token-of-the-other' };
const revoked = { name: 'Revoked', token: 'token-that-was-revoked' };

interface Target {
  /** Stands for `{id}` or `{user}` in the operation. */
  id?: string;
  /** Stands for `{resource}` in the operation. */
  resource?: string;
  /** Stands for `{fingerprint}`. */
  fingerprint?: string;
  query?: string;
  body?: object;
}

describe('The access table', () => {
  const databases = testDatabases();

  const rows = table
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split('|')[0].trim());

  it('has a row for every operation of openapi.yaml, and for no others', () => {
    const management = rows.filter(row => !/ \/(v2|openapi\.json)/.test(row));
    expect(management.sort()).toEqual([...declaredOperations].sort());
  });

  it('holds, and who is refused changes nothing', async () => {
    const database = await databases.create('SQLITE_3');
    const before = mockServices.rootConfig({
      data: { scim: { connections: [revoked] } },
    });
    const logger = mockServices.logger.mock();
    const then = await ConnectionStore.create({
      database,
      config: before,
      logger,
    });
    expect(await then.authenticate(revoked.token)).toBeDefined();
    const portal = await startPortal(database, {
      config: {
        scim: {
          enabled: true,
          rateLimit: { requestsPerSecond: 1e6, burst: 1e6 },
          connections: [owner, other],
          // The table leaves people behind who are in no group.
          enforcement: { guards: { effectiveLoss: { people: 1e6 } } },
        },
      },
    });

    /** Does something that the request to come needs. */
    async function prepare(path: string, body: object, as?: string) {
      const isScim = path.startsWith('/v2');
      const answer = await portal.send({
        method: 'POST',
        path,
        body,
        authorization: as ?? (isScim ? callers.owner : callers.admin),
      });
      if (answer.status >= 300) {
        throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
      }
      return answer.body;
    }
    const newUser = () => ({ userName: `${randomUUID()}@example.com` });
    const newGroup = () => ({ displayName: randomUUID() });
    const aUser = () => prepare('/v2/Users', newUser());
    const aGroup = () => prepare('/v2/Groups', newGroup());
    const newConnection = (options: object = {}) => ({
      name: randomUUID(),
      provider: 'generic',
      activation: 'immediately',
      ...options,
    });
    const aConnection = async (options: object = {}) => {
      const made = await prepare('/connections', newConnection(options));
      return made.connection;
    };
    const aPendingConnection = () => aConnection({ activation: 'review' });
    const aReview = async () => {
      const { id } = await aPendingConnection();
      const review = await prepare(`/connections/${id}/review`, {});
      return { id, fingerprint: review.fingerprint };
    };
    const aRotation = async () => {
      const { id } = await aConnection();
      await prepare(`/connections/${id}/rotation`, {});
      return { id };
    };
    const anUnsyncedUser = () => prepare('/v2/Users', newUser(), callers.admin);
    const aTeam = () => prepare('/groups', newGroup());
    const aWaitingGroup = async () => {
      const made = await prepare(
        '/connections',
        newConnection({ linking: 'ask' }),
      );
      const token = `Bearer ${made.token}`;
      return prepare('/v2/Groups', newGroup(), token);
    };
    const aPlan = () => prepare('/enforcement/plans', {});
    const aRun = async () => {
      const { id, fingerprint } = await aPlan();
      return prepare(`/enforcement/plans/${id}/apply`, {
        fingerprint,
        operationId: randomUUID(),
      });
    };
    const aRole = async () => {
      const id = randomUUID();
      const displayName = `scim:${id}`;
      await database.knex('portal_roles').insert({
        uuid: id,
        name: displayName,
        name_key: displayName,
        created_at: new Date().toISOString(),
      });
      return { id, displayName };
    };
    const aCloud = async () => {
      const name = randomUUID();
      await prepare('/access/import', { file: `clouds: [${name}]` });
      return name;
    };
    const aBinding = async () => ({
      body: {
        resource: 'organization',
        role: 'collaborator',
        principal: { type: 'user', name: (await aUser()).id },
      },
    });
    const someMembers = async () => [{ value: (await aUser()).id }];
    const patchOf = (operation: object) => ({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [operation],
    });
    const rename = (path: string) =>
      patchOf({ op: 'replace', path, value: randomUUID() });
    const removalsOf = (entityRef: string) => ({
      entityRefs: [entityRef],
      present: 1,
      limits: { entities: 0, percentage: 0 },
    });
    const search = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
    };

    /** What a well-formed request says beside its operation. */
    const targets: Record<string, () => Promise<Target> | Target> = {
      'GET /directory/changes': () => ({ query: '?since=0' }),
      'GET /directory/ownership': () => ({
        query: '?entityRef=user:default/engineer',
      }),
      'POST /directory/conflicts': () => ({
        body: { conflicts: [], resolved: [] },
      }),
      'POST /directory/removals': () => ({
        body: removalsOf('user:default/nobody'),
      }),
      'POST /directory/removals/{fingerprint}/approval': async () => {
        const { fingerprint } = await prepare(
          '/directory/removals',
          removalsOf(`user:default/${randomUUID()}`),
          callers.service,
        );
        return { id: fingerprint };
      },
      'GET /directory/principal': () => ({
        query: '?entityRef=user:default/engineer',
      }),
      'POST /bindings': aBinding,
      'DELETE /bindings/{id}': async () => {
        const { body } = await aBinding();
        return { id: (await prepare('/bindings', body)).binding.id };
      },
      'GET /policies/{resourceType}': () => ({ id: 'organization' }),
      'PUT /policies/{resourceType}': () => ({
        id: 'organization',
        body: {
          file: 'bindings: [{ role_name: owner, principals: [Administrators] }]',
        },
      }),
      'GET /policies/{resourceType}/{resource}': async () => ({
        id: 'cloud',
        resource: await aCloud(),
      }),
      'PUT /policies/{resourceType}/{resource}': async () => ({
        id: 'cloud',
        resource: await aCloud(),
        body: {
          file: 'bindings: [{ role_name: readonly, principals: [Engineering] }]',
        },
      }),
      // Not the engineer's own.
      'GET /access/users/{user}': () => ({ id: 'admin@example.com' }),
      'GET /access/resources/{resource}': () => ({
        resource: 'organization',
      }),
      'POST /access/import': () => ({
        body: {
          file: `organization: Example\nclouds: [{ name: ${randomUUID()} }]`,
        },
      }),
      'POST /enforcement/plans': () => ({ body: {} }),
      'GET /enforcement/plans/{id}': aPlan,
      'GET /enforcement/plans/{id}/changes': aPlan,
      'GET /enforcement/plans/{id}/removals': aPlan,
      'GET /enforcement/plans/{id}/skipped': aPlan,
      // No guard blocks it.
      'POST /enforcement/plans/{id}/overrides': async () => ({
        ...(await aPlan()),
        body: { guard: 'owners-left', affectedUsers: 0, reason: 'A test.' },
      }),
      // The administrator made it; the service did not.
      'POST /enforcement/plans/{id}/approvals': async () => {
        const { id, fingerprint } = await aPlan();
        return { id, body: { fingerprint } };
      },
      'POST /enforcement/plans/{id}/apply': async () => {
        const { id, fingerprint } = await aPlan();
        return { id, body: { fingerprint, operationId: randomUUID() } };
      },
      'GET /enforcement/runs/{id}': aRun,
      'GET /enforcement/runs/{id}/changes': aRun,
      'GET /enforcement/runs/{id}/removals': aRun,
      'GET /enforcement/runs/{id}/skipped': aRun,
      'GET /enforcement/runs/{id}/steps': aRun,
      'POST /enforcement/runs/{id}/resume': aRun,
      'GET /enforcement/operations/{id}': () => ({ id: randomUUID() }),
      'GET /enforcement/operations/{id}/events': async () => ({
        id: (await aRun()).operationId,
      }),
      'POST /connections': () => ({ body: newConnection() }),
      'GET /connections/{id}': aConnection,
      'PATCH /connections/{id}': async () => ({
        ...(await aConnection()),
        body: { name: randomUUID() },
      }),
      'DELETE /connections/{id}': aConnection,
      'POST /connections/{id}/pause': aConnection,
      'POST /connections/{id}/resume': async () => {
        const connection = await aConnection();
        await prepare(`/connections/${connection.id}/pause`, {});
        return connection;
      },
      'POST /connections/{id}/review': aPendingConnection,
      'GET /connections/{id}/review/{fingerprint}': aReview,
      'POST /connections/{id}/activate': async () => {
        const { id, fingerprint } = await aReview();
        return { id, body: { fingerprint } };
      },
      'GET /connections/{id}/errors': aConnection,
      'GET /connections/{id}/activity': aConnection,
      'POST /connections/{id}/rotation': async () => ({
        ...(await aConnection()),
        body: {},
      }),
      'POST /connections/{id}/rotation/complete': aRotation,
      'POST /connections/{id}/rotation/cancel': aRotation,
      'POST /connections/{id}/revoke': aConnection,
      'POST /users': () => ({ body: newUser() }),
      'GET /users/{id}': aUser,
      'DELETE /users/{id}': anUnsyncedUser,
      'POST /users/{id}/link': async () => ({
        ...(await anUnsyncedUser()),
        body: { userId: (await aUser()).id },
      }),
      'POST /users/{id}/unlink': aUser,
      'POST /groups': () => ({ body: newGroup() }),
      'GET /groups/{id}': aGroup,
      'PATCH /groups/{id}': async () => ({
        ...(await aGroup()),
        body: newGroup(),
      }),
      'DELETE /groups/{id}': aTeam,
      'GET /groups/{id}/members': aGroup,
      'POST /groups/{id}/members': async () => ({
        ...(await aGroup()),
        body: { add: [(await aUser()).id] },
      }),
      'POST /groups/{id}/create-team': aWaitingGroup,
      'POST /groups/{id}/link': async () => ({
        ...(await aWaitingGroup()),
        body: { groupId: (await aTeam()).id },
      }),
      'POST /groups/{id}/unlink': aGroup,
      'POST /roles': () => ({ body: { name: randomUUID() } }),
      'GET /roles/{id}': aRole,
      'PATCH /roles/{id}': async () => ({
        ...(await aRole()),
        body: { name: randomUUID() },
      }),
      'DELETE /roles/{id}': aRole,
      'GET /roles/{id}/members': aRole,
      'POST /roles/{id}/members': async () => {
        const { id } = await prepare('/roles', { name: randomUUID() });
        return { id, body: { add: [(await aUser()).id] } };
      },
      'POST /v2/Users': () => ({ body: newUser() }),
      'GET /v2/Users/{id}': aUser,
      'PUT /v2/Users/{id}': async () => ({
        ...(await aUser()),
        body: newUser(),
      }),
      'PATCH /v2/Users/{id}': async () => ({
        ...(await aUser()),
        body: rename('displayName'),
      }),
      'DELETE /v2/Users/{id}': aUser,
      'POST /v2/Users/.search': () => ({ body: search }),
      'POST /v2/Groups': () => ({ body: newGroup() }),
      'GET /v2/Groups/{id}': aGroup,
      'PUT /v2/Groups/{id}': async () => ({
        ...(await aGroup()),
        body: newGroup(),
      }),
      'PATCH /v2/Groups/{id}': async () => ({
        ...(await aGroup()),
        body: rename('displayName'),
      }),
      'DELETE /v2/Groups/{id}': aGroup,
      'POST /v2/Groups/.search': () => ({ body: search }),
      'POST /v2/Roles': () => ({ body: newGroup() }),
      'GET /v2/Roles/{id}': aRole,
      'PUT /v2/Roles/{id}': async () => {
        const { id, displayName } = await aRole();
        return { id, body: { displayName, members: await someMembers() } };
      },
      'PATCH /v2/Roles/{id}': async () => ({
        ...(await aRole()),
        body: patchOf({
          op: 'add',
          path: 'members',
          value: await someMembers(),
        }),
      }),
      'DELETE /v2/Roles/{id}': aRole,
      'POST /v2/Roles/.search': () => ({ body: search }),
      'POST /v2/.search': () => ({ body: search }),
      'PATCH /v2/Me': () => ({ body: rename('displayName') }),
      'POST /v2/Me': () => ({ body: newUser() }),
      'PUT /v2/Me': () => ({ body: { userName: 'admin@example.com' } }),
      'PUT /v2/Users': () => ({ body: newUser() }),
      'POST /v2/Bulk': () => ({
        body: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
          Operations: [
            { method: 'POST', path: '/Users', bulkId: 'one', data: newUser() },
          ],
        },
      }),
    };

    const changedDespiteRefusal: string[] = [];

    async function ask(operation: string, authorization: string | undefined) {
      const {
        id,
        resource,
        fingerprint,
        query = '',
        body,
      } = (await targets[operation]?.()) ?? {};
      const [method, template] = operation.split(' ');
      const path = template
        .replace('{resource}', encodeURIComponent(resource ?? ''))
        .replace('{fingerprint}', fingerprint ?? '{fingerprint}')
        .replace(/{\w+}/, encodeURIComponent(id ?? ''));
      const revision = async () =>
        (await database.knex('organization').first('revision')).revision;
      const asked = await revision();
      const { status } = await portal.send({
        method,
        path: `${path}${query}`,
        body,
        authorization,
      });
      if (status >= 400 && (await revision()) !== asked) {
        changedDespiteRefusal.push(operation);
      }
      return status;
    }

    for (const [name, team] of [
      ['admin', 'Administrators'],
      ['engineer', 'Engineering'],
    ]) {
      const userName = `${name}@example.com`;
      const { id } = await prepare('/v2/Users', { userName });
      const members = [{ value: id }];
      await prepare('/v2/Groups', { displayName: team, members });
    }
    await prepare('/access/import', {
      file: [
        'organization: Example',
        'bindings:',
        '  - { resource: organization, role: owner, group: Administrators }',
      ].join('\n'),
    });
    const found = [table.trim().split('\n')[0]];
    for (const operation of rows) {
      let line = operation.padEnd(found[0].indexOf('|'));
      for (const [caller, authorization] of Object.entries(callers)) {
        const status = await ask(operation, authorization);
        line += `| ${String(status).padEnd(caller.length)} `;
      }
      found.push(line.trimEnd());
    }

    expect(found.join('\n')).toBe(table.trim());
    expect(changedDespiteRefusal).toEqual([]);
  });
});
