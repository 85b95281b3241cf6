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

import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import express from 'express';
import { startScimBackend, TOKEN } from '../__testUtils__/startScimBackend';
import { parseDirectory } from '../directory';
import { ProgressLine, ScimGroup, ScimTarget, ScimUser } from '../push';
import { Administration, PushReport } from './Administration';
import {
  createAdministrationApi,
  GroupView,
  PersonView,
} from './createAdministrationApi';
import { refuseOtherSites } from './refuseOtherSites';

const directory = parseDirectory(`
users:
  - { id: u1, userName: mara@example.com, name: Mara Voss }
  - { id: u2, userName: ada@example.com, name: Ada Okafor }
groups:
  - { id: g1, displayName: Payments, members: [mara@example.com] }
  - { id: g2, displayName: Platform Team, members: [ada@example.com] }
`);

interface Answer {
  status: number;
  body: {
    person?: PersonView;
    group?: GroupView;
    push?: PushReport;
    error?: string;
    people: PersonView[];
    exchanges: Array<{ method: string; path: string; status: number }>;
  };
}

// A back end starts once.
jest.setTimeout(60_000);

describe('the API of the example identity provider', () => {
  let backend: Awaited<ReturnType<typeof startScimBackend>>;
  let target: ScimTarget;
  let server: Server;
  let dataDir: string;

  async function start() {
    const administration = Administration.open({
      directory: { directory },
      dataDir,
      target: { url: backend.scimUrl, token: TOKEN, style: 'generic' },
      progress: new ProgressLine(new PassThrough().resume()),
    });
    const app = express()
      .use(refuseOtherSites([]))
      .use('/api', createAdministrationApi(administration));
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }

  async function stop() {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }

  async function call(
    request: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const [method, place] = request.split(' ');
    const response = await fetch(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/api${place}`,
      {
        method,
        headers: { 'Content-Type': 'application/json', ...headers },
        body: body && JSON.stringify(body),
      },
    );
    return { status: response.status, body: await response.json() };
  }

  const sent = ({ body }: Answer) =>
    body.push?.requests.map(({ method, status }) => `${method} ${status}`);

  async function user(userName: string) {
    const [found] = await target.list<ScimUser>(
      '/Users',
      `userName eq "${userName}"`,
    );
    return found;
  }

  async function membersOf(displayName: string) {
    const [group] = await target.list<ScimGroup & { members?: object[] }>(
      '/Groups',
      `displayName eq "${displayName}"`,
    );
    return group.members?.map(member => Object(member).display).sort();
  }

  beforeAll(async () => {
    backend = await startScimBackend();
    target = new ScimTarget({ url: backend.scimUrl, token: TOKEN });
  });

  afterAll(() => backend.stop());

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'example-idp-'));
    await start();
    // Also takes back whatever the test before has done there.
    await call('POST /push');
  });

  afterEach(async () => {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('disables and enables a person, and answers once the service knows', async () => {
    const disabled = await call('POST /people/mara@example.com/disable');
    expect(disabled.body.person).toMatchObject({ active: false });
    expect(sent(disabled)).toEqual(['PATCH 200']);
    await expect(user('mara@example.com')).resolves.toMatchObject({
      active: false,
    });

    expect(sent(await call('POST /people/MARA@example.com/enable'))).toEqual([
      'PATCH 200',
    ]);
    await expect(user('mara@example.com')).resolves.toMatchObject({
      active: true,
    });
  });

  it('adds, renames and deletes a person', async () => {
    const added = await call('POST /people', {
      userName: 'leo@example.com',
      name: 'Leo Marchetti',
      title: 'Engineer',
    });
    expect(added.status).toBe(201);
    expect(sent(added)).toEqual(['POST 201']);
    const { id } = await user('leo@example.com');

    await call('PATCH /people/leo@example.com', {
      userName: 'leo.m@example.com',
      name: 'Leo Maria Marchetti',
      title: '',
    });
    const renamed = await user('leo.m@example.com');
    expect(renamed).toMatchObject({
      id,
      name: { givenName: 'Leo Maria', familyName: 'Marchetti' },
      emails: [{ value: 'leo.m@example.com' }],
    });
    expect(renamed.title).toBeUndefined();

    await call('DELETE /people/leo.m@example.com');
    await expect(user('leo.m@example.com')).resolves.toBeUndefined();
    const { body } = await call('GET /people');
    expect(body.people.map(({ name }) => name)).toEqual([
      'Mara Voss',
      'Ada Okafor',
    ]);
  });

  it('moves a person between groups, and creates, renames and deletes groups', async () => {
    await call('PUT /groups/Platform%20Team/members/mara@example.com');
    await call('DELETE /groups/Payments/members/mara@example.com');
    await expect(membersOf('Payments')).resolves.toEqual([]);
    await expect(membersOf('Platform Team')).resolves.toEqual([
      'Ada Okafor',
      'Mara Voss',
    ]);

    await call('POST /groups', { displayName: 'Data' });
    await call('PUT /groups/Data/members/ada@example.com');
    const renamed = await call('PATCH /groups/Data', {
      displayName: 'Science',
    });
    expect(renamed.body.group).toMatchObject({
      displayName: 'Science',
      members: ['ada@example.com'],
    });
    await expect(membersOf('Science')).resolves.toEqual(['Ada Okafor']);

    await call('DELETE /groups/Science');
    const groups = await target.list<ScimGroup>('/Groups');
    expect(groups.map(({ displayName }) => displayName).sort()).toEqual([
      'Payments',
      'Platform Team',
    ]);
  });

  it('deprovisions whoever is no longer assigned, memberships and all', async () => {
    await call('POST /people/mara@example.com/unassign');
    await expect(user('mara@example.com')).resolves.toMatchObject({
      active: false,
    });
    await expect(membersOf('Payments')).resolves.toEqual([]);

    await call('POST /people/mara@example.com/assign');
    await expect(user('mara@example.com')).resolves.toMatchObject({
      active: true,
    });
    await expect(membersOf('Payments')).resolves.toEqual(['Mara Voss']);
  });

  it('shows the traffic, without tokens', async () => {
    await call('POST /people/mara@example.com/disable');
    const { body } = await call('GET /traffic');

    expect(body.exchanges[0]).toMatchObject({
      method: 'PATCH',
      path: `/Users/${(await user('mara@example.com')).id}`,
      status: 200,
    });
    expect(JSON.stringify(body)).not.toContain(TOKEN);
  });

  it('keeps changes over a restart, and forgets them when told to', async () => {
    await call('POST /people/mara@example.com/disable');
    await stop();
    await start();
    const { body } = await call('GET /people/mara@example.com');
    expect(body.person).toMatchObject({ active: false, groups: ['Payments'] });

    await call('POST /reset');
    await expect(user('mara@example.com')).resolves.toMatchObject({
      active: true,
    });
  });

  it('pushes nothing by itself while automatic pushing is off', async () => {
    await call('PUT /settings', { automatic: false });
    const answer = await call('POST /people/mara@example.com/disable');

    expect(answer.body.push).toBeUndefined();
    await expect(user('mara@example.com')).resolves.toMatchObject({
      active: true,
    });
    expect((await call('POST /push')).status).toBe(200);
    await expect(user('mara@example.com')).resolves.toMatchObject({
      active: false,
    });
  });

  it('keeps a change that the service refused, and says why', async () => {
    await call('PUT /settings', { token: 'unknown' });
    const refused = await call('POST /people/mara@example.com/disable');

    expect(refused.status).toBe(502);
    expect(refused.body.error).toMatch(/^401/);
    expect(refused.body.person).toMatchObject({ active: false });
  });

  it.each([
    ['POST /people/nobody@example.com/disable', {}, 404, /nobody@example.com/],
    ['POST /people', { userName: 'x@example.com' }, 400, /'name' is missing/],
    ['POST /people', { userName: 'x', name: 'X' }, 400, /not an email/],
    [
      'POST /people',
      { userName: 'MARA@example.com', name: 'X' },
      409,
      /taken by Mara Voss/,
    ],
    ['POST /groups', { displayName: 'payments' }, 409, /called 'Payments'/],
    ['PATCH /groups/Nothing', { displayName: 'X' }, 404, /Nothing/],
    ['PUT /settings', { url: 'nowhere' }, 400, /not a SCIM base URL/],
    ['PUT /settings', { colour: 'blue' }, 400, /no setting 'colour'/],
  ])('refuses %s %j with %i', async (request, body, status, reason) => {
    const answer = await call(request, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatch(reason);
  });

  it.each<Record<string, string>>([
    { Origin: 'https://elsewhere.example.com' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
  ])('refuses what another site sends: %j', async headers => {
    const answer = await call(
      'POST /people/mara@example.com/disable',
      undefined,
      headers,
    );
    expect(answer.status).toBe(403);
    await expect(user('mara@example.com')).resolves.toMatchObject({
      active: true,
    });
  });
});
