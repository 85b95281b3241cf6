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
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import express from 'express';
import { DirectoryFile } from './directory';
import {
  createOpenIdProvider,
  createSignInRouter,
  loadProviderKeys,
  OpenIdClient,
  SessionStore,
} from './openid';
import { PushJob } from './PushJob';

/** How to run an identity provider. */
export interface IdentityProviderOptions {
  directory: DirectoryFile;
  /** Folder for keys and sessions. */
  dataDir: string;
  host: string;
  /** 0 for any free port. */
  port: number;
  /** How clients and browsers reach it; `localhost` unless set. */
  issuer?: string;
  clients: OpenIdClient[];
  /** Pushes to a SCIM service, if given. */
  push?: PushJob;
}

/**
 * An identity provider: people sign in at it, and it can be told over HTTP to
 * push its directory (`POST /push`).
 */
export class IdentityProvider {
  /** Where it is; also the OpenID Connect issuer. */
  readonly url: string;
  readonly #server: Server;
  readonly #sessions: SessionStore;

  private constructor(url: string, server: Server, sessions: SessionStore) {
    this.url = url;
    this.#server = server;
    this.#sessions = sessions;
  }

  static async start(
    options: IdentityProviderOptions,
  ): Promise<IdentityProvider> {
    const { directory, dataDir, push } = options;
    const app = express();
    app.disable('x-powered-by');
    const server = createServer(app);
    server.listen(options.port, options.host);
    await once(server, 'listening');

    const { port } = server.address() as AddressInfo;
    const url = options.issuer ?? `http://localhost:${port}`;
    const sessions = SessionStore.open(dataDir);
    const provider = await createOpenIdProvider({
      issuer: url,
      clients: options.clients,
      directory: () => directory.directory,
      keys: await loadProviderKeys(dataDir),
      sessions,
    });

    app.post('/push', async (_request, response) => {
      if (!push) {
        response
          .status(404)
          .json({ error: 'Started without --push-to: nowhere to push to.' });
        return;
      }
      try {
        response.json(await push.run());
      } catch (error) {
        response.status(502).json({ error: (error as Error).message });
      }
    });
    app.use(
      createSignInRouter({ provider, directory: () => directory.directory }),
    );
    app.use(provider.callback());
    return new IdentityProvider(url, server, sessions);
  }

  /** Stops answering and keeps the sessions. */
  async stop() {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#sessions.flush();
  }
}
