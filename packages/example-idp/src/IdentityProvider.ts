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
import {
  Administration,
  createAdministrationApi,
  refuseOtherSites,
} from './administration';
import { Directory } from './directory';
import {
  createOpenIdProvider,
  createSignInRouter,
  loadProviderKeys,
  OpenIdClient,
  SessionStore,
} from './openid';
import { createPageRouter } from './page/createPageRouter';
import { ProgressLine } from './push';
import { ProvisioningTarget } from './ProvisioningTarget';

/** How to run an identity provider. */
export interface IdentityProviderOptions {
  /** What the directory file holds at the moment. */
  directory: { directory: Directory };
  /** Folder for keys, sessions and what is changed on the page. */
  dataDir: string;
  host: string;
  /** 0 for any free port. */
  port: number;
  /** How clients and browsers reach it; `localhost` unless set. */
  issuer?: string;
  clients: OpenIdClient[];
  /** The SCIM service to push to; the page can name another. */
  target?: ProvisioningTarget;
  /** Told how far a push is. */
  progress?: ProgressLine;
}

/**
 * An identity provider: people sign in at it, and it can be told over HTTP to
 * push its directory (`POST /push`), to change it, and whom it may sign in
 * (`/api`).
 */
export class IdentityProvider {
  /** Where it is; also the OpenID Connect issuer. */
  readonly url: string;
  /** What its administrators can do. */
  readonly administration: Administration;
  readonly #server: Server;
  readonly #sessions: SessionStore;

  private constructor(
    url: string,
    administration: Administration,
    server: Server,
    sessions: SessionStore,
  ) {
    this.url = url;
    this.administration = administration;
    this.#server = server;
    this.#sessions = sessions;
  }

  static async start(
    options: IdentityProviderOptions,
  ): Promise<IdentityProvider> {
    const { dataDir } = options;
    const administration = Administration.open(options);
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
      directory: () => administration.directory,
      maySignIn: administration.maySignIn,
      keys: await loadProviderKeys(dataDir),
      sessions,
    });

    app.use(refuseOtherSites([options.host, new URL(url).hostname]));
    app.use('/api', createAdministrationApi(administration));
    app.post('/push', async (_request, response) => {
      const { summary, error } = await administration.push();
      response.status(error ? 502 : 200).json(error ? { error } : summary);
    });
    app.use(createPageRouter(administration));
    app.use(
      createSignInRouter({
        provider,
        directory: () => administration.directory,
        maySignIn: administration.maySignIn,
      }),
    );
    app.use(provider.callback());
    return new IdentityProvider(url, administration, server, sessions);
  }

  /** Stops answering and keeps the sessions. */
  async stop() {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#sessions.flush();
  }
}
