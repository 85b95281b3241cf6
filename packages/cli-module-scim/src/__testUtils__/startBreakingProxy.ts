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

import { createServer, request } from 'node:http';
import { AddressInfo } from 'node:net';

/**
 * Stands between a command and a portal, and breaks the connection of the first
 * request to apply a plan once the portal has answered it.
 */
export async function startBreakingProxy(target: { url: string }) {
  let applications = 0;
  const server = createServer((incoming, outgoing) => {
    const breaks =
      /\/enforcement\/plans\/[^/]+\/apply$/.test(incoming.url ?? '') &&
      ++applications === 1;
    const forwarded = request(
      new URL(incoming.url ?? '/', target.url),
      { method: incoming.method, headers: incoming.headers },
      response => {
        if (breaks) {
          response.resume().once('end', () => incoming.socket.destroy());
          return;
        }
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    incoming.pipe(forwarded);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How often a plan was to be applied. */
    applications: () => applications,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}
