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

import { TestDatabases } from '@backstage/backend-test-utils';
import { startScimBackend, TOKEN } from '../__testUtils__/startScimBackend';
import { ScimTarget, StyleName, styleNames } from '../push';
import { replayLifecycle } from './replayLifecycle';

// Thousands of requests.
jest.setTimeout(120_000);

describe('the life of people and groups', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %s', database => {
    let backend: Awaited<ReturnType<typeof startScimBackend>>;

    beforeAll(async () => {
      backend = await startScimBackend({
        knex: await databases.init(database),
        rateLimit: { requestsPerSecond: 10_000, burst: 10_000 },
      });
    });

    afterAll(() => backend.stop());

    const replay = (style: StyleName, largeGroup: number) =>
      replayLifecycle({
        target: {
          url: backend.scimUrl,
          token: TOKEN,
          bareToken: style === 'okta',
        },
        style,
        largeGroup,
      });

    it.each(styleNames)('goes as %s lives it', async style => {
      const { ok, steps } = await replay(style, 500);

      expect(steps.filter(({ error }) => error)).toEqual([]);
      expect(ok).toBe(true);
      expect(steps).toHaveLength(19);
    });

    it('leaves nothing behind, and nobody else changed', async () => {
      const target = new ScimTarget({ url: backend.scimUrl, token: TOKEN });
      await target.send('POST', '/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        externalId: 'u1',
        userName: 'mara@example.com',
      });
      const before = await target.list('/Users');
      await replay('entra', 20);

      await expect(target.list('/Users')).resolves.toEqual(before);
      await expect(target.list('/Groups')).resolves.toEqual([]);
    });
  });

  it('waits as long as a busy service asks', async () => {
    const backend = await startScimBackend({
      rateLimit: { requestsPerSecond: 60, burst: 20 },
    });
    const waits: number[] = [];
    const { ok } = await replayLifecycle({
      target: {
        url: backend.scimUrl,
        token: TOKEN,
        onRetry: (_reason, wait) => waits.push(wait),
      },
      style: 'entra',
      largeGroup: 0,
    });
    await backend.stop();

    expect(ok).toBe(true);
    expect(waits[0]).toBe(1000);
  });
});
