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
import { GroupEntity, UserEntity } from '@backstage/catalog-model';
import { FakeCatalog } from './__testUtils__/FakeCatalog';
import { FakeDirectory } from './__testUtils__/FakeDirectory';
import { unguardedTurn } from './__testUtils__/unguardedTurn';
import { EntityBuilder } from './EntityBuilder';
import { ScimEntityProvider } from './ScimEntityProvider';

describe('Entities of other providers', () => {
  let directory: FakeDirectory;
  let catalog: FakeCatalog;
  let provider: ScimEntityProvider;

  beforeEach(async () => {
    directory = new FakeDirectory();
    catalog = new FakeCatalog();
    provider = await connectedProvider();
  });

  async function connectedProvider() {
    const logger = mockServices.logger.mock();
    const created = new ScimEntityProvider({
      turn: unguardedTurn,
      scim: directory,
      logger,
      catalog,
      builder: new EntityBuilder({ logger }),
      limits: { entities: 10, percentage: 20 },
    });
    await created.connect(catalog);
    return created;
  }

  /** What an administrator is shown. */
  const shown = () =>
    [...directory.conflicts.values()].map(
      ({ entityRef, reason, otherEntityRef }) =>
        `${entityRef} ${reason} ${otherEntityRef}`,
    );
  const group = (name: string) =>
    catalog.get(`group:default/${name}`) as GroupEntity | undefined;
  const user = (name: string) =>
    catalog.get(`user:default/${name}`) as UserEntity | undefined;

  /** Both ways in which somebody gets to the catalog. */
  const ways: Array<[string, (push: () => void) => Promise<void>]> = [
    [
      'a reconciliation',
      async push => {
        push();
        await provider.reconcile();
      },
    ],
    [
      'the change feed',
      async push => {
        directory.putGroup('everybody');
        await provider.catchUp();
        push();
        await provider.catchUp();
      },
    ],
  ];

  describe.each(ways)('that %s meets', (_, bring) => {
    it('stand for the person of their name and email, whose groups name them', async () => {
      catalog.putOther('user:default/ada', { email: 'ada@example.com' });

      await bring(() => {
        directory.putGroup('platform');
        directory.putUser('ada', {
          email: 'Ada@example.com',
          groups: ['platform'],
        });
      });

      expect(user('ada')).toBeUndefined();
      expect(group('platform')?.spec.members).toEqual(['user:default/ada']);
      expect(shown()).toEqual(['user:default/ada linked user:default/ada']);
    });

    it('stand for the person of their name if they have no email', async () => {
      catalog.putOther('user:default/ada');

      await bring(() => directory.putUser('ada'));

      expect(shown()).toEqual(['user:default/ada linked user:default/ada']);
    });

    it('stand for the person of their email, whatever their name', async () => {
      catalog.putOther('user:default/lovelace', { email: 'ada@example.com' });

      await bring(() => {
        directory.putGroup('platform');
        directory.putUser('ada', { groups: ['platform'] });
      });

      expect(user('ada')).toBeUndefined();
      expect(group('platform')?.spec.members).toEqual([
        'user:default/lovelace',
      ]);
      expect(shown()).toEqual([
        'user:default/ada linked user:default/lovelace',
      ]);
    });

    it('are told from a person of their name who has another email', async () => {
      catalog.putOther('user:default/ada', { email: 'ada@other.example' });

      await bring(() => {
        directory.putGroup('platform');
        directory.putUser('ada', { groups: ['platform'] });
      });

      expect(user('ada')).toBeUndefined();
      expect(group('platform')?.spec.members).toBeUndefined();
      expect(shown()).toEqual([
        'user:default/ada entityTaken user:default/ada',
      ]);
    });

    it('stand for the group of their name, and its members name it', async () => {
      catalog.putOther('group:default/platform');

      await bring(() => {
        directory.putGroup('platform');
        directory.putUser('ada', { groups: ['platform'] });
      });

      expect(group('platform')).toBeUndefined();
      expect(user('ada')?.spec.memberOf).toEqual(['platform']);
      expect(shown()).toEqual([
        'group:default/platform linked group:default/platform',
      ]);
    });

    it('stand for a group whose inner groups then name their parent', async () => {
      catalog.putOther('group:default/engineering');

      await bring(() => {
        directory.putGroup('platform');
        directory.putGroup('engineering', { children: ['platform'] });
      });

      expect(group('platform')?.spec.parent).toBe('group:default/engineering');
    });

    it('on both sides of a membership leave nobody to say it, which is shown', async () => {
      catalog.putOther('user:default/ada');
      catalog.putOther('group:default/platform');

      await bring(() => {
        directory.putGroup('platform', { id: 'group-id' });
        directory.putUser('ada', { groups: ['platform'] });
      });

      expect(directory.conflicts.get('ada')?.message).toContain(
        'cannot show that they are in group:default/platform',
      );
    });
  });

  it('leave a person in peace who was in the catalog first, and are shown', async () => {
    directory.putUser('ada');
    await provider.catchUp();
    catalog.putOther('user:default/lovelace', { email: 'ada@example.com' });

    await provider.reconcile();

    expect(user('ada')).toBeDefined();
    expect(shown()).toEqual([
      'user:default/ada emailShared user:default/lovelace',
    ]);
  });

  it('give way when their provider gives them up', async () => {
    catalog.putOther('user:default/ada');
    directory.putGroup('platform');
    directory.putUser('ada', { groups: ['platform'] });
    await provider.reconcile();
    catalog.removeOther('user:default/ada');

    await provider.reconcile();

    expect(user('ada')?.spec.memberOf).toEqual(['platform']);
    expect(group('platform')?.spec.members).toBeUndefined();
    expect(shown()).toEqual([]);
  });

  it('leave groups that their person leaves', async () => {
    catalog.putOther('user:default/ada');
    directory.putGroup('platform');
    directory.putGroup('security');
    directory.putUser('ada', { groups: ['platform'] });
    await provider.catchUp();

    directory.putUser('ada', { groups: ['security'] });
    await provider.catchUp();
    expect(group('platform')?.spec.members).toBeUndefined();
    expect(group('security')?.spec.members).toEqual(['user:default/ada']);

    directory.removeUser('ada');
    await provider.catchUp();
    expect(group('security')?.spec.members).toBeUndefined();
  });

  it('are seen alike by every replica', async () => {
    catalog.putOther('user:default/ada');
    directory.putGroup('platform');
    directory.putUser('ada', { groups: ['platform'] });
    const other = await connectedProvider();
    await provider.catchUp();
    await other.catchUp();
    directory.putUser('ben', { groups: ['platform'] });
    directory.putGroup('platform', { displayName: 'Platform' });

    await other.catchUp();
    await provider.catchUp();

    expect(group('platform')?.spec).toMatchObject({
      profile: { displayName: 'Platform' },
      members: ['user:default/ada'],
    });
  });
});
