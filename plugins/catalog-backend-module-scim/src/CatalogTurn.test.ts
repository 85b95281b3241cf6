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

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import { DatabaseCatalogTurn } from './CatalogTurn';

jest.setTimeout(60_000);

describe('DatabaseCatalogTurn', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const logger = mockServices.logger.mock();
  const replicas: DatabaseCatalogTurn[] = [];
  const connections: Array<{ destroy(): Promise<void> }> = [];

  beforeAll(async () => {
    const { client } = await databases.init('POSTGRES_18');
    for (let i = 0; i < 2; i++) {
      const knex = knexFactory({
        client: 'pg',
        connection: client.config.connection,
        pool: { min: 0, max: 2 },
      });
      connections.push(knex);
      replicas.push(
        new DatabaseCatalogTurn(mockServices.database({ knex }), logger, 200),
      );
    }
  });

  beforeEach(() => jest.clearAllMocks());

  afterAll(() => Promise.all(connections.map(knex => knex.destroy())));

  it('lets one replica work after the other', async () => {
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await new Promise(resolve => setImmediate(resolve));
      running--;
      return running;
    };

    await Promise.all(
      Array.from({ length: 20 }, (_, i) => replicas[i % 2].take(work)),
    );

    expect(most).toBe(1);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('gives the turn on after a fault', async () => {
    await expect(
      replicas[0].take(async () => {
        throw new Error('Fault');
      }),
    ).rejects.toThrow('Fault');

    expect(await replicas[1].take(async () => 'done')).toBe('done');
  });

  it('does not wait for ever for a replica that hangs', async () => {
    let release = () => {};
    const hanging = new Promise<void>(resolve => {
      release = resolve;
    });
    let reached = () => {};
    const isHeld = new Promise<void>(resolve => {
      reached = resolve;
    });
    const first = replicas[0].take(() => {
      reached();
      return hanging;
    });
    await isHeld;

    expect(await replicas[1].take(async () => 'done')).toBe('done');

    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('beside another replica'),
    );
    release();
    await first;
  });
});
