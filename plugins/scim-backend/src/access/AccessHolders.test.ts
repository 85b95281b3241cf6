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

import { AccessHolder } from '@backstage-scim/plugin-scim-common';
import {
  addConnection,
  addGroup,
  addUser,
} from '../__testUtils__/directoryWorld';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { ScimDatabase } from '../database';
import { createTestAccess } from './__testUtils__/createTestAccess';
import { AccessHolders } from './AccessHolders';
import { findResource } from './findResource';
import type { EntityOwners } from './HoldingPeople';
import type { Slice } from './pagedRows';
import { defaultAccessModel as model } from '@backstage-scim/plugin-scim-common';

jest.setTimeout(60_000);

function readable({ principal, role = 'nothing', owner }: AccessHolder) {
  const mark = owner === undefined ? '' : owner && ', owner';
  switch (principal.type) {
    case 'group':
      return `${principal.group.displayName} (${principal.people}): ${role}`;
    case 'user':
      return `${principal.user.email}: ${role}${mark || ''}`;
    case 'portalRole':
      return `role ${principal.name} (${principal.people}): ${role}`;
    default:
      return `${principal.name}: ${role}`;
  }
}

describe.each(testDatabases().ids)('AccessHolders on %s', id => {
  const databases = testDatabases();
  let database: ScimDatabase;
  let list: (
    ref: string,
    slice?: Partial<Slice>,
    owners?: EntityOwners,
  ) => ReturnType<AccessHolders['list']>;

  beforeAll(async () => {
    database = await databases.create(id);
    const idp = await addConnection(database, 'Example IdP');
    const mara = await addUser(database, 'mara@example.com');
    const ben = await addUser(database, 'ben@example.com');
    await addUser(database, 'ada@example.com');
    const gone = await addUser(database, 'gone@example.com', {
      resource: { active: false },
    });
    const team = await addGroup(database, 'Payments', {
      members: [mara, ben, gone],
    });
    const all = await addGroup(database, 'All of Payments', {
      members: [team],
    });
    await addGroup(database, 'Owners', { members: [ben] });
    const paused = await addGroup(database, 'Paused', {
      connection: idp,
      members: [mara],
    });
    const { resources, importFile } = await createTestAccess(database);
    await importFile(
      [
        'organization: Example',
        'clouds: [{ name: prod, projects: [pay] }]',
        'serviceAccounts: [deployer]',
        'bindings:',
        `  - { resource: project/prod/pay, role: readonly, group: ${all.display_name} }`,
        `  - { resource: project/prod/pay, role: owner, group: ${paused.display_name} }`,
        '  - { resource: project/prod/pay, role: collaborator, serviceAccount: deployer }',
        '  - { resource: project/prod/pay, role: owner, user: ada@example.com }',
        '  - { resource: project/prod/pay, role: collaborator, user: mara@example.com }',
        '  - { resource: project/prod/pay, role: owner, user: gone@example.com }',
      ].join('\n'),
    );
    await database
      .knex('connections')
      .where({ id: idp.id })
      .update({ status: 'paused' });
    const holders = new AccessHolders({ model, resources });
    list = (ref, slice, owners) =>
      database.read(async tx =>
        holders.list(
          tx,
          await findResource(tx, ref),
          { limit: 50, ...slice },
          owners,
        ),
      );
  });

  it('lists groups that count first, then service accounts, then people who are there', async () => {
    const { items, totalItems, counts } = await list('project/prod/pay');

    expect(items.map(readable)).toEqual([
      'All of Payments (2): readonly',
      'deployer: collaborator',
      'ada@example.com: owner',
      'ben@example.com: readonly',
      'mara@example.com: collaborator',
    ]);
    expect(totalItems).toBe(5);
    expect(counts).toEqual({ withAccess: 3 });
  });

  it('tells every source of a role, with the way through nested groups', async () => {
    const { items } = await list('project/prod/pay', { search: 'mara' });

    expect(items).toHaveLength(1);
    expect(items[0].sources).toEqual([
      { role: 'collaborator', origin: { type: 'direct' } },
      {
        role: 'readonly',
        origin: expect.objectContaining({
          type: 'group',
          path: ['Payments', 'All of Payments'],
        }),
      },
    ]);
  });

  it('marks owners, and adds those who have no access', async () => {
    await addUser(database, 'zoe@example.com');
    const { items, counts } = await list('project/prod/pay', undefined, {
      users: ['user:default/zoe'],
      groups: ['group:default/owners', 'group:default/unheard-of'],
    });

    expect(items.slice(2).map(readable)).toEqual([
      'ada@example.com: owner',
      'ben@example.com: readonly, owner',
      'mara@example.com: collaborator',
      'zoe@example.com: nothing, owner',
    ]);
    expect(counts).toEqual({
      withAccess: 3,
      withAccessNotOwners: 2,
      ownersWithoutAccess: 1,
    });
  });

  it('counts everybody where everybody holds a role', async () => {
    const { items, counts } = await list('organization', { search: 'ben' });

    expect(items.map(readable)).toEqual(['ben@example.com: collaborator']);
    expect(counts.withAccess).toBeGreaterThanOrEqual(3);
  });

  it('names the roles elsewhere that give rights here', async () => {
    const from = async (ref: string) =>
      (await list(ref)).impliedBy.map(
        ({ resource, role }) => `${resource.ref}: ${role}`,
      );

    expect(await from('project/prod/pay')).toEqual(['cloud/prod: owner']);
    expect(await from('cloud/prod')).toEqual(['organization: owner']);
    expect(await from('organization')).toEqual([]);
  });

  it('takes signs of patterns for what they are', async () => {
    expect((await list('project/prod/pay', { search: '%' })).items).toEqual([]);
  });
});
