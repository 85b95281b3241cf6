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

import { defaultAccessModel } from '../access/AccessModel';
import { PermissionCheckRow } from '../access/types';
import { renderPermissionCheck } from './renderPermissionCheck';

const model = defaultAccessModel;

function row(email: string, cloud: string, role: string): PermissionCheckRow {
  const [name] = email.split('@');
  return {
    user: {
      id: name,
      userName: email,
      email,
      entityRef: `user:default/${name}`,
      active: true,
      member: true,
    },
    resource: {
      id: cloud,
      ref: `cloud/${cloud}`,
      type: 'cloud',
      name: cloud,
      label: cloud,
    },
    role,
    issue: 'No project permissions',
  };
}

describe('renderPermissionCheck', () => {
  it('draws a row for each person and cloud, and counts people', () => {
    const text = renderPermissionCheck(
      [
        row('alice@company.com', 'Production', 'collaborator'),
        row('bob@company.com', 'Production', 'collaborator'),
        row('bob@company.com', 'Staging', 'owner'),
      ],
      { model },
    );

    expect(text).toBe(
      `Users with incomplete SCIM permission setup:
┏━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ User Email           ┃ Cloud      ┃ Role         ┃ Issue                   ┃
┡━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ alice@company.com    │ Production │ collaborator │ No project permissions  │
│ bob@company.com      │ Production │ collaborator │ No project permissions  │
│ bob@company.com      │ Staging    │ owner        │ No project permissions  │
└──────────────────────┴────────────┴──────────────┴─────────────────────────┘

2 users have incomplete permission setup.

Run 'backstage-cli scim policy set' to grant project-level permissions.`,
    );
  });

  it('speaks of one user in the singular', () => {
    expect(
      renderPermissionCheck(
        [
          row('bob@company.com', 'Production', 'collaborator'),
          row('bob@company.com', 'Staging', 'owner'),
        ],
        { model },
      ),
    ).toContain('\n\n1 user has incomplete permission setup.\n\n');
  });

  it('says so when everybody is set up', () => {
    expect(renderPermissionCheck([], { model })).toBe(
      'All SCIM users have complete permission setup.',
    );
  });

  it('widens a column to what it holds, in columns of the terminal', () => {
    const lines = renderPermissionCheck(
      [
        row('a-rather-long-name@example.com', '東京 🚀', 'owner'),
        row('bob@example.com', 'Zürich', 'owner'),
      ],
      { model },
    ).split('\n');

    expect(lines.slice(1, 7)).toEqual([
      '┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━┓',
      '┃ User Email                     ┃ Cloud   ┃ Role  ┃ Issue                   ┃',
      '┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━┩',
      '│ a-rather-long-name@example.com │ 東京 🚀 │ owner │ No project permissions  │',
      '│ bob@example.com                │ Zürich  │ owner │ No project permissions  │',
      '└────────────────────────────────┴─────────┴───────┴─────────────────────────┘',
    ]);
  });
});
