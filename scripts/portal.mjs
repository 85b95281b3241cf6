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

import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureAppBundle } from './appBundle.mjs';
import { ensurePortIsFree } from './ports.mjs';
import { Service } from './service.mjs';
import { root } from './yarn.mjs';

/** Development only; both are in app-config.yaml. */
export const ADMIN_TOKEN = 'development-only-admin-token';
export const SCIM_TOKEN = 'development-only-scim-token';

/** Two people of the example organization. */
export const ADMINISTRATOR = {
  name: 'Ada Okafor',
  email: 'ada.okafor@example.com',
};
export const ENGINEER = { name: 'Mara Voss', email: 'mara.voss@example.com' };

const EXAMPLES = path.join(root, 'examples');
const READY_MILLISECONDS = 120_000;
const POLL_MILLISECONDS = 150;

/**
 * Starts the portal and the example identity provider.
 *
 * @param {object} options
 * @param {string} options.dataDir folder for databases, keys and logs
 * @param {number} [options.port] of the portal; 7007 unless set
 * @param {number} [options.idpPort] of the identity provider; 7107 unless set
 * @param {string} [options.database] connection string of a PostgreSQL server;
 * SQLite in `dataDir` unless set
 * @param {boolean} [options.push] whether to push the example organization over
 * SCIM, now and whenever its file changes; true unless set
 * @param {boolean} [options.importAccess] whether to import the example access
 * file if nobody holds anything yet; as `push` unless set
 * @param {string} [options.directory] directory file to push
 * @param {string} [options.access] access file to import
 * @param {NodeJS.ProcessEnv} [options.env] more environment for the back end
 * @param {(text: string) => void} [options.onProgress]
 * @param {AbortSignal} [options.signal] ends the start, and all it has started
 * @returns {Promise<{
 *   url: string,
 *   idpUrl: string,
 *   pushed?: object,
 *   imported?: object,
 *   failed: Promise<never>,
 *   stop: () => Promise<void>,
 * }>} where it is, what was pushed and imported, a promise that rejects when
 * one of its processes ends by itself, and what stops them
 */
