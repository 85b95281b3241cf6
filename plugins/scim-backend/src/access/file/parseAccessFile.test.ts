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

import { defaultAccessModel } from '@backstage-scim/plugin-scim-common';
import { parseAccessFile } from './parseAccessFile';

function parse(text: string) {
  return parseAccessFile(text, defaultAccessModel);
}

/** What is wrong with a file, as `line: message`. */
function problems(...lines: string[]): string[] {
  return parse(lines.join('\n')).problems.map(
    ({ line, message }) => `${line}: ${message}`,
  );
}

describe('parseAccessFile', () => {
  it('understands a whole file, with the line of everything', () => {
    expect(
      parse(`organization: Example
clouds:
  - name: prod-cloud
    projects: [proj-1]
  - staging-cloud
serviceAccounts: [ci-bot]
users: [orphan-user@example.com]
bindings:
  - { resource: organization, role: owner, user: mara@example.com }
  - resource: project/prod-cloud/proj-1
    role: readonly
    group: Engineering
`),
    ).toEqual({
      problems: [],
      file: {
        organization: { line: 1, value: 'Example' },
        resources: [
          {
            line: 3,
            value: {
              type: 'cloud',
              name: 'prod-cloud',
              ref: 'cloud/prod-cloud',
              parentRef: undefined,
            },
          },
          {
            line: 4,
            value: {
              type: 'project',
              name: 'proj-1',
              ref: 'project/prod-cloud/proj-1',
              parentRef: 'cloud/prod-cloud',
            },
          },
          {
            line: 5,
            value: {
              type: 'cloud',
              name: 'staging-cloud',
              ref: 'cloud/staging-cloud',
              parentRef: undefined,
            },
          },
        ],
        serviceAccounts: [{ line: 6, value: 'ci-bot' }],
        users: [{ line: 7, value: 'orphan-user@example.com' }],
        bindings: [
          {
            line: 9,
            value: {
              resource: {
                line: 9,
                value: { type: 'organization', ref: 'organization' },
              },
              role: 'owner',
              principal: {
                line: 9,
                value: { type: 'user', name: 'mara@example.com' },
              },
            },
          },
          {
            line: 10,
            value: {
              resource: {
                line: 10,
                value: { type: 'project', ref: 'project/prod-cloud/proj-1' },
              },
              role: 'readonly',
              principal: {
                line: 12,
                value: { type: 'group', name: 'Engineering' },
              },
            },
          },
        ],
      },
    });
  });

  it('reads a file that says nothing', () => {
    expect(problems('{}')).toEqual([]);
    expect(problems('clouds: []', 'bindings: []')).toEqual([]);
  });

  it('reads files with Windows line ends and a byte order mark', () => {
    expect(parse('\ufefforganization: A\r\nusers: [a@b]\r\n')).toMatchObject({
      file: { users: [{ line: 2, value: 'a@b' }] },
      problems: [],
    });
  });

  it('names everything that is wrong, at once', () => {
    expect(
      problems(
        'organization: [Example]',
        'organisation: Example',
        'clouds:',
        '  - name: prod',
        '    projects: [a, a, b/c, 007]',
        '  - prod',
        '  - title: dev',
        '    projects: [3.10]',
        '  - ""',
        'serviceAccounts: [ci-bot, CI-Bot, true, "a\\0b"]',
        'users: [mara, mara@example.com, Mara@Example.com]',
        'bindings:',
        '  - { resource: cloud/prod, role: owner }',
        '  - { resource: cloud/prod, role: owner, user: a@b, group: G }',
        '  - { resource: cloud/prod, role: owner, group: G }',
        '  - { resource: cloud/prod, role: reader, user: a@b }',
        '  - { resource: bucket/prod, role: owner, user: a@b }',
        '  - { resource: project/prod, role: owner, user: a@b }',
        '  - { resource: organization/x, role: owner, user: a@b }',
        '  - { resource: cloud/, role: owner, user: a@b }',
        '  - { resource: organization, role: readonly, team: T, user: a@b }',
        '  - { role: owner, user: "" }',
        '  - { resource: "cloud/\\0", user: a@b }',
        '  - cloud/prod owner mara',
      ),
    ).toEqual([
      "2: Unknown key 'organisation' in the file; use 'organization', 'clouds', 'serviceAccounts', 'users' or 'bindings'.",
      "1: The organization's name must be text.",
      "5: There are two projects called 'a' in 'prod'.",
      "5: A project's name must not contain '/'.",
      "5: A project's name must be text; put 007 in quotes.",
      "6: There are two clouds called 'prod'.",
      "7: Unknown key 'title' in a cloud; use 'name' or 'projects'.",
      "7: A cloud needs a 'name'.",
      "8: A project's name must be text; put 3.10 in quotes.",
      "9: A cloud's name must not be empty.",
      "10: A service account's name must be text; put true in quotes.",
      "10: A service account's name must not contain control characters.",
      "10: The service account 'CI-Bot' is there twice.",
      "11: 'mara' is not an email.",
      "11: The user 'Mara@Example.com' is there twice.",
      "13: The binding has no principal; add 'user', 'group', 'serviceAccount' or 'portalRole'.",
      '14: The binding has 2 principals (user, group); make one binding for each.',
      "15: A user group may not hold 'owner' on a resource of type 'cloud'; use 'collaborator' or 'readonly'.",
      "16: Unknown role 'reader' on a resource of type 'cloud'; use 'owner', 'collaborator' or 'readonly'.",
      "17: Unknown resource type 'bucket'; use 'cloud', 'project' or 'organization'.",
      "18: Write a resource of type 'project' as project/<cloud>/<project>.",
      "19: Write a resource of type 'organization' as organization.",
      "20: Write a resource of type 'cloud' as cloud/<cloud>.",
      "21: Unknown key 'team' in a binding; use 'resource', 'role', 'user', 'group', 'serviceAccount' or 'portalRole'.",
      "21: Unknown role 'readonly' on a resource of type 'organization'; use 'owner' or 'collaborator'.",
      "22: The binding has no 'resource'.",
      "22: The binding's 'user' must not be empty or hold NUL.",
      "23: The binding's 'resource' must not be empty or hold NUL.",
      "23: The binding has no 'role'.",
      '24: A binding must be a mapping (key: value).',
    ]);
  });

  it.each([
    ['', 'must not be empty'],
    ['  ', 'must not be empty'],
    [' prod', 'must not begin or end with a space'],
    ['prod ', 'must not begin or end with a space'],
    ['a\tb', 'must not contain control characters'],
    ['a\0b', 'must not contain control characters'],
    ['a\u0085b', 'must not contain control characters'],
    ['a'.repeat(201), 'must not be longer than 200 characters'],
    // Folded, it is twice as long.
    ['İ'.repeat(101), 'must not be longer than 200 characters'],
    ['a\ud800b', 'must not contain half of a surrogate pair'],
  ])('refuses %j as a name', (name, fault) => {
    const text = JSON.stringify(name);
    expect(
      problems(
        `organization: ${text}`,
        `clouds: [${text}]`,
        `serviceAccounts: [${text}]`,
        `users: [${text}]`,
      ),
    ).toEqual([
      `1: The organization's name ${fault}.`,
      `2: A cloud's name ${fault}.`,
      `3: A service account's name ${fault}.`,
      `4: A user's email ${fault}.`,
    ]);
  });

  it.each(['a'.repeat(200), '生产', '🏭', "it's #1", 'a b', 'null-cloud'])(
    'takes %j as a name',
    name => {
      expect(problems(`clouds: [${JSON.stringify(name)}]`)).toEqual([]);
    },
  );

  it.each([
    ['clouds: prod', "1: 'clouds' must be a list."],
    ['clouds:', "1: 'clouds' must be a list."],
    ['clouds: { prod: [] }', "1: 'clouds' must be a list."],
    ['clouds: [[prod]]', "1: A cloud's name must be text."],
    ['clouds: [~]', "1: A cloud's name must be text."],
    ['clouds: [.inf]', "1: A cloud's name must be text; put .inf in quotes."],
    ['users: { a: b }', "1: 'users' must be a list."],
    ['users: [{ a: b }]', "1: A user's email must be text."],
    ['bindings: 1', "1: 'bindings' must be a list."],
    ['- clouds', '1: The file must be a mapping (key: value).'],
    ['hello', '1: The file must be a mapping (key: value).'],
    ['organization: A\n\norganization: B', "3: 'organization' is there twice."],
    [
      '3: x',
      "1: Unknown key '3' in the file; use 'organization', 'clouds', 'serviceAccounts', 'users' or 'bindings'.",
    ],
    [
      '? [a, b]\n: x',
      "1: Unknown key 'a list or mapping' in the file; use 'organization', 'clouds', 'serviceAccounts', 'users' or 'bindings'.",
    ],
  ])('says what is wrong with %j', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it.each(['', '   \n', '# only a comment\n', '---\n', '---\n...\n', '~'])(
    'calls %j empty',
    text => {
      expect(problems(text)).toEqual(['1: The file is empty.']);
    },
  );
});

describe('What is not YAML as it should be', () => {
  it('says where the syntax is wrong', () => {
    expect(
      problems('organization: Example', 'clouds: [a', 'users: []'),
    ).toEqual([expect.stringMatching(/^3: This is not valid YAML: ./)]);
    expect(problems('users:', '\t- a@b')).toContainEqual(
      expect.stringMatching(/^2: This is not valid YAML: ./),
    );
    expect(problems('users: !secret a@b')).toEqual([
      '1: This is not valid YAML: Unresolved tag: !secret',
    ]);
  });

  it('takes one document only', () => {
    const several =
      '2: The file must be one YAML document; split it at the ---.';
    expect(problems('users: []', '---', 'clouds: []')).toEqual([several]);
    expect(problems('users: []', '---')).toEqual([several]);
    expect(problems('---', '---', 'clouds: []')).toEqual([several]);
  });

  it('refuses aliases, which can make a small file a huge one', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 10; level++) {
      const alias = `*a${level - 1}`;
      bomb.push(`a${level}: &a${level} [${Array(10).fill(alias).join(', ')}]`);
    }
    expect(problems(...bomb)).toEqual(
      bomb
        .slice(1)
        .map(
          (_, index) =>
            `${
              index + 2
            }: Aliases (*name) are not supported; write the value out.`,
        ),
    );
  });

  it.each(['[', '- ', '{a: '])('survives a deep nest of %j', opening => {
    expect(problems(opening.repeat(100_000))).not.toEqual([]);
  });

  it('does not repeat a long name in full', () => {
    const [problem] = problems(`${'k'.repeat(900)}: 1`);
    expect(problem.length).toBeLessThan(400);
  });
});
