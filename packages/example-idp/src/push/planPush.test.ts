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

import { parseDirectory } from '../directory';
import { planPush } from './planPush';
import { ENTERPRISE_SCHEMA, ScimGroup, ScimUser } from './scimResources';

const boss = `{ id: u1, userName: boss@example.com, name: Bo Oss }`;
const mara = `{ id: u2, userName: mara@example.com, name: Mara Voss, title: Engineer, department: Payments, manager: boss@example.com }`;

function directory(users: string[], groups: string[] = []) {
  return parseDirectory(
    [
      'users:',
      ...users.map(line => `  - ${line}`),
      'groups:',
      ...groups.map(line => `  - ${line}`),
    ].join('\n'),
  );
}

function user(id: string, userName: string, more: Partial<ScimUser> = {}) {
  return { id, userName, active: true, ...more };
}

const remoteBoss: ScimUser = user('s1', 'boss@example.com', {
  externalId: 'u1',
  displayName: 'Bo Oss',
  name: { givenName: 'Bo', familyName: 'Oss' },
  emails: [{ value: 'boss@example.com', type: 'work', primary: true }],
});
const remoteMara: ScimUser = user('s2', 'mara@example.com', {
  externalId: 'u2',
  displayName: 'Mara Voss',
  name: { givenName: 'Mara', familyName: 'Voss' },
  title: 'Engineer',
  emails: [{ value: 'mara@example.com', type: 'work', primary: true }],
  [ENTERPRISE_SCHEMA]: { department: 'Payments', manager: { value: 's1' } },
});

function plan(
  wanted: ReturnType<typeof directory>,
  users: ScimUser[],
  groups: ScimGroup[] = [],
) {
  return planPush(wanted, { users, groups });
}

function operationsOf(request: { body?: unknown }) {
  return (request.body as { Operations: unknown }).Operations;
}

