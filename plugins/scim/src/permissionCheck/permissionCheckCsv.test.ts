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

import { PermissionCheckRow } from '@backstage-scim/plugin-scim-common';
import { permissionCheckCsv } from './permissionCheckCsv';

function row(email: string, cloud: string): PermissionCheckRow {
  return {
    user: {
      id: email,
      userName: email,
      email,
      entityRef: 'user:default/x',
      active: true,
      member: true,
    },
    resource: {
      id: cloud,
      ref: cloud,
      type: 'cloud',
      name: cloud,
      label: cloud,
    },
    role: 'owner',
    issue: 'No project permissions',
  };
}

describe('permissionCheckCsv', () => {
  it.each([
    ['prod', 'prod'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['=1+1', "'=1+1"],
  ])('writes the name %p as %p', (name, cell) => {
    expect(
      permissionCheckCsv(
        ['User', 'Cloud', 'Role', 'Issue'],
        [row('a@example.com', name)],
      ),
    ).toBe(
      `User,Cloud,Role,Issue\r\na@example.com,${cell},owner,No project permissions\r\n`,
    );
  });
});
