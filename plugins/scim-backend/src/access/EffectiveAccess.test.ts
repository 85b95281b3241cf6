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

import { UserAccess } from '@backstage-scim/plugin-scim-common';
import { testDatabases } from '../__testUtils__/testDatabases';
import {
  buildWorld,
  WorldDescription,
} from '../enforcement/__testUtils__/buildWorld';
import { createTestAccess } from './__testUtils__/createTestAccess';
import { explained, roles } from './__testUtils__/readable';

jest.setTimeout(60_000);

const mara = 'mara@example.com';

describe('EffectiveAccess', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function access(world: WorldDescription): Promise<UserAccess> {
      const database = await databases.create(id);
      await buildWorld(database, world);
      const { accessOf } = await createTestAccess(database);
      return accessOf(mara);
    }

    it('takes the most powerful role, and says every source, that one first', async () => {
      const world: WorldDescription = {
        clouds: { prod: [] },
        users: [mara],
        groups: [
          { name: 'beta', users: [mara] },
          { name: 'Alpha', users: [mara] },
          { name: 'Outer', groups: ['Alpha'] },
        ],
        portalRoles: { 'scim:prod': [mara], 'scim:other': [] },
        bindings: [
          ['cloud/prod', 'readonly', { user: mara }],
          ['cloud/prod', 'readonly', { group: 'beta' }],
          ['cloud/prod', 'collaborator', { group: 'Outer' }],
          ['cloud/prod', 'readonly', { group: 'Alpha' }],
          ['cloud/prod', 'owner', { portalRole: 'scim:prod' }],
          ['cloud/prod', 'collaborator', { user: mara }],
          ['cloud/prod', 'readonly', { portalRole: 'scim:prod' }],
          ['cloud/prod', 'owner', { portalRole: 'scim:other' }],
        ],
      };

      expect(explained(await access(world))).toEqual({
        'cloud/prod': [
          'owner through the portal role scim:prod',
          'collaborator directly',
          'collaborator through Alpha > Outer',
          'readonly directly',
          'readonly through Alpha',
          'readonly through beta',
          'readonly through the portal role scim:prod',
        ],
        organization: ['collaborator as a member'],
      });
    });

    it('follows nested groups, by the shortest way and then by name', async () => {
      const world: WorldDescription = {
        clouds: { prod: [] },
        users: [mara],
        groups: [
          { name: 'long', users: [mara] },
          { name: 'longer', groups: ['long'] },
          { name: 'Yak', users: [mara] },
          { name: 'xenon', users: [mara] },
          { name: 'Top', groups: ['longer', 'Yak', 'xenon'] },
        ],
        bindings: [['cloud/prod', 'readonly', { group: 'Top' }]],
      };

      const result = await access(world);

      expect(explained(result)['cloud/prod']).toEqual([
        'readonly through xenon > Top',
      ]);
      expect(result.groups.map(({ path }) => path.join(' > '))).toEqual([
        'long',
        'long > longer',
        'xenon > Top',
        'xenon',
        'Yak',
      ]);
    });

    it('follows ten levels of groups, and no more', async () => {
      const chain = Array.from({ length: 12 }, (_, level) => ({
        name: `L${level + 1}`,
        ...(level === 0 ? { users: [mara] } : { groups: [`L${level}`] }),
      }));

      const { groups, roles: held } = await access({
        clouds: { ten: [], eleven: [] },
        users: [mara],
        groups: chain,
        bindings: [
          ['cloud/ten', 'readonly', { group: 'L10' }],
          ['cloud/eleven', 'owner', { group: 'L11' }],
        ],
      });

      expect(groups).toHaveLength(10);
      expect(held.map(({ resource }) => resource.ref)).toEqual([
        'cloud/ten',
        'organization',
      ]);
      expect(held[0].sources[0].origin).toMatchObject({
        path: chain.slice(0, 10).map(({ name }) => name),
      });
    });

    it('gets to the end of groups that lie in each other', async () => {
      const { groups, roles: held } = await access({
        clouds: { prod: [] },
        users: [mara],
        groups: [
          { name: 'A', users: [mara], groups: ['A', 'C'] },
          { name: 'B', groups: ['A'] },
          { name: 'C', groups: ['B', 'A'] },
        ],
        bindings: [['cloud/prod', 'readonly', { group: 'C' }]],
      });

      expect(groups.map(({ path }) => path)).toEqual([
        ['A'],
        ['A', 'B'],
        ['A', 'C'],
      ]);
      expect(held[0].sources).toHaveLength(1);
    });

    it('gives every member the baseline, and nothing to anybody else', async () => {
      const everything: WorldDescription = {
        clouds: { prod: ['p'] },
        users: [
          'plain@example.com',
          { email: 'inactive@example.com', active: false },
          { email: 'former@example.com', member: false },
        ],
        groups: [
          {
            name: 'G',
            users: ['inactive@example.com', 'former@example.com'],
          },
        ],
        portalRoles: { r: ['inactive@example.com', 'former@example.com'] },
        bindings: [
          ['organization', 'owner', { group: 'G' }],
          ['cloud/prod', 'owner', { portalRole: 'r' }],
          ['project/prod/p', 'owner', { user: 'inactive@example.com' }],
          ['project/prod/p', 'owner', { user: 'former@example.com' }],
        ],
      };
      const database = await databases.create(id);
      await buildWorld(database, everything);
      const { accessOf, isAdministrator } = await createTestAccess(database);

      expect(explained(await accessOf('plain@example.com'))).toEqual({
        organization: ['collaborator as a member'],
      });
      for (const nobody of ['inactive@example.com', 'former@example.com']) {
        expect(await accessOf(nobody)).toMatchObject({
          user: { email: nobody },
          roles: [],
          implied: [],
          groups: [],
          enforcement: { removed: false, changes: [] },
        });
        expect(await isAdministrator(nobody)).toBe(false);
      }
    });

    it('counts only active groups, also on the way to others', async () => {
      const world: WorldDescription = {
        clouds: { prod: [] },
        connections: { on: 'active', off: 'paused', new: 'pending' },
        users: [mara],
        groups: [
          { name: 'Local', users: [mara] },
          { name: 'Synced', users: [mara], connection: 'on' },
          { name: 'Paused', users: [mara], connection: 'off' },
          { name: 'Pending', users: [mara], connection: 'new' },
          { name: 'Waiting', users: [mara], connection: 'on', linked: false },
          { name: 'Around', groups: ['Paused', 'Pending', 'Waiting'] },
          { name: 'PausedOuter', groups: ['Local'], connection: 'off' },
          { name: 'Beyond', groups: ['PausedOuter'] },
        ],
        bindings: [
          'Local',
          'Synced',
          'Paused',
          'Pending',
          'Waiting',
          'Around',
          'PausedOuter',
          'Beyond',
        ].map(group => ['cloud/prod', 'readonly', { group }]),
      };

      const result = await access(world);

      expect(result.groups).toMatchObject([
        { displayName: 'Local', connection: undefined },
        { displayName: 'Synced', connection: 'on' },
      ]);
      expect(explained(result)['cloud/prod']).toEqual([
        'readonly through Local',
        'readonly through Synced',
      ]);
    });

    it('gives nothing for roles that the model does not have', async () => {
      const { roles: held } = await access({
        clouds: { prod: [] },
        users: [mara],
        bindings: [['cloud/prod', 'superuser', { user: mara }]],
      });

      expect(held.map(({ resource }) => resource.ref)).toEqual([
        'organization',
      ]);
    });

    it('reports what a role implies apart from the roles', async () => {
      const result = await access({
        clouds: { prod: ['p'], dev: ['p'] },
        users: [mara],
        bindings: [
          ['organization', 'owner', { user: mara }],
          ['cloud/prod', 'owner', { user: mara }],
          ['cloud/dev', 'collaborator', { user: mara }],
        ],
      });

      expect(roles(result)).toEqual([
        'cloud/dev: collaborator',
        'cloud/prod: owner',
        'organization: owner',
      ]);
      expect(
        result.implied.map(
          ({ from, on }) => `${from.role} of ${from.resource.ref}: ${on}`,
        ),
      ).toEqual([
        'owner of cloud/prod: project',
        'owner of organization: cloud',
      ]);
    });

    it('lists clouds, then projects, then the organization, by label without case', async () => {
      const clouds = { b: ['z', 'Same'], A: ['Y', 'Same'], c: ['x'] };
      const refs = Object.entries(clouds).flatMap(([cloud, projects]) => [
        `cloud/${cloud}`,
        ...projects.map(project => `project/${cloud}/${project}`),
      ]);

      const { roles: held } = await access({
        clouds,
        users: [mara],
        bindings: refs.map(ref => [ref, 'readonly', { user: mara }]),
      });

      expect(held.map(({ resource }) => resource.label)).toEqual([
        'A',
        'b',
        'c',
        'A/Same',
        'b/Same',
        'x',
        'Y',
        'z',
        'Example',
      ]);
    });

    it('makes an owner of the organization an administrator, however they got there', async () => {
      const database = await databases.create(id);
      await buildWorld(database, {
        users: ['in@example.com', 'by-hand@example.com', 'no@example.com'],
        clouds: { prod: [] },
        groups: [{ name: 'Administrators', users: ['in@example.com'] }],
        bindings: [
          ['organization', 'owner', { group: 'Administrators' }],
          ['organization', 'owner', { user: 'by-hand@example.com' }],
          ['organization', 'collaborator', { user: 'no@example.com' }],
          ['cloud/prod', 'owner', { user: 'no@example.com' }],
        ],
      });
      const { isAdministrator } = await createTestAccess(database);

      expect(await isAdministrator('in@example.com')).toBe(true);
      expect(await isAdministrator('by-hand@example.com')).toBe(true);
      expect(await isAdministrator('no@example.com')).toBe(false);
    });
  });
});
