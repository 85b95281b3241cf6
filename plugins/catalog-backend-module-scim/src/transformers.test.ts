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

import { mockServices } from '@backstage/backend-test-utils';
import { UserEntity } from '@backstage/catalog-model';
import { FakeCatalog } from './__testUtils__/FakeCatalog';
import { FakeDirectory } from './__testUtils__/FakeDirectory';
import { unguardedTurn } from './__testUtils__/unguardedTurn';
import { EntityBuilder } from './EntityBuilder';
import { ScimEntityProvider } from './ScimEntityProvider';
import { GroupTransformer, UserTransformer } from './transformers';

describe('Transformers', () => {
  const logger = mockServices.logger.mock();
  let catalog: FakeCatalog;

  beforeEach(() => {
    jest.resetAllMocks();
    catalog = new FakeCatalog();
  });

  async function bring(transformers: {
    userTransformer?: UserTransformer;
    groupTransformer?: GroupTransformer;
  }) {
    const directory = new FakeDirectory();
    directory.putGroup('platform');
    directory.putUser('ada', { title: 'Engineer', groups: ['platform'] });
    directory.putUser('ben', { groups: ['platform'] });
    const provider = new ScimEntityProvider({
      turn: unguardedTurn,
      scim: directory,
      logger,
      catalog,
      builder: new EntityBuilder({ logger, ...transformers }),
      limits: { entities: 10, percentage: 20 },
    });
    await provider.connect(catalog);
    await provider.reconcile();
    return { directory, provider };
  }
  const user = (name: string) =>
    catalog.get(`user:default/${name}`) as UserEntity | undefined;

  it('change what is written about people and groups', async () => {
    await bring({
      userTransformer: async (entity, { title }) => ({
        ...entity,
        metadata: { ...entity.metadata, tags: title ? ['titled'] : [] },
      }),
      groupTransformer: async entity => ({
        ...entity,
        spec: { ...entity.spec, type: 'department' },
      }),
    });

    expect(user('ada')?.metadata.tags).toEqual(['titled']);
    expect(user('ben')?.metadata.tags).toEqual([]);
    expect(catalog.get('group:default/platform')?.spec?.type).toBe(
      'department',
    );
  });

  it('leave out whom they return nothing for, from the feed as well', async () => {
    const { directory, provider } = await bring({
      userTransformer: async (entity, { title }) =>
        title === 'Contractor' ? undefined : entity,
    });
    expect(user('ada')).toBeDefined();

    directory.putUser('ada', { title: 'Contractor' });
    await provider.catchUp();

    expect(user('ada')).toBeUndefined();
    expect(user('ben')).toBeDefined();
  });

  const mistakes: Array<[string, UserTransformer]> = [
    [
      'throws',
      async () => {
        throw new Error('Down');
      },
    ],
    [
      'changes the name',
      async entity => ({
        ...entity,
        metadata: { ...entity.metadata, name: 'eve' },
      }),
    ],
    [
      'changes the namespace',
      async entity => ({
        ...entity,
        metadata: { ...entity.metadata, namespace: 'acme' },
      }),
    ],
    [
      'makes what the catalog refuses',
      async entity => ({
        ...entity,
        spec: { ...entity.spec, memberOf: 'platform' as unknown as string[] },
      }),
    ],
    [
      'makes no entity at all',
      async entity => ({ ...entity, metadata: undefined as never }),
    ],
    [
      'breaks the entity it was given, and throws',
      async entity => {
        entity.spec.memberOf = [];
        throw new Error('Down');
      },
    ],
  ];

  it.each(mistakes)(
    'lose nobody when one %s: the default form stays',
    async (_, mistake) => {
      await bring({
        userTransformer: (entity, directoryUser) =>
          directoryUser.id === 'ada'
            ? mistake(entity, directoryUser)
            : Promise.resolve(entity),
      });

      expect(user('ada')?.spec.memberOf).toEqual(['platform']);
      expect(user('ben')).toBeDefined();
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('user:default/ada, which keeps its default'),
      );
    },
  );

  it('cannot hide where an entity comes from', async () => {
    await bring({
      userTransformer: async entity => ({
        ...entity,
        metadata: { ...entity.metadata, annotations: {} },
      }),
    });

    expect(
      user('ada')?.metadata.annotations?.['backstage.io/managed-by-location'],
    ).toBe('scim:Users/ada');
  });
});