describe('planPush', () => {
  it('creates everybody after their manager, and groups after people', () => {
    const { waves } = plan(
      directory(
        [mara, boss],
        [
          '{ id: g1, displayName: Engineering, groups: [Payments] }',
          '{ id: g2, displayName: Payments, members: [mara@example.com] }',
        ],
      ),
      [],
    );

    expect(waves.map(wave => wave.map(({ title }) => title))).toEqual([
      ['Create Bo Oss'],
      ['Create Mara Voss'],
      ['Create group Payments'],
      ['Create group Engineering'],
    ]);
    expect(waves[1][0].body).toMatchObject({
      externalId: 'u2',
      [ENTERPRISE_SCHEMA]: { manager: { value: 'bulkId:u1' } },
    });
    expect(waves[3][0].body).toMatchObject({
      members: [{ value: 'bulkId:g2' }],
    });
  });

  it('does nothing where nothing differs', () => {
    const { waves, unchanged } = plan(
      directory(
        [boss, mara],
        ['{ id: g1, displayName: Payments, members: [mara@example.com] }'],
      ),
      [remoteBoss, remoteMara],
      [
        {
          id: 't1',
          externalId: 'g1',
          displayName: 'Payments',
          members: [{ value: 's2' }],
        },
      ],
    );

    expect(waves).toEqual([]);
    expect(unchanged).toEqual({ users: 2, groups: 1 });
  });

  it('sends only the attributes that differ, and removes those that are gone', () => {
    const { waves } = plan(
      directory([
        boss,
        '{ id: u2, userName: mara@example.com, name: Mara Voss-Lind, title: Lead }',
      ]),
      [remoteBoss, remoteMara],
    );

    expect(waves).toHaveLength(1);
    expect(waves[0]).toHaveLength(1);
    expect(waves[0][0]).toMatchObject({
      effect: 'userUpdated',
      method: 'PATCH',
      path: '/Users/s2',
    });
    expect(operationsOf(waves[0][0])).toEqual([
      { op: 'replace', path: 'displayName', value: 'Mara Voss-Lind' },
      { op: 'replace', path: 'name.familyName', value: 'Voss-Lind' },
      { op: 'replace', path: 'title', value: 'Lead' },
      { op: 'remove', path: `${ENTERPRISE_SCHEMA}:department` },
      { op: 'remove', path: `${ENTERPRISE_SCHEMA}:manager` },
    ]);
  });

  it('follows a person through a change of user name', () => {
    const { waves } = plan(
      directory([
        '{ id: u1, userName: bo.oss@example.com, email: boss@example.com, name: Bo Oss }',
      ]),
      [remoteBoss],
    );

    expect(waves).toHaveLength(1);
    expect(operationsOf(waves[0][0])).toEqual([
      { op: 'replace', path: 'userName', value: 'bo.oss@example.com' },
    ]);
  });

  it('takes over somebody the service knows by name only', () => {
    const { waves } = plan(directory([boss]), [
      { ...remoteBoss, externalId: undefined, userName: 'BOSS@example.com' },
    ]);

    expect(waves).toHaveLength(1);
    expect(operationsOf(waves[0][0])).toEqual([
      { op: 'replace', path: 'externalId', value: 'u1' },
      { op: 'replace', path: 'userName', value: 'boss@example.com' },
    ]);
  });

  it('deactivates leavers once, and brings them back', () => {
    const leaving = plan(directory([boss]), [remoteBoss, remoteMara]);
    expect(leaving.waves).toHaveLength(1);
    expect(leaving.waves[0][0]).toMatchObject({
      effect: 'userDeactivated',
      title: 'Deactivate Mara Voss',
    });
    expect(operationsOf(leaving.waves[0][0])).toEqual([
      { op: 'replace', path: 'active', value: false },
    ]);

    const gone = { ...remoteMara, active: false };
    expect(plan(directory([boss]), [remoteBoss, gone]).waves).toEqual([]);

    const back = plan(directory([boss, mara]), [remoteBoss, gone]);
    expect(back.waves[0][0].effect).toBe('userReactivated');
    expect(operationsOf(back.waves[0][0])).toEqual([
      { op: 'replace', path: 'active', value: true },
    ]);
  });

  it('leaves alone whom and what it did not provision', () => {
    const { waves } = plan(
      directory([boss]),
      [remoteBoss, user('s9', 'local@example.com')],
      [{ id: 't9', displayName: 'Local Team' }],
    );

    expect(waves).toEqual([]);
  });

  it('adds and removes single members in one request', () => {
    const { waves } = plan(
      directory(
        [boss, mara],
        ['{ id: g1, displayName: Payments, members: [mara@example.com] }'],
      ),
      [remoteBoss, remoteMara],
      [
        {
          id: 't1',
          externalId: 'g1',
          displayName: 'Payment',
          members: [{ value: 's1' }],
        },
      ],
    );

    expect(waves).toHaveLength(1);
    expect(waves[0][0]).toMatchObject({ membersAdded: 1, membersRemoved: 1 });
    expect(operationsOf(waves[0][0])).toEqual([
      { op: 'replace', path: 'displayName', value: 'Payments' },
      { op: 'remove', path: 'members[value eq "s1"]' },
      { op: 'add', path: 'members', value: [{ value: 's2' }] },
    ]);
  });

  it('deletes groups that are gone before it creates others', () => {
    const { waves } = plan(
      directory([], ['{ id: g2, displayName: New }']),
      [],
      [{ id: 't1', externalId: 'g1', displayName: 'Old' }],
    );

    expect(
      waves.map(([{ method, path, effect }]) => [method, path, effect]),
    ).toEqual([
      ['DELETE', '/Groups/t1', 'groupDeleted'],
      ['POST', '/Groups', 'groupCreated'],
    ]);
  });

  it('splits a large group over several requests', () => {
    const users = Array.from(
      { length: 1_200 },
      (_, index) =>
        `{ id: u${index}, userName: p${index}@example.com, name: P ${index} }`,
    );
    const members = users.map((_, index) => `p${index}@example.com`);
    const { waves } = plan(
      directory(users, [
        `{ id: g1, displayName: All, members: [${members.join(', ')}] }`,
      ]),
      [],
    );

    const [, creation, additions] = waves;
    expect(creation.map(({ membersAdded }) => membersAdded)).toEqual([500]);
    expect(
      additions.map(({ path, membersAdded }) => [path, membersAdded]),
    ).toEqual([
      ['/Groups/bulkId:g1', 500],
      ['/Groups/bulkId:g1', 200],
    ]);
  });
});
