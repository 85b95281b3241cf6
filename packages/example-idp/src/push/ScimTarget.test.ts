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
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { ScimTarget } from './ScimTarget';

describe('ScimTarget', () => {
  let server: Server | undefined;
  const waits: number[] = [];

  async function serve(listener: RequestListener, port = 0) {
    server = createServer(listener).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  function targetAt(port: number, patienceMilliseconds?: number) {
    return new ScimTarget({
      url: `http://127.0.0.1:${port}/scim/v2/`,
      token: 'secret',
      patienceMilliseconds,
      sleep: async milliseconds => waits.push(milliseconds),
    });
  }

  beforeEach(() => {
    waits.length = 0;
  });

  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise(resolve =>
      server ? server.close(resolve) : resolve(undefined),
    );
    server = undefined;
  });

  it('sends the token and SCIM bodies below the base URL', async () => {
    const seen: unknown[] = [];
    const port = await serve(async (request, response) => {
      const chunks = await request.toArray();
      seen.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.authorization,
        type: request.headers['content-type'],
        body: Buffer.concat(chunks).toString(),
      });
      response.end('{"id":"1"}');
    });

    await expect(
      targetAt(port).send('POST', '/Users', { userName: 'a' }),
    ).resolves.toEqual({ id: '1' });
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/scim/v2/Users',
        authorization: 'Bearer secret',
        type: 'application/scim+json',
        body: '{"userName":"a"}',
      },
    ]);
  });

  it('keeps parameters of the base URL, which Microsoft Entra ID takes', async () => {
    const seen: unknown[] = [];
    const port = await serve((request, response) => {
      seen.push(request.url);
      response.end('{}');
    });
    const target = new ScimTarget({
      url: `http://127.0.0.1:${port}/scim/v2?aadOptscim062020`,
      token: 'secret',
    });

    await target.send('GET', '/Users?count=1');
    await target.send('POST', '/Users', {});

    expect(seen).toEqual([
      '/scim/v2/Users?count=1&aadOptscim062020',
      '/scim/v2/Users?aadOptscim062020',
    ]);
  });

  it('reads a listing page by page', async () => {
    const all = Array.from({ length: 450 }, (_, index) => ({ id: `${index}` }));
    const port = await serve((request, response) => {
      const query = new URL(request.url!, 'http://x').searchParams;
      const start = Number(query.get('startIndex')) - 1;
      response.end(
        JSON.stringify({
          totalResults: all.length,
          Resources: all.slice(start, start + Number(query.get('count'))),
        }),
      );
    });

    await expect(targetAt(port).list('/Users')).resolves.toEqual(all);
  });

  it('waits as long as Retry-After says, else longer each time', async () => {
    const answers: Array<[number, Record<string, string>]> = [
      [429, { 'Retry-After': '3' }],
      [503, {}],
      [502, {}],
      [200, {}],
    ];
    const port = await serve((_request, response) => {
      const [status, headers] = answers.shift()!;
      response.writeHead(status, headers).end('{}');
    });

    await expect(targetAt(port).send('GET', '/Users')).resolves.toEqual({});
    expect(waits).toHaveLength(3);
    expect(waits[0]).toBe(3000);
    expect(waits[1]).toBeGreaterThanOrEqual(250);
    expect(waits[2]).toBeGreaterThanOrEqual(500);
  });

  it('goes on when the service comes back', async () => {
    const port = await serve(() => {});
    server!.close();
    server = undefined;
    const target = new ScimTarget({
      url: `http://127.0.0.1:${port}`,
      token: 'secret',
      sleep: async () => {
        if (!server) {
          await serve((_request, response) => response.end('{"id":"2"}'), port);
        }
      },
    });

    await expect(target.send('GET', '/Users/2')).resolves.toEqual({ id: '2' });
  });

  it('gives up when its patience ends, saying why', async () => {
    const port = await serve((_request, response) =>
      response.writeHead(503, { 'Retry-After': '3600' }).end(),
    );

    await expect(targetAt(port, 1000).send('GET', '/Users')).rejects.toThrow(
      /^503/,
    );
    expect(waits).toEqual([]);
  });

  it('tries a faulty service three times', async () => {
    let requests = 0;
    const port = await serve((_request, response) => {
      requests += 1;
      response.writeHead(500).end('{"detail":"Something went wrong."}');
    });

    await expect(targetAt(port).send('GET', '/Users')).rejects.toThrow(
      '500: Something went wrong.',
    );
    expect(requests).toBe(3);
  });

  it('fails at once with the reason the service gives', async () => {
    let requests = 0;
    const port = await serve((_request, response) => {
      requests += 1;
      response.writeHead(409).end(
        JSON.stringify({
          scimType: 'uniqueness',
          detail: "The userName 'a' is taken.",
          status: '409',
        }),
      );
    });

    await expect(targetAt(port).send('POST', '/Users', {})).rejects.toThrow(
      "409 uniqueness: The userName 'a' is taken.",
    );
    expect(requests).toBe(1);
  });

  it.each([
    [404, 'is this a SCIM base URL?'],
    [200, 'does not speak SCIM'],
  ])('says so when a page answers with %i', async (status, reason) => {
    const port = await serve((_request, response) =>
      response.writeHead(status).end('<!doctype html>'),
    );

    await expect(targetAt(port).send('GET', '/Users')).rejects.toThrow(reason);
  });
});
