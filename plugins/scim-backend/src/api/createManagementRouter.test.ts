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

import { mockCredentials } from '@backstage/backend-test-utils';
import { startPortal } from '../__testUtils__/startPortal';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

describe('The management API', () => {
  const databases = testDatabases();
  const authorization = mockCredentials.service.header();

  let portal: Awaited<ReturnType<typeof startPortal>>;
  beforeAll(async () => {
    portal = await startPortal(await databases.create('SQLITE_3'));
  });

  it.each([
    ['no body', '/access/import', undefined],
    ['broken JSON', '/access/import', '{"file":'],
    ['a list', '/access/import', '[]'],
    ['null', '/access/import', 'null'],
    ['nothing in it', '/access/import', {}],
    ['a value of the wrong type', '/access/import', { file: 7 }],
    ['something unknown', '/access/import', { file: 'x', dryRun: true }],
    ['a value of the wrong type', '/enforcement/plans', { rollbackOf: 1 }],
    ['something unknown', '/enforcement/plans', { force: true }],
  ])('answers 400 to a body with %s, to %s', async (_, path, body) => {
    const answer = await portal.send({
      method: 'POST',
      path,
      body,
      authorization,
    });

    expect(answer).toEqual({
      status: 400,
      body: {
        error: expect.objectContaining({
          name: 'InputError',
          message: expect.stringMatching(/\w+/),
        }),
        request: { method: 'POST', url: path },
        response: { statusCode: 400 },
      },
    });
  });

  it.each(['/USERS', '/users/', '/Users/?', '/users//'])(
    'checks requests also if they spell the path %s',
    async path => {
      const query = path.endsWith('?') ? '' : '?';
      const response = await portal.raw(`${path}${query}limit=nonsense`, {
        headers: { Authorization: authorization },
      });

      expect([400, 404]).toContain(response.status);
    },
  );

  it('answers 400 to a path that is no text', async () => {
    const response = await portal.raw('/access/users/%E0%A4%A', {
      headers: { Authorization: authorization },
    });

    expect(response.status).toBe(400);
  });

  it('answers 404 to what there is not', async () => {
    const response = await portal.raw('/nonsense', {
      headers: { Authorization: authorization },
    });

    expect(response.status).toBe(404);
  });

  it('declares how it refuses plans', async () => {
    const send = (path: string, body: object) =>
      portal.send({ method: 'POST', path, body, authorization });
    const apply = ({ id, fingerprint }: { id: string; fingerprint: string }) =>
      send(`/enforcement/plans/${id}/apply`, { fingerprint, operationId: id });

    const unguarded = (await send('/enforcement/plans', {})).body;
    const refused = await apply(unguarded);
    expect([refused.status, refused.body.error.name]).toEqual([
      422,
      'GuardRefusedError',
    ]);

    const overtaken = (await send('/enforcement/plans', {})).body;
    await send('/access/import', {
      file: 'organization: Example\nclouds: [{ name: new-cloud }]',
    });
    const stale = await apply(overtaken);
    expect([stale.status, stale.body.error.name]).toEqual([
      409,
      'StalePlanError',
    ]);

    const foreign = (await send('/enforcement/plans', {})).body;
    const conflict = await apply({ ...foreign, fingerprint: 'another' });
    expect([conflict.status, conflict.body.error.name]).toEqual([
      409,
      'ConflictError',
    ]);

    const run = '00000000-0000-4000-8000-000000000000';
    const missing = await send('/enforcement/plans', { rollbackOf: run });
    expect(missing.status).toBe(404);
  });

  it('describes itself', async () => {
    const { status, body } = await portal.send({
      method: 'GET',
      path: '/openapi.json',
      authorization,
    });

    expect(status).toBe(200);
    expect(body.paths).toHaveProperty(['/api/scim/me']);
  });
});
