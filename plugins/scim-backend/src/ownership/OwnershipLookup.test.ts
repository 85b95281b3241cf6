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
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { addGroup, addUser } from '../__testUtils__/directoryWorld';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { ScimDatabase } from '../database';
import { OwnershipLookup } from './OwnershipLookup';

jest.setTimeout(60_000);

function entity(
  kind: string,
  name: string,
  relations: Record<string, string[]> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: Object.entries(relations).flatMap(([type, targets]) =>
      targets.map(targetRef => ({ type, targetRef })),
    ),
  };
}
const component = (name: string, ...ownedBy: string[]) =>
  entity('Component', name, { ownedBy });

describe.each(testDatabases().ids)('OwnershipLookup on %s', id => {
  const databases = testDatabases();
  let database: ScimDatabase;
  let lookup: OwnershipLookup;
  const orphansWithout = async (...names: string[]) =>
    (await lookup.orphanedBy(names.map(name => `user:default/${name}`))).map(
      ({ entityRef }) => entityRef,
    );

  beforeAll(async () => {
    database = await databases.create(id);
    const mara = await addUser(database, 'mara@example.com');
    const ben = await addUser(database, 'ben@example.com');
    const gone = await addUser(database, 'gone@example.com', {
      resource: { active: false },
    });
    const inner = await addGroup(database, 'Inner', { members: [mara] });
    await addGroup(database, 'Outer', { members: [inner] });
    await addGroup(database, 'Both', { members: [mara, ben] });
    await addGroup(database, 'Empty', { members: [gone] });
    lookup = new OwnershipLookup({
      auth: mockServices.auth(),
      database,
      catalog: catalogServiceMock({
        entities: [
          // Another provider's.
          entity('User', 'guest', { memberOf: ['group:default/mixed'] }),
          entity('User', 'mara', { memberOf: ['group:default/foreign'] }),
          entity('Group', 'foreign', {
            hasMember: ['user:default/mara', 'user:default/gone'],
            childOf: ['group:default/abroad'],
          }),
          entity('Group', 'abroad', { parentOf: ['group:default/foreign'] }),
          entity('Group', 'mixed', {
            hasMember: ['user:default/mara', 'user:default/guest'],
          }),
          component('hers', 'user:default/mara'),
          component('through-groups', 'group:default/outer'),
          component('shared', 'group:default/both'),
          component('hers-and-bens', 'user:default/mara', 'user:default/ben'),
          component(
            'hers-and-nobodys',
            'user:default/mara',
            'user:default/gone',
          ),
          component('foreign-teams', 'group:default/abroad'),
          component('mixed-teams', 'group:default/mixed'),
          component('nobodys', 'user:default/gone'),
          component('of-the-empty', 'group:default/empty'),
          component('of-the-unheard-of', 'group:default/unheard-of'),
          component('guests', 'user:default/guest'),
        ],
      }),
    });
  });

  it('finds what loses its last active owner, through groups of any provider', async () => {
    expect(await orphansWithout('mara')).toEqual([
      'component:default/foreign-teams',
      'component:default/hers',
      'component:default/hers-and-nobodys',
      'component:default/through-groups',
    ]);
  });

  it('counts those who leave together', async () => {
    expect(await orphansWithout('mara', 'ben', 'guest')).toEqual([
      'component:default/foreign-teams',
      'component:default/guests',
      'component:default/hers',
      'component:default/hers-and-bens',
      'component:default/hers-and-nobodys',
      'component:default/mixed-teams',
      'component:default/shared',
      'component:default/through-groups',
    ]);
  });

  it('finds nothing for people who own nothing, or have left already', async () => {
    expect(await orphansWithout('ben', 'gone', 'nobody')).toEqual([]);
  });

  it('names the owners there were', async () => {
    const orphans = await lookup.orphanedBy(['User:Default/Mara']);

    expect(orphans[2]).toEqual({
      entityRef: 'component:default/hers-and-nobodys',
      formerOwners: ['user:default/mara', 'user:default/gone'],
    });
  });

  it('asks no further once nobody waits for the answer', async () => {
    const signal = AbortSignal.abort(new Error('Nobody waits.'));

    await expect(
      lookup.orphanedBy(['user:default/mara'], signal),
    ).rejects.toThrow('Nobody waits.');
  });

  it('finds what nobody active owns already', async () => {
    expect((await lookup.orphaned()).map(one => one.entityRef)).toEqual([
      'component:default/nobodys',
      'component:default/of-the-empty',
      'component:default/of-the-unheard-of',
    ]);
  });

  it('takes a thousand leavers at once', async () => {
    const names = Array.from({ length: 1_500 }, (_, i) => `leaver-${i}`);
    expect(await orphansWithout(...names, 'ben')).toEqual([]);
  });
});
