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

import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from './connection';

describe('connect', () => {
  const requests: IncomingMessage[] = [];
  let server: Server;
  let portal: string;
  let home: string;
  const environment = { ...process.env };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'cli-module-scim-'));
    process.env.XDG_CONFIG_HOME = home;
    process.env.XDG_DATA_HOME = home;
    server = createServer((request, response) => {
      requests.push(request);
      response.setHeader('Content-Type', 'application/json').end('{}');
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    portal = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
    process.env = environment;
    await rm(home, { recursive: true });
  });

  afterEach(async () => {
    requests.length = 0;
    await rm(join(home, 'backstage-cli'), { recursive: true, force: true });
  });

  /** What `backstage-cli auth login` leaves behind. */
  async function signIn(name: string, accessTokenExpiresAt = 8e12) {
    const secrets = join(
      home,
      'backstage-cli/auth-secrets',
      encodeURIComponent(`backstage-cli:auth-instance:${name}`),
    );
    await mkdir(secrets, { recursive: true });
    await writeFile(join(secrets, 'accessToken.secret'), 'signed-in-token');
    await writeFile(
      join(home, 'backstage-cli/auth-instances.yaml'),
      JSON.stringify({
        instances: [
          {
            name,
            baseUrl: portal,
            clientId: 'cli',
            issuedAt: 0,
            accessTokenExpiresAt,
            selected: true,
          },
        ],
      }),
    );
  }

  async function seenBy(flags: Parameters<typeof connect>[0], env = {}) {
    const { api } = await connect(flags, env);
    await api.getCaller();
    const [{ url, headers }] = requests;
    return { url, authorization: headers.authorization };
  }

  it.each(['', '/', '/api/scim', '/api/scim/'])(
    'finds the plugin from a URL that ends with %j',
    async path => {
      expect(await seenBy({ url: portal + path, token: 't' })).toEqual({
        url: '/api/scim/me',
        authorization: 'Bearer t',
      });
    },
  );

  it('keeps the path that a portal lies under', async () => {
    expect(await seenBy({ url: `${portal}/portal`, token: 't' })).toMatchObject(
      { url: '/portal/api/scim/me' },
    );
  });

  it('takes URL and token from the environment', async () => {
    expect(
      await seenBy({}, { SCIM_URL: portal, SCIM_TOKEN: 'from-env' }),
    ).toMatchObject({ authorization: 'Bearer from-env' });
  });

  it('puts flags before the environment', async () => {
    expect(
      await seenBy(
        { url: portal, token: 'from-flag' },
        { SCIM_URL: 'http://elsewhere.invalid', SCIM_TOKEN: 'from-env' },
      ),
    ).toMatchObject({ authorization: 'Bearer from-flag' });
  });

  it('uses the instance somebody is signed in to', async () => {
    await signIn('example');
    expect(await seenBy({})).toMatchObject({
      authorization: 'Bearer signed-in-token',
    });
  });

  it('uses a named instance in spite of the environment', async () => {
    await signIn('example');
    expect(
      await seenBy(
        { instance: 'example' },
        { SCIM_URL: 'http://elsewhere.invalid', SCIM_TOKEN: 'from-env' },
      ),
    ).toMatchObject({ authorization: 'Bearer signed-in-token' });
  });

  it('uses the sign-in for the URL it belongs to, and no other', async () => {
    await signIn('example');
    expect(await seenBy({ url: portal })).toMatchObject({
      authorization: 'Bearer signed-in-token',
    });
    await expect(
      connect({ url: 'http://elsewhere.invalid' }, {}),
    ).rejects.toThrow(
      'There is no token for http://elsewhere.invalid. Pass --token or set SCIM_TOKEN',
    );
  });

  it('says how to connect when nothing does', async () => {
    await expect(connect({}, {})).rejects.toThrow(
      'There is no portal to talk to. Pass --url and --token, set SCIM_URL and SCIM_TOKEN, or sign in with `backstage-cli auth login`.',
    );
  });

  it('says so when a sign-in is over', async () => {
    await signIn('example', 0);
    await expect(connect({}, {})).rejects.toThrow(
      "The sign-in to 'example' is over.",
    );
  });

  it.each([
    [{ instance: 'nowhere' }, "There is no instance 'nowhere'."],
    [{ instance: 'example', token: 't' }, 'Pass either --instance, or --url'],
    [{ token: 't' }, 'There is a token, but no URL to use it with.'],
    [{ url: 'localhost', token: 't' }, "'localhost' is not a URL."],
    [{ url: 'ftp://localhost', token: 't' }, 'is not a web address.'],
    [
      { url: 'http://localhost', token: 'two\nlines' },
      'The token has characters that no token has.',
    ],
  ])('refuses %j', async (flags, message) => {
    await expect(connect(flags, {})).rejects.toThrow(message);
  });
});