export async function startPortal({
  dataDir,
  port = 7007,
  idpPort = 7107,
  database,
  push = true,
  importAccess = push,
  directory = path.join(EXAMPLES, 'example-organization.yaml'),
  access = path.join(EXAMPLES, 'example-access.yaml'),
  env = {},
  onProgress = () => {},
  signal,
}) {
  const data = path.resolve(dataDir);
  const logs = path.join(data, 'logs');
  const url = `http://localhost:${port}`;
  const idpUrl = `http://localhost:${idpPort}`;
  const services = [];
  const stop = async () => {
    // The portal first: it talks to the identity provider.
    for (const service of services.splice(0).reverse()) {
      await service.stop();
    }
  };

  await ensurePortIsFree(port, { what: 'the portal', variable: 'PORTAL_PORT' });
  await ensurePortIsFree(idpPort, {
    what: 'the example identity provider',
    variable: 'IDP_PORT',
  });
  mkdirSync(data, { recursive: true });
  await ensureAppBundle({
    log: path.join(logs, 'app-build.log'),
    onProgress,
    signal,
  });

  try {
    onProgress('Starting the identity provider');
    const idp = startIdentityProvider({
      data,
      logs,
      url,
      idpPort,
      directory,
      push,
    });
    services.push(idp);
    // The portal reads its metadata once, when it starts.
    await until(idp, 'The identity provider', signal, () =>
      answers(`${idpUrl}/.well-known/openid-configuration`),
    );

    onProgress('Starting the portal');
    const portal = startBackend({
      data,
      logs,
      url,
      idpUrl,
      port,
      database,
      env,
    });
    services.push(portal);
    await until(portal, 'The portal', signal, () =>
      answers(`${url}/.backstage/health/v1/readiness`),
    );

    let pushed;
    if (push) {
      onProgress('Pushing the example organization over SCIM');
      pushed = await send(`${idpUrl}/push`, { method: 'POST', signal });
    }
    let imported;
    if (importAccess) {
      imported = await importOnce(url, access, onProgress);
    }
    if (push) {
      onProgress('Waiting for people to appear in the catalog');
      const known = await readFile(directory, 'utf8');
      const awaited = [ADMINISTRATOR, ENGINEER].filter(({ email }) =>
        known.includes(email),
      );
      await until(portal, 'The catalog', signal, async () => {
        const found = await Promise.all(
          awaited.map(({ email }) => isInCatalog(url, email)),
        );
        return found.every(Boolean);
      });
    }
    const failed = Promise.race(services.map(service => service.failed));
    // Whoever waits for it hears of it; nobody has to.
    failed.catch(() => {});
    return { url, idpUrl, pushed, imported, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startIdentityProvider({ data, logs, url, idpPort, directory, push }) {
  return new Service({
    name: 'The example identity provider',
    args: [
      path.join(root, 'packages/example-idp/cli.cjs'),
      'serve',
      `--directory=${directory}`,
      `--port=${idpPort}`,
      `--data=${path.join(data, 'idp')}`,
      `--redirect-uri=${url}/api/auth/oidc/handler/frame`,
      ...(push ? [`--push-to=${url}/api/scim/v2`] : []),
    ],
    cwd: root,
    env: { ...process.env, IDP_PUSH_TOKEN: SCIM_TOKEN },
    log: path.join(logs, 'idp.log'),
  });
}

function startBackend({ data, logs, url, idpUrl, port, database, env }) {
  const sqlite = path.join(data, 'sqlite');
  mkdirSync(sqlite, { recursive: true });
  const settings = {
    app_baseUrl: url,
    backend_baseUrl: url,
    backend_listen_port: port,
    backend_database_client: database ? 'pg' : 'better-sqlite3',
    backend_database_connection: database ?? { directory: sqlite },
    auth_providers_oidc_development_metadataUrl: `${idpUrl}/.well-known/openid-configuration`,
    catalog_locations: [
      { type: 'file', target: path.join(EXAMPLES, 'catalog-entities.yaml') },
    ],
  };
  const fromBackend = createRequire(
    path.join(root, 'packages/backend/package.json'),
  );
  return new Service({
    name: 'The portal',
    args: [
      '--require',
      fromBackend.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      path.join(root, 'packages/backend/src/index.ts'),
    ],
    cwd: path.join(root, 'packages/backend'),
    env: {
      ...process.env,
      NODE_ENV: 'development',
      ...Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [
          `APP_CONFIG_${key}`,
          JSON.stringify(value),
        ]),
      ),
      ...env,
    },
    log: path.join(logs, 'backend.log'),
  });
}

/**
 * Imports an access file the first time only: later it would grant again what
 * enforcement has taken away.
 */
async function importOnce(url, file, onProgress) {
  const api = `${url}/api/scim`;
  const { totalItems } = await send(`${api}/bindings?limit=1`);
  if (totalItems > 0) {
    return undefined;
  }
  onProgress('Importing the example access');
  return send(`${api}/access/import`, {
    method: 'POST',
    body: { file: await readFile(file, 'utf8') },
  });
}

async function isInCatalog(url, email) {
  const query = new URLSearchParams({
    filter: `kind=user,spec.profile.email=${email}`,
  });
  const entities = await send(`${url}/api/catalog/entities?${query}`);
  return entities.length > 0;
}

async function send(url, { method = 'GET', body, signal } = {}) {
  const response = await fetch(url, {
    method,
    signal,
    headers: {
      Authorization: `Bearer ${ADMIN_TOKEN}`,
      ...(body && { 'Content-Type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  }
  return JSON.parse(text);
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function until(service, what, signal, isReady) {
  const giveUpAt = Date.now() + READY_MILLISECONDS;
  while (!(await Promise.race([isReady(), service.failed]))) {
    if (Date.now() > giveUpAt) {
      throw new Error(
        `${what} is not ready after ${READY_MILLISECONDS / 1000} s.`,
      );
    }
    await delay(POLL_MILLISECONDS, undefined, { signal });
  }
}
