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

import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { connect } from './connection';
import { describeError } from './describeError';
import { ExitCode } from './ExitCode';

describe('describeError', () => {
  let server: Server;
  let url: string;
  let answer: { status: number; body: string; type?: string };

  beforeAll(async () => {
    server = createServer((_, response) =>
      response
        .writeHead(answer.status, {
          'Content-Type': answer.type ?? 'application/json',
        })
        .end(answer.body),
    );
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  function refusal(status: number, error: object) {
    return {
      status,
      body: JSON.stringify({ error, response: { statusCode: status } }),
    };
  }

  async function describeAnswer(portal = url) {
    const connection = await connect({ url: portal, token: 't' }, {});
    try {
      await connection.api.getCaller();
    } catch (error) {
      return describeError(error, {
        url: connection.url,
        permissions: ['scim.enforcement.plan', 'scim.enforcement.apply'],
      });
    }
    throw new Error('The call did not fail');
  }

  it('asks for another token on 401', async () => {
    answer = refusal(401, { name: 'AuthenticationError', message: 'No' });
    expect(await describeAnswer()).toEqual({
      message: `${url}/api/scim does not accept the token. Pass a valid one with --token or SCIM_TOKEN, or sign in again with \`backstage-cli auth login\`.`,
      exitCode: ExitCode.Failed,
    });
  });

  it('names the permissions on 403', async () => {
    answer = refusal(403, { name: 'NotAllowedError', message: 'No' });
    expect((await describeAnswer()).message).toBe(
      "You are not allowed to do this: you need the permissions scim.enforcement.plan and scim.enforcement.apply. Ask an administrator of the portal, or use an administrator's token.",
    );
  });

  it('asks for the plugin where there is none', async () => {
    answer = { status: 404, body: '' };
    expect((await describeAnswer()).message).toBe(
      `There is no SCIM plugin at ${url}/api/scim. Is the URL right, and is @backstage-scim/plugin-scim-backend installed there?`,
    );
  });

  it('asks for the plugin where a page answers', async () => {
    answer = { status: 200, body: '<!doctype html>', type: 'text/html' };
    expect((await describeAnswer()).message).toBe(
      `${url}/api/scim did not answer like a SCIM plugin. Is the URL right, and is @backstage-scim/plugin-scim-backend installed there?`,
    );
  });

  it('passes on what the portal says it did not find', async () => {
    answer = refusal(404, { name: 'NotFoundError', message: 'No run abc' });
    expect((await describeAnswer()).message).toBe('No run abc.');
  });

  it('asks whether the portal is running when nothing listens', async () => {
    expect((await describeAnswer('http://127.0.0.1:9')).message).toMatch(
      /^Could not reach http:\/\/127\.0\.0\.1:9\/api\/scim \(.+\)\. Is the portal running there\?$/,
    );
  });

  it('asks to wait while the portal starts', async () => {
    answer = refusal(503, { name: 'ServiceUnavailableError', message: '' });
    expect((await describeAnswer()).message).toBe(
      `The portal at ${url}/api/scim is not ready yet. Try again in a moment.`,
    );
  });

  it('points to the log on an answer that explains nothing', async () => {
    answer = { status: 500, body: 'oops', type: 'text/plain' };
    expect(await describeAnswer()).toEqual({
      message: `The portal at ${url}/api/scim answered 500 Internal Server Error. Its log says more.`,
      exitCode: ExitCode.Failed,
    });
  });

  it('lists the guards that refuse, with an exit code of their own', async () => {
    answer = refusal(422, {
      name: 'GuardRefusedError',
      message: 'No.',
      guards: [
        {
          guard: 'owners-left',
          outcome: 'block',
          message: 'Nobody would own the organization.',
          numbers: { owners: 0 },
        },
      ],
    });
    expect(await describeAnswer()).toEqual({
      message:
        'A guard refuses this; nothing was changed.\n  owners-left: Nobody would own the organization.',
      exitCode: ExitCode.GuardRefused,
    });
  });

  it('says what changed since a stale plan, with an exit code of its own', async () => {
    answer = refusal(409, {
      name: 'StalePlanError',
      message: 'Something changed since the plan was made.',
      reason: 'changed',
      difference: {
        added: { changes: 2, removals: 1 },
        gone: { changes: 1, removals: 0 },
        examples: {},
      },
    });
    expect(await describeAnswer()).toEqual({
      message:
        'Something changed since the plan was made. A plan made now has 3 new rows and lacks 1 of this one. Run the command again to see the present changes.',
      exitCode: ExitCode.StalePlan,
    });
  });
});
