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

import path from 'node:path';
import { DirectoryError } from './DirectoryError';
import { readDirectory } from './DirectoryFile';
import { parseDirectory } from './parseDirectory';

function problemsOf(yaml: string) {
  try {
    parseDirectory(yaml);
  } catch (error) {
    return (error as DirectoryError).problems.map(
      ({ line, message }) => `${line}: ${message}`,
    );
  }
  return [];
}

describe('parseDirectory', () => {
  it('fills in what a person need not say', () => {
    const { people } = parseDirectory(`
users:
  - userName: mara.voss@example.com
    name: Mara Anna Voss
`);

    expect(people).toEqual([
      {
        id: 'mara.voss@example.com',
        userName: 'mara.voss@example.com',
        email: 'mara.voss@example.com',
        name: 'Mara Anna Voss',
        givenName: 'Mara Anna',
        familyName: 'Voss',
        active: true,
        assigned: true,
      },
    ]);
  });

  it('puts people after their managers and groups after what is inside them', () => {
    const { people, groups } = parseDirectory(`
users:
  - { id: u1, userName: a@example.com, name: A A, manager: B@example.com }
  - { id: u2, userName: b@example.com, name: B B, manager: c@example.com }
  - { id: u3, userName: c@example.com, name: C C }
groups:
  - { id: g1, displayName: Engineering, groups: [payments], members: [a@example.com] }
  - { id: g2, displayName: Payments }
`);

    expect(people.map(({ id, manager }) => [id, manager])).toEqual([
      ['u3', undefined],
      ['u2', 'u3'],
      ['u1', 'u2'],
    ]);
    expect(groups).toEqual([
      { id: 'g2', displayName: 'Payments', members: [], groups: [] },
      { id: 'g1', displayName: 'Engineering', members: ['u1'], groups: ['g2'] },
    ]);
  });

  it('names everything that is wrong at once, by line', () => {
    expect(
      problemsOf(`users:
  - userName: a@example.com
    name: A A
    colour: blue
  - userName: A@example.com
    name: Another A
  - name: No Name
  - userName: nomail
    name: No Mail
    active: "no"
  - userName: d@example.com
    name: D D
    manager: nobody@example.com
groups:
  - displayName: Engineering
    members: [a@example.com, ghost@example.com]
    groups:
      - Ghosts
  - displayName: engineering
`),
    ).toEqual([
      expect.stringContaining("4: unknown field 'colour'"),
      "5: there are two people called 'A@example.com'",
      "7: 'userName' is missing",
      "8: 'nomail' has no 'email'",
      "10: 'active' must be true or false",
      "11: nobody is called 'nobody@example.com' (manager)",
      "16: nobody is called 'ghost@example.com'",
      "18: no group is called 'Ghosts'",
      "19: there are two groups called 'engineering'",
    ]);
  });

  it('refuses ids that are used twice', () => {
    expect(
      problemsOf(`users:
  - { id: u1, userName: a@example.com, name: A A }
  - { id: u1, userName: b@example.com, name: B B }
groups:
  - { id: g1, displayName: One }
  - { id: g1, displayName: Two }
`),
    ).toEqual([
      "3: the id 'u1' is taken by somebody else",
      "6: the id 'g1' is taken by another group",
    ]);
  });

  it('refuses people and groups that contain themselves in the end', () => {
    expect(
      problemsOf(`users:
  - { userName: a@example.com, name: A A, manager: b@example.com }
  - { userName: b@example.com, name: B B, manager: a@example.com }
groups:
  - { displayName: One, groups: [Two] }
  - { displayName: Two, groups: [One] }
`),
    ).toEqual([
      "2: 'a@example.com' is their own manager in the end",
      "5: 'One' contains itself in the end",
    ]);
  });

  it.each([
    ['', "1: expected 'organization', 'users' and 'groups'"],
    ['just text', "1: expected 'organization', 'users' and 'groups'"],
    ['users: 3', "1: 'users' must be a list"],
    ['users: [3]', "1: an entry of 'users' must have named fields"],
    ['people: []', expect.stringContaining("1: unknown field 'people'")],
    ['users:\n  - {', expect.stringMatching(/^2: /)],
  ])('refuses %j', (yaml, problem) => {
    expect(problemsOf(yaml)).toContainEqual(problem);
  });

  it('reads the example organization', async () => {
    const directory = await readDirectory(
      path.join(__dirname, '../../../../examples/example-organization.yaml'),
    );

    expect(directory.organization).toBe('Example');
    expect(directory.people).toHaveLength(25);
    expect(directory.groups).toHaveLength(10);
  });
});
