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
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  PrincipalStatus,
  scimAccessReadPermission,
  scimPermissions,
} from '@backstage-scim/plugin-scim-common';
import { ScimPermissionPolicy } from './ScimPermissionPolicy';

const foreignPermission = createPermission({
  name: 'catalog.entity.create',
  attributes: { action: 'create' },
});

const directory: Record<string, PrincipalStatus> = {
  'user:default/owner': { known: true, active: true, administrator: true },
  'user:default/engineer': { known: true, active: true, administrator: false },
  'user:default/leaver': { known: true, active: false, administrator: false },
  // Deprovisioned, though the role is still bound to them.
  'user:default/fired-owner': {
    known: true,
    active: false,
    administrator: true,
  },
  'user:default/stranger': {
    known: false,
    active: false,
    administrator: false,
  },
};

const statuses = { get: async (ref: string) => directory[ref] };

function person(name: string): PolicyQueryUser {
  const userEntityRef = `user:default/${name}`;
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: { userEntityRef, ownershipEntityRefs: [userEntityRef] },
  };
}

describe('ScimPermissionPolicy', () => {
  const policy = new ScimPermissionPolicy({ statuses });
  const decide = async (permission: Permission, user?: PolicyQueryUser) =>
    (await policy.handle({ permission }, user)).result;

  const { ALLOW, CONDITIONAL, DENY } = AuthorizeResult;
  it.each([
    ['an administrator', person('owner'), ALLOW, ALLOW, ALLOW],
    ['an engineer', person('engineer'), DENY, CONDITIONAL, ALLOW],
    ['somebody deprovisioned', person('leaver'), DENY, DENY, DENY],
    ['a deprovisioned owner', person('fired-owner'), DENY, DENY, DENY],
    ['somebody unknown', person('stranger'), DENY, CONDITIONAL, ALLOW],
    ['nobody signed in', undefined, DENY, DENY, ALLOW],
    ['a person nobody can tell about', person('unclear'), DENY, DENY, DENY],
  ])(
    'answers %s: administration, access, everything else',
    async (_, user, administration, access, everythingElse) => {
      for (const permission of scimPermissions) {
        expect([permission.name, await decide(permission, user)]).toEqual([
          permission.name,
          permission === scimAccessReadPermission ? access : administration,
        ]);
      }
      expect(await decide(foreignPermission, user)).toBe(everythingElse);
    },
  );

  it("shows an engineer their own access and nobody else's", async () => {
    expect(
      await policy.handle(
        { permission: scimAccessReadPermission },
        person('engineer'),
      ),
    ).toEqual({
      result: CONDITIONAL,
      pluginId: 'scim',
      resourceType: 'scim-user',
      conditions: {
        rule: 'IS_SELF',
        resourceType: 'scim-user',
        params: { userEntityRef: 'user:default/engineer' },
      },
    });
  });

  it('refuses a permission of the plugin that it has never heard of', async () => {
    const permission = createPermission({
      name: 'scim.some.later',
      attributes: {},
    });

    expect(await decide(permission, person('engineer'))).toBe(DENY);
  });

  describe('around another policy', () => {
    const other = { handle: jest.fn() };
    const wrapping = new ScimPermissionPolicy({ statuses, fallback: other });

    beforeEach(() => {
      jest.resetAllMocks();
      other.handle.mockResolvedValue({ result: DENY });
    });

    it('leaves to it what is not of the plugin', async () => {
      const query = { permission: foreignPermission };
      const user = person('engineer');

      expect(await wrapping.handle(query, user)).toEqual({ result: DENY });
      expect(other.handle).toHaveBeenCalledWith(query, user);
      expect(await wrapping.handle(query)).toEqual({ result: DENY });
    });

    it('does not ask it about the deprovisioned', async () => {
      other.handle.mockResolvedValue({ result: ALLOW });

      const decision = await wrapping.handle(
        { permission: foreignPermission },
        person('leaver'),
      );

      expect(decision).toEqual({ result: DENY });
      expect(other.handle).not.toHaveBeenCalled();
    });

    it('does not ask it about the plugin', async () => {
      for (const permission of scimPermissions) {
        await wrapping.handle({ permission }, person('owner'));
      }

      expect(other.handle).not.toHaveBeenCalled();
    });
  });
});
