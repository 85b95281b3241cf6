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

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { startScimBackend, TOKEN } from './__testUtils__/startScimBackend';
import { readDirectory } from './directory';
import { pushDirectory, ScimTarget } from './push';

const EXAMPLES = path.join(__dirname, '../../../examples');

// A back end starts before each test.
jest.setTimeout(60_000);

describe('the example organization', () => {
  let backend: Awaited<ReturnType<typeof startScimBackend>>;

  const call = async (method: 'GET' | 'POST', place: string, body?: object) => {
    const response = await fetch(`${backend.apiUrl}${place}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return response.json();
  };

  beforeEach(async () => {
    backend = await startScimBackend();
  });

  afterEach(() => backend.stop());

  it('shows every page something to look at', async () => {
    await pushDirectory(
      await readDirectory(path.join(EXAMPLES, 'example-organization.yaml')),
      new ScimTarget({ url: backend.scimUrl, token: TOKEN }),
    );
    const file = await readFile(
      path.join(EXAMPLES, 'example-access.yaml'),
      'utf8',
    );
    const imported = await call('POST', '/access/import', { file });
    expect(imported).toMatchObject({
      changed: true,
      created: { resources: 13, serviceAccounts: 1, users: 1, bindings: 47 },
    });

    const check = await call('GET', '/permission-check');
    expect(check.totalItems).toBe(5);

    const plan = await call('POST', '/enforcement/plans', {});
    const removals = await call(
      'GET',
      `/enforcement/plans/${plan.id}/removals`,
    );
    expect(
      removals.items.map(({ user }: { user: { email: string } }) => user.email),
    ).toEqual([
      'james.ortega@example.com',
      'nadia.kowalski@example.com',
      'orphan-user@example.com',
      'owen.tate@example.com',
    ]);
    const changes = await call('GET', `/enforcement/plans/${plan.id}/changes`);
    expect(changes.totalItems).toBeGreaterThanOrEqual(15);

    const mara = await call('GET', '/access/users/mara.voss@example.com');
    expect(mara.roles.length).toBeGreaterThanOrEqual(8);
    expect(mara.enforcement.changes).toHaveLength(5);
  });

  it('owns its software through groups that it pushes', async () => {
    const directory = await readDirectory(
      path.join(EXAMPLES, 'example-organization.yaml'),
    );
    const names = [
      ...directory.groups.map(
        ({ displayName }) =>
          `group:default/${displayName.toLowerCase().replaceAll(' ', '-')}`,
      ),
      ...directory.people.map(
        ({ userName }) => `user:default/${userName.split('@')[0]}`,
      ),
    ];
    const entities = parseAllDocuments(
      await readFile(path.join(EXAMPLES, 'catalog-entities.yaml'), 'utf8'),
    ).map(document => document.toJS());

    expect(entities).toHaveLength(12);
    for (const { spec } of entities) {
      expect(names).toContain(spec.owner);
    }
  });
});
