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

import { Agent, createServer, request, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';

/** What a server has answered. */
export interface RawAnswer {
  status: number;
  contentType: string;
  body: any;
}

/** A client that sends whatever it is given, over connections kept alive. */
export interface RawClient {
  send(options: {
    method: string;
    /** Below the SCIM address, sent as it stands. */
    path: string;
    body?: string | Uint8Array;
    headers?: Record<string, string>;
  }): Promise<RawAnswer>;
  close(): Promise<void>;
}

/** Starts one server for many requests, and a client of it. */
export async function startRawClient(
  app: express.Express,
  token: string,
): Promise<RawClient> {
  const server = createServer(app);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: ({ method, path, body, headers }) =>
      new Promise((resolve, reject) => {
        const sent = request(
          {
            agent,
            port,
            host: '127.0.0.1',
            method,
            path: `/api/scim/v2${path}`,
            headers: {
              Authorization: `Bearer ${token}`,
              ...(body !== undefined && {
                'Content-Type': 'application/scim+json',
                'Content-Length': String(Buffer.byteLength(body)),
              }),
              ...headers,
            },
          },
          response => {
            const chunks: Buffer[] = [];
            response.on('data', chunk => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString();
              resolve({
                status: response.statusCode!,
                contentType: response.headers['content-type'] ?? '',
                body: text === '' ? undefined : JSON.parse(text),
              });
            });
          },
        );
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => closed(server, agent),
  };
}

async function closed(server: Server, agent: Agent): Promise<void> {
  agent.destroy();
  await new Promise(resolve => server.close(resolve));
}
