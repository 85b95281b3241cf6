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

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CALLBACK, TestBrowser } from './__testUtils__/TestBrowser';
import { TestServer } from './__testUtils__/TestCli';

// A process of its own starts from TypeScript source.
jest.setTimeout(60_000);

const SECRET = 'client-secret';
const DIRECTORY = `
organization: Example
users:
  - { id: u1, userName: mara@example.com, name: Mara Voss, title: Engineer, picture: "https://example.com/mara.png" }
  - { id: u2, userName: ada@example.com, name: Ada Okafor }
  - { id: u3, userName: ben@example.com, name: Ben <Archer>, active: false }
groups:
  - { displayName: Payments, members: [mara@example.com] }
`;

describe('example-idp serve', () => {
  let folder: string;
  let server: TestServer | undefined;
  let issuer: string;

  async function start(port = '0') {
    server = await TestServer.start(folder, [
      '--directory=directory.yaml',
      '--data=data',
      `--port=${port}`,
      `--client-secret=${SECRET}`,
      `--redirect-uri=${CALLBACK}`,
    ]);
    issuer = server.issuer;
  }

  async function stop() {
    await server?.stop();
    server = undefined;
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'example-idp-'));
    await writeFile(path.join(folder, 'directory.yaml'), DIRECTORY);
    await start();
  });

  afterAll(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('describes itself', async () => {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`);

    await expect(response.json()).resolves.toMatchObject({
      issuer,
      grant_types_supported: expect.arrayContaining(['refresh_token']),
      scopes_supported: expect.arrayContaining(['email', 'groups']),
    });
  });

  it('lists everybody to pick from, and finds by name', async () => {
    const browser = new TestBrowser();
    const page = await browser.startSignIn(issuer);
    const all = await page.text();
    const found = await (await browser.get(`${page.url}?q=MARA`)).text();

    expect(all).toContain('Mara Voss');
    expect(all).toContain('Ada Okafor');
    expect(all).toContain('Ben &lt;Archer&gt;');
    expect(all).toContain('For development only');
    expect(found).toContain('Mara Voss');
    expect(found).not.toContain('Ada Okafor');
  });

  it('signs the chosen person in, without asking for consent', async () => {
    const browser = new TestBrowser();
    const code = await browser.signInAs(issuer, 'u1');
    const tokens = await redeem(issuer, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
    });
    const userinfo = await fetch(`${issuer}/me`, {
      headers: { Authorization: `Bearer ${tokens.access_token}` },
    });

    await expect(userinfo.json()).resolves.toEqual({
      sub: 'u1',
      email: 'mara@example.com',
      email_verified: true,
      name: 'Mara Voss',
      given_name: 'Mara',
      family_name: 'Voss',
      preferred_username: 'mara@example.com',
      picture: 'https://example.com/mara.png',
      groups: ['Payments'],
    });
    expect(tokens.id_token).toEqual(expect.any(String));
  });

  it('lets the same browser become somebody else', async () => {
    const browser = new TestBrowser();
    await browser.signInAs(issuer, 'u1');
    const code = await browser.signInAs(issuer, 'u2');
    const tokens = await redeem(issuer, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
    });

    expect(claimsOf(tokens.id_token)).toMatchObject({ sub: 'u2' });
  });

  it('refuses deactivated people, saying so', async () => {
    const browser = new TestBrowser();
    const page = await browser.startSignIn(issuer);
    const answer = await browser.post(page.url, { account: 'u3' });

    expect(answer.status).toBe(403);
    await expect(answer.text()).resolves.toContain(
      'Ben &lt;Archer&gt; has been deactivated and cannot sign in.',
    );
  });

  it('signs deactivated people in when it is told to, to try the application', async () => {
    const allow = (disabledMaySignIn: boolean) =>
      fetch(`${issuer}/api/settings`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ disabledMaySignIn }),
      });

    await allow(true);
    await expect(new TestBrowser().signInAs(issuer, 'u3')).resolves.toEqual(
      expect.any(String),
    );
    await allow(false);
  });

  it('says what to do when a sign-in has expired', async () => {
    const answer = await fetch(`${issuer}/sign-in/gone`);

    expect(answer.status).toBe(400);
    await expect(answer.text()).resolves.toContain('sign in again');
  });

  it('keeps sessions over a restart, until the person is deactivated', async () => {
    const code = await new TestBrowser().signInAs(issuer, 'u1');
    const first = await redeem(issuer, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
    });

    await stop();
    await start(new URL(issuer).port);
    const second = await redeem(issuer, {
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
    });
    expect(claimsOf(second.id_token)).toMatchObject({ sub: 'u1' });

    await stop();
    await writeFile(
      path.join(folder, 'directory.yaml'),
      DIRECTORY.replace('title: Engineer', 'active: false'),
    );
    await start(new URL(issuer).port);
    await expect(
      redeem(issuer, {
        grant_type: 'refresh_token',
        refresh_token: second.refresh_token,
      }),
    ).rejects.toThrow('invalid_grant');
  });
});

async function redeem(issuer: string, fields: Record<string, string>) {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: {
      Authorization: `Basic ${Buffer.from(`portal:${SECRET}`).toString(
        'base64',
      )}`,
    },
  });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.error);
  }
  return body as Record<'access_token' | 'id_token' | 'refresh_token', string>;
}

function claimsOf(idToken: string) {
  return JSON.parse(Buffer.from(idToken.split('.')[1], 'base64url').toString());
}
