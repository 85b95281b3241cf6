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

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { startScimBackend, TOKEN } from '../__testUtils__/startScimBackend';
import { Directory, parseDirectory } from '../directory';
import { pushDirectory } from './pushDirectory';
import {
  ENTERPRISE_SCHEMA,
  PATCH_SCHEMA,
  ScimGroup,
  ScimUser,
} from './scimResources';
import { ScimTarget } from './ScimTarget';

const NOTHING = {
  users: {
    created: 0,
    updated: 0,
    reactivated: 0,
    deactivated: 0,
    deleted: 0,
    unchanged: 0,
  },
  groups: { created: 0, updated: 0, deleted: 0, unchanged: 0 },
  memberships: { added: 0, removed: 0 },
};

const people = `
users:
  - { id: u1, userName: boss@example.com, name: Bo Oss }
  - { id: u2, userName: mara@example.com, name: Mara Voss, title: Engineer, department: Payments, manager: boss@example.com, picture: "https://example.com/mara.png" }
  - { id: u3, userName: tomas@example.com, name: Tomas Lind }
`;
const start = `${people}
groups:
  - { id: g1, displayName: Engineering, members: [boss@example.com], groups: [Payments] }
  - { id: g2, displayName: Payments, members: [mara@example.com, tomas@example.com] }
`;

// A back end starts before each test.
jest.setTimeout(60_000);

