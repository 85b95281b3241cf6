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

describe('ScimEntityProvider', () => {
  let directory: FakeDirectory;
  let catalog: FakeCatalog;
  let provider: ScimEntityProvider;
  let logger: ReturnType<typeof mockServices.logger.mock>;

  async function connectedProvider() {
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

  beforeEach(async () => {
    directory = new FakeDirectory();
    catalog = new FakeCatalog();
    logger = mockServices.logger.mock();
    provider = await connectedProvider();
  });

  it('begins with the whole directory, from all its pages', async () => {
    ['ada', 'ben', 'cem', 'dia', 'eli'].forEach(id => directory.putUser(id));
    directory.putGroup('engineering');

    await provider.catchUp();

    expect(catalog.refs).toEqual([
      'group:default/engineering',
      'user:default/ada',
      'user:default/ben',
      'user:default/cem',
      'user:default/dia',
      'user:default/eli',
    ]);
  });

  it('goes on with the changes alone, as one delta', async () => {
    ['ada', 'ben'].forEach(id => directory.putUser(id));
    await provider.catchUp();
    directory.putUser('cem');
    directory.putUser('cem', { title: 'Engineer' });
    directory.removeUser('ada');

    await provider.catchUp();

    expect(catalog.mutations.slice(-1)).toEqual([
      {
        type: 'delta',
        added: [
          {
            entity: expect.objectContaining({
              metadata: expect.objectContaining({
                name: 'cem',
                description: 'Engineer',
              }),
            }),
            locationKey: 'scim',
          },
        ],
        removed: [{ entityRef: 'user:default/ada', locationKey: 'scim' }],
      },
    ]);
  });

  it('says nothing to the catalog when nothing changed', async () => {
    directory.putUser('ada');
    await provider.catchUp();

    const mutations = catalog.mutations.length;

    await provider.catchUp();

    expect(catalog.mutations).toHaveLength(mutations);
  });

  it('reads a long feed to its end', async () => {
    directory.putUser('ada');
    await provider.catchUp();
    for (let i = 0; i < 1_234; i++) {
      directory.putUser(`user-${i}`);
    }

    await provider.catchUp();

    expect(catalog.refs).toHaveLength(1_235);
  });

  it('moves a renamed person to the new name', async () => {
    directory.putUser('ada');
    await provider.catchUp();
    directory.putUser('ada', { entityName: 'ada.k' });

    await provider.catchUp();

    expect(catalog.refs).toEqual(['user:default/ada.k']);
  });

  it('keeps a name that went from one person to another', async () => {
    directory.putUser('first', { entityName: 'ada' });
    await provider.catchUp();
    directory.removeUser('first');
    directory.putUser('second', { entityName: 'ada' });

    await provider.catchUp();

    expect(
      catalog.get('user:default/ada')?.metadata.annotations?.[
        'backstage-scim.dev/user-id'
      ],
    ).toBe('second');
  });

  it('removes by the reference the catalog keeps, whatever the case of the name', async () => {
    directory.putUser('ada', { entityName: 'Ada' });
    await provider.catchUp();
    expect(catalog.refs).toEqual(['user:default/ada']);
    directory.removeUser('ada');

    await provider.catchUp();

    expect(catalog.refs).toEqual([]);
  });

  it('includes what changes while it reads the whole directory', async () => {
    ['ada', 'ben', 'cem'].forEach(id => directory.putUser(id));
    let pages = 0;
    directory.beforeAnswer = request => {
      if (request === 'page' && ++pages === 2) {
        directory.removeUser('ada');
        directory.putUser('dia');
      }
    };

    await provider.reconcile();

    expect(catalog.refs).toEqual([
      'user:default/ben',
      'user:default/cem',
      'user:default/dia',
    ]);
  });

  it('repairs a catalog that differs, when it reconciles', async () => {
    directory.putUser('ada');
    await provider.catchUp();
    await catalog.applyMutation({
      type: 'delta',
      added: [],
      removed: [{ entityRef: 'user:default/ada' }],
    });

    await provider.reconcile();

    expect(catalog.refs).toEqual(['user:default/ada']);
  });

  it('gives everybody the same entity on every reconciliation', async () => {
    directory.putUser('ada', { syncedAt: '2026-01-01T00:00:00.000Z' });
    directory.putGroup('team', { syncedAt: '2026-01-01T00:00:00.000Z' });

    await provider.reconcile();
    const first = catalog.mutations.splice(0);
    await provider.reconcile();

    expect(catalog.mutations).toEqual(first);
  });

  describe('faults', () => {
    it('removes nobody of a directory it could not read to its end', async () => {
      ['ada', 'ben', 'cem'].forEach(id => directory.putUser(id));
      await provider.catchUp();
      directory.removeUser('ada');
      directory.putUser('dia');
      let pages = 0;
      directory.beforeAnswer = request => {
        if (request === 'page' && ++pages === 2) {
          throw new Error('Connection reset');
        }
      };

      await expect(provider.reconcile()).rejects.toThrow('Connection reset');

      expect(catalog.refs).toContain('user:default/ada');
    });

    it('begins again with the whole directory if the first reading failed', async () => {
      directory.putUser('ada');
      directory.beforeAnswer = () => {
        throw new Error('Not ready');
      };
      await expect(provider.catchUp()).rejects.toThrow('Not ready');
      directory.beforeAnswer = () => {};

      await provider.catchUp();

      expect(catalog.refs).toEqual(['user:default/ada']);
    });

    it('applies changes again that the catalog could not take', async () => {
      directory.putUser('ada');
      await provider.catchUp();
      directory.putUser('ben');
      catalog.beforeMutation = () => {
        throw new Error('Database is down');
      };
      await expect(provider.catchUp()).rejects.toThrow('Database is down');
      catalog.beforeMutation = () => {};

      await provider.catchUp();

      expect(catalog.refs).toEqual(['user:default/ada', 'user:default/ben']);
    });

    describe('a directory that was lost', () => {
      /** The catalog has people; the database behind the directory is new. */
      async function loseDirectory(people: number) {
        for (let i = 0; i < people; i++) {
          directory.putUser(`user-${i}`);
        }
        await provider.catchUp();
        directory = new FakeDirectory();
        // Not only people raise the revision.
        directory.revision = 1;
        provider = await connectedProvider();
      }

      it('leaves the catalog as it is, and says what to do', async () => {
        await loseDirectory(1);

        await provider.reconcile();

        expect(catalog.refs).toEqual(['user:default/user-0']);
        expect(logger.error).toHaveBeenCalledWith(
          expect.stringContaining(
            'POST /api/scim/directory/removals/fingerprint/approval',
          ),
        );
      });

      it('removes nobody with its first push, and goes on from there', async () => {
        await loseDirectory(100);
        directory.putUser('user-7', { title: 'Back' });

        await provider.reconcile();
        directory.putUser('new');
        await provider.catchUp();

        expect(catalog.refs).toHaveLength(101);
        expect(catalog.get('user:default/user-7')?.metadata.description).toBe(
          'Back',
        );
      });

      it('lets go whom its own feed says to have left', async () => {
        await loseDirectory(100);
        directory.putUser('user-7');
        await provider.reconcile();

        directory.removeUser('user-7');
        await provider.catchUp();

        expect(catalog.refs).toHaveLength(99);
      });

      it('empties the catalog once an administrator lets it', async () => {
        await loseDirectory(100);
        directory.areRemovalsApproved = true;

        await provider.reconcile();

        expect(catalog.refs).toEqual([]);
      });
    });

    it('empties the catalog of a thousand people when all have left', async () => {
      for (let i = 0; i < 1_000; i++) {
        directory.putUser(`user-${i}`);
      }
      await provider.catchUp();
      for (let i = 0; i < 1_000; i++) {
        directory.removeUser(`user-${i}`);
      }

      await (await connectedProvider()).reconcile();

      expect(catalog.refs).toEqual([]);
    });

    it('goes on though it cannot tell of conflicts', async () => {
      catalog.putOther('user:default/ada');
      directory.putUser('ada');
      directory.putUser('ben');
      const told = jest.spyOn(directory, 'reportConflicts');
      told.mockRejectedValue(new Error('Down'));

      await provider.reconcile();
      expect(catalog.refs).toEqual(['user:default/ben']);

      told.mockRestore();
      await provider.reconcile();
      expect([...directory.conflicts.keys()]).toEqual(['ada']);
    });

    it('empties the catalog when everybody has left', async () => {
      directory.putUser('ada');
      await provider.catchUp();
      directory.removeUser('ada');

      await provider.reconcile();

      expect(catalog.refs).toEqual([]);
    });

    it('starts over when the directory went back in time', async () => {
      directory.putUser('ada');
      directory.putUser('ben');
      await provider.catchUp();
      const restored = new FakeDirectory();
      restored.putUser('ada');
      jest
        .spyOn(directory, 'listDirectory')
        .mockImplementation(options => restored.listDirectory(options));
      jest
        .spyOn(directory, 'listDirectoryChanges')
        .mockImplementation(options => restored.listDirectoryChanges(options));

      await provider.catchUp();

      expect(catalog.refs).toEqual(['user:default/ada']);
    });
  });

  describe('with several replicas', () => {
    it('does no harm when each applies the same changes', async () => {
      const other = await connectedProvider();
      directory.putUser('ada');
      await provider.catchUp();
      await other.catchUp();
      directory.putUser('ben', { groups: ['team'] });
      directory.removeUser('ada');

      await provider.catchUp();
      await other.catchUp();

      expect(catalog.refs).toEqual(['user:default/ben']);
      expect(
        (catalog.get('user:default/ben') as UserEntity).spec.memberOf,
      ).toEqual(['team']);
    });

    it('lets a slow one not bring a leaver back', async () => {
      const fast = await connectedProvider();
      directory.putUser('ben');
      await provider.catchUp();
      await fast.catchUp();
      directory.putUser('ada');
      // The slow one has read that ada is there. Before it writes so, she
      // leaves, and the fast one removes her.
      catalog.beforeMutation = async () => {
        catalog.beforeMutation = () => {};
        directory.removeUser('ada');
        await fast.catchUp();
      };

      await provider.catchUp();

      expect(catalog.refs).toEqual(['user:default/ben']);
    });

    it('lets a slow full reconciliation not undo what others applied meanwhile', async () => {
      const fast = await connectedProvider();
      directory.putUser('ben');
      await fast.catchUp();
      catalog.beforeMutation = async () => {
        catalog.beforeMutation = () => {};
        directory.putUser('ada');
        await fast.catchUp();
      };

      await provider.reconcile();

      expect(catalog.refs).toEqual(['user:default/ada', 'user:default/ben']);
    });
  });

  it('does one thing after the other', async () => {
    directory.putUser('ada');
    let running = 0;
    let most = 0;
    catalog.beforeMutation = async () => {
      most = Math.max(most, ++running);
      await new Promise(resolve => setImmediate(resolve));
      running--;
    };

    await Promise.all([
      provider.catchUp(),
      provider.reconcile(),
      provider.catchUp(),
      provider.reconcile(),
    ]);

    expect(catalog.refs).toEqual(['user:default/ada']);
    expect(most).toBe(1);
  });
});
