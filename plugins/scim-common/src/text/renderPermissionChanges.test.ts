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

import { AccessModel, defaultAccessModel } from '../access/AccessModel';
import { ResourceSummary, UserSummary } from '../access/types';
import { PlanChange } from '../enforcement/types';
import { renderPermissionChanges } from './renderPermissionChanges';

const model = defaultAccessModel;

function user(email: string): UserSummary {
  const [name] = email.split('@');
  return {
    id: name,
    userName: email,
    email,
    entityRef: `user:default/${name}`,
    active: true,
    member: true,
  };
}

function resource(ref: string, label?: string): ResourceSummary {
  const [type, ...names] = ref.split('/');
  const name = names.at(-1) ?? 'Example';
  return { id: ref, ref, type, name, label: label ?? name };
}

function change(
  email: string,
  on: ResourceSummary,
  roles: Pick<PlanChange, 'oldRole' | 'newRole'>,
): PlanChange {
  return { user: user(email), resource: on, ...roles, lost: [], kept: [] };
}

describe('renderPermissionChanges', () => {
  it('lists people, their resources by type, and who would be removed', () => {
    const text = renderPermissionChanges({
      model,
      changes: [
        change('user1@example.com', resource('cloud/prod-cloud'), {
          oldRole: 'collaborator',
          newRole: 'readonly',
        }),
        change('user1@example.com', resource('cloud/staging-cloud'), {
          oldRole: 'owner',
        }),
        change('user1@example.com', resource('project/prod-cloud/proj-1'), {
          oldRole: 'collaborator',
          newRole: 'readonly',
        }),
        change('user1@example.com', resource('organization'), {
          oldRole: 'owner',
          newRole: 'collaborator',
        }),
        change('user2@example.com', resource('cloud/dev-cloud'), {
          oldRole: 'collaborator',
        }),
      ],
      removals: [{ user: user('orphan-user@example.com'), bindings: 0 }],
    });

    expect(text).toBe(
      `user1@example.com:
  - clouds:
      - prod-cloud: collaborator -> readonly
      - staging-cloud: owner -> (removed)
  - projects:
      - proj-1: collaborator -> readonly
  - organization: owner -> collaborator

user2@example.com:
  - clouds:
      - dev-cloud: collaborator -> (removed)

--- Users to be removed (not in any active user group) ---
  - orphan-user@example.com`,
    );
  });

  it('says so when there is nothing to change', () => {
    expect(renderPermissionChanges({ model, changes: [], removals: [] })).toBe(
      'No permission changes detected.',
    );
  });

  it('has no section for people to be removed when there are none', () => {
    expect(
      renderPermissionChanges({
        model,
        changes: [
          change('ann@example.com', resource('cloud/prod'), {
            oldRole: 'owner',
          }),
        ],
        removals: [],
      }),
    ).toBe(`ann@example.com:
  - clouds:
      - prod: owner -> (removed)`);
  });

  it('has only the people to be removed when no role changes', () => {
    expect(
      renderPermissionChanges({
        model,
        changes: [],
        removals: [
          { user: user('ann@example.com'), bindings: 2 },
          { user: user('ben@example.com'), bindings: 0 },
        ],
      }),
    ).toBe(`--- Users to be removed (not in any active user group) ---
  - ann@example.com
  - ben@example.com`);
  });

  it('shows what a rollback brings back', () => {
    expect(
      renderPermissionChanges({
        model,
        kind: 'rollback',
        changes: [
          change('ann@example.com', resource('cloud/prod'), {
            newRole: 'owner',
          }),
        ],
        removals: [{ user: user('ben@example.com'), bindings: 1 }],
      }),
    ).toBe(`ann@example.com:
  - clouds:
      - prod: (none) -> owner

--- Users to be restored ---
  - ben@example.com`);
  });

  it('shows resources of one name by their label', () => {
    expect(
      renderPermissionChanges({
        model,
        changes: [
          change('ann@example.com', resource('project/a/web', 'a/web'), {
            oldRole: 'owner',
          }),
          change('ann@example.com', resource('project/b/web', 'b/web'), {
            oldRole: 'owner',
          }),
        ],
        removals: [],
      }),
    ).toBe(`ann@example.com:
  - projects:
      - a/web: owner -> (removed)
      - b/web: owner -> (removed)`);
  });

  it('takes types, labels and their order from the model', () => {
    const repositories: AccessModel = {
      types: [
        {
          type: 'repository',
          label: 'repositories',
          roles: ['admin', 'read'],
          groupRoles: ['admin', 'read'],
        },
        {
          type: 'account',
          label: 'account',
          singleton: true,
          roles: ['owner'],
          groupRoles: [],
        },
      ],
      administrator: { type: 'account', role: 'owner' },
    };

    expect(
      renderPermissionChanges({
        model: repositories,
        changes: [
          change('ann@example.com', resource('account'), { oldRole: 'owner' }),
          change('ann@example.com', resource('repository/web'), {
            oldRole: 'admin',
            newRole: 'read',
          }),
        ],
        removals: [],
      }),
    ).toBe(`ann@example.com:
  - repositories:
      - web: admin -> read
  - account: owner -> (removed)`);
  });

  it('leaves no row out whose type the model does not know', () => {
    expect(
      renderPermissionChanges({
        model,
        changes: [
          change('ann@example.com', resource('cluster/blue'), {
            oldRole: 'admin',
          }),
        ],
        removals: [],
      }),
    ).toBe(`ann@example.com:
  - cluster:
      - blue: admin -> (removed)`);
  });

  it('shows control characters in names instead of obeying them', () => {
    const text = renderPermissionChanges({
      model,
      changes: [],
      removals: [{ user: user('a\u001b[2Jb\nc@example.com'), bindings: 0 }],
    });
    expect(text).toContain('  - a\\u001b[2Jb\\u000ac@example.com');
  });
});