describe('pushDirectory to a portal', () => {
  let target: ScimTarget;
  let stop: () => Promise<unknown>;

  const push = (yaml: string) => pushDirectory(parseDirectory(yaml), target);

  const findUser = async (userName: string) => {
    const [user] = await target.list<ScimUser>(
      '/Users',
      `userName eq "${userName}"`,
    );
    return user;
  };

  const membersOf = async (displayName: string) => {
    const users = await target.list<ScimUser>('/Users');
    const groups = await target.list<ScimGroup>('/Groups');
    const names = new Map([
      ...users.map(({ id, userName }) => [id, userName] as const),
      ...groups.map(group => [group.id, group.displayName] as const),
    ]);
    return groups
      .find(group => group.displayName === displayName)
      ?.members?.map(({ value }) => names.get(value!))
      .sort();
  };

  beforeEach(async () => {
    const backend = await startScimBackend();
    stop = backend.stop;
    target = new ScimTarget({
      url: backend.scimUrl,
      token: TOKEN,
    });
  });

  afterEach(() => stop());

  it('creates everything the first time and nothing the second time', async () => {
    const titles: string[] = [];
    const first = await pushDirectory(parseDirectory(start), target, {
      onProgress: (done, total, title) =>
        titles.push(`${done}/${total} ${title}`),
    });

    expect(first).toEqual({
      users: { ...NOTHING.users, created: 3 },
      groups: { ...NOTHING.groups, created: 2 },
      memberships: { added: 4, removed: 0 },
    });
    expect(titles).toHaveLength(5);
    expect(titles[4]).toBe('5/5 Create group Engineering');

    await expect(findUser('mara@example.com')).resolves.toMatchObject({
      externalId: 'u2',
      displayName: 'Mara Voss',
      name: { givenName: 'Mara', familyName: 'Voss' },
      title: 'Engineer',
      active: true,
      [ENTERPRISE_SCHEMA]: {
        department: 'Payments',
        manager: { value: (await findUser('boss@example.com')).id },
      },
    });
    await expect(membersOf('Engineering')).resolves.toEqual([
      'Payments',
      'boss@example.com',
    ]);

    await expect(push(start)).resolves.toEqual({
      users: { ...NOTHING.users, unchanged: 3 },
      groups: { ...NOTHING.groups, unchanged: 2 },
      memberships: { added: 0, removed: 0 },
    });
  });

  it('sends attributes and memberships that changed, and no others', async () => {
    await push(start);
    const summary = await push(
      start
        .replace('title: Engineer', 'title: Lead')
        .replace(', department: Payments', '')
        .replace(', manager: boss@example.com', '')
        .replace(', picture: "https://example.com/mara.png"', '')
        .replace('Tomas Lind', 'Tomas Lindgren')
        .replace(
          'members: [mara@example.com, tomas@example.com]',
          'members: [mara@example.com, boss@example.com]',
        ),
    );

    expect(summary).toEqual({
      users: { ...NOTHING.users, updated: 2, unchanged: 1 },
      groups: { ...NOTHING.groups, updated: 1, unchanged: 1 },
      memberships: { added: 1, removed: 1 },
    });
    const mara = await findUser('mara@example.com');
    expect(mara.title).toBe('Lead');
    expect(mara.photos).toBeUndefined();
    expect(mara[ENTERPRISE_SCHEMA]).toBeUndefined();
    await expect(membersOf('Payments')).resolves.toEqual([
      'boss@example.com',
      'mara@example.com',
    ]);
  });

  it('follows people and groups through changes of name', async () => {
    await push(start);
    const before = await findUser('mara@example.com');
    const summary = await push(
      start
        .replaceAll('mara@example.com', 'mara.voss@example.com')
        .replaceAll('[Payments]', '[Money]')
        .replace('displayName: Payments', 'displayName: Money'),
    );

    expect(summary.users).toEqual({
      ...NOTHING.users,
      updated: 1,
      unchanged: 2,
    });
    expect(summary.groups).toEqual({
      ...NOTHING.groups,
      updated: 1,
      unchanged: 1,
    });
    await expect(findUser('mara.voss@example.com')).resolves.toMatchObject({
      id: before.id,
    });
    await expect(membersOf('Money')).resolves.toEqual([
      'mara.voss@example.com',
      'tomas@example.com',
    ]);
  });

  it('deactivates leavers, deletes groups that are gone, and brings people back', async () => {
    await push(start);
    const { id } = await findUser('tomas@example.com');

    const left = await push(`
users:
  - { id: u1, userName: boss@example.com, name: Bo Oss }
  - { id: u2, userName: mara@example.com, name: Mara Voss, title: Engineer, department: Payments, manager: boss@example.com, picture: "https://example.com/mara.png" }
groups:
  - { id: g1, displayName: Engineering, members: [boss@example.com, mara@example.com] }
`);
    expect(left).toEqual({
      users: { ...NOTHING.users, deactivated: 1, unchanged: 2 },
      groups: { ...NOTHING.groups, updated: 1, deleted: 1 },
      memberships: { added: 1, removed: expect.any(Number) },
    });
    await expect(findUser('tomas@example.com')).resolves.toMatchObject({
      id,
      active: false,
    });
    await expect(membersOf('Payments')).resolves.toBeUndefined();

    const back = await push(start);
    expect(back.users).toEqual({
      ...NOTHING.users,
      reactivated: 1,
      unchanged: 2,
    });
    expect(back.groups).toEqual({ ...NOTHING.groups, created: 1, updated: 1 });
    await expect(findUser('tomas@example.com')).resolves.toMatchObject({
      id,
      active: true,
    });
  });

  it('goes on where a refused push stopped', async () => {
    const tooLong = 'x'.repeat(300);
    await expect(
      push(
        start
          .replace('title: Engineer', `title: ${tooLong}`)
          .replace('displayName: Engineering', `displayName: ${tooLong}`),
      ),
    ).rejects.toThrow(/^Create .* failed: 400/);

    const summary = await push(start);
    expect(summary.users.created + summary.users.unchanged).toBeGreaterThan(0);
    await expect(push(start)).resolves.toMatchObject({
      users: { ...NOTHING.users, unchanged: 3 },
      groups: { ...NOTHING.groups, unchanged: 2 },
    });
  });

  it('takes an answer that got lost for what it was', async () => {
    await push(start);
    const { id } = await findUser('tomas@example.com');
    const forgetful = new Proxy(target, {
      get: (real, property) => {
        if (property === 'list') {
          // Reads nothing, as before the push whose answers were lost.
          return async (place: string, filter?: string) =>
            filter ? real.list(place, filter) : [];
        }
        const value = Reflect.get(real, property, real);
        return typeof value === 'function' ? value.bind(real) : value;
      },
    });

    await pushDirectory(parseDirectory(start), forgetful);

    await expect(findUser('tomas@example.com')).resolves.toMatchObject({ id });
    await expect(target.list('/Users')).resolves.toHaveLength(3);
    await expect(membersOf('Payments')).resolves.toEqual([
      'mara@example.com',
      'tomas@example.com',
    ]);
  });

  it('says that a token is not known', async () => {
    const stranger = new ScimTarget({
      url: target.url,
      token: 'token-other',
    });

    await expect(
      pushDirectory(parseDirectory(start), stranger),
    ).rejects.toThrow(/^401/);
  });

  it('puts back a membership that somebody else has ended', async () => {
    await push(start);
    const groups = await target.list<ScimGroup>('/Groups');
    const payments = groups.find(group => group.displayName === 'Payments')!;
    const tomas = await findUser('tomas@example.com');
    await target.send('PATCH', `/Groups/${payments.id}`, {
      schemas: [PATCH_SCHEMA],
      Operations: [{ op: 'remove', path: `members[value eq "${tomas.id}"]` }],
    });

    await expect(push(start)).resolves.toMatchObject({
      groups: { updated: 1, unchanged: 1 },
      memberships: { added: 1, removed: 0 },
    });
  });

  it('pushes the example organization', async () => {
    const file = path.join(
      __dirname,
      '../../../../examples/example-organization.yaml',
    );
    const directory: Directory = parseDirectory(await readFile(file, 'utf8'));

    await expect(pushDirectory(directory, target)).resolves.toMatchObject({
      users: { created: 25 },
      groups: { created: 10 },
    });
    await expect(pushDirectory(directory, target)).resolves.toMatchObject({
      users: { ...NOTHING.users, unchanged: 25 },
      groups: { ...NOTHING.groups, unchanged: 10 },
      memberships: { added: 0, removed: 0 },
    });
  });
});
