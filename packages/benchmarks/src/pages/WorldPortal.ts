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

import knexFactory, { Knex } from 'knex';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { findPostgres } from '../databases/findPostgres';
import {
  generateWorld,
  insertWorld,
  userKind,
  userNameOf,
  uuidOf,
  World,
  worldSize,
} from '../world';
import { ROOT } from './root';

const PORTAL_PORT = Number(process.env.BENCH_PORTAL_PORT ?? 27007);
const IDP_PORT = Number(process.env.BENCH_IDP_PORT ?? 27107);

/** The resource that is the organization, and the role that administers it. */
const ORGANIZATION = 1;
const OWNER = 'owner';

const POLL_MS = 100;
const CATALOG_SECONDS = 60;

/** The portal of this repository, with a generated organization in it. */
export interface WorldPortal {
  url: string;
  world: World;
  /** An administrator who may sign in. */
  person: { id: string; name: string };
  /** Calls the portal as a script with administrator rights would. */
  call<T>(path: string, body?: object): Promise<T>;
  stop(): Promise<void>;
}

/**
 * Starts the portal as `npm start` does, with its built pages, on PostgreSQL,
 * and fills it.
 */
export async function startWorldPortal(options: {
  factor: number;
  seed: number;
}): Promise<WorldPortal> {
  const { startPortal, ADMIN_TOKEN, SCIM_TOKEN } = await import(
    pathToFileURL(join(ROOT, 'scripts/portal.mjs')).href
  );
  const world = generateWorld(worldSize(options.factor), options.seed);
  const owner = anOwner(world);
  const dataDir = await mkdtemp(join(tmpdir(), 'scim-bench-pages-'));
  const directory = join(dataDir, 'directory.yaml');
  const person = { id: uuidOf(userKind, owner), name: `Given ${owner}` };
  await writeFile(
    directory,
    `organization: Example
users:
  - { id: ext-${owner}, userName: ${userNameOf(owner)}, name: ${person.name} }
`,
  );
  const server = await findPostgres();
  const prefix = `scim_bench_${process.pid}_`;
  const undo = [
    () => rm(dataDir, { recursive: true, force: true }),
    () => server.stop(),
    () => dropDatabases(server.url, prefix),
  ];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) {
      await step();
    }
  };
  const call =
    (token: string) => (path: string, method: string, body?: object) =>
      send(`http://localhost:${PORTAL_PORT}${path}`, token, method, body);
  try {
    const portal = await startPortal({
      dataDir,
      port: PORTAL_PORT,
      idpPort: IDP_PORT,
      database: server.url,
      push: false,
      directory,
      env: environment(prefix),
      onProgress: progress,
    });
    undo.push(portal.stop);
    progress('Filling it');
    const knex = connect(server.url, `${prefix}scim`);
    try {
      await insertWorld(knex, world, true);
    } finally {
      await knex.destroy();
    }
    // The others are in the directory alone: what the catalog makes of them is
    // not measured here.
    progress('Waiting for one of them to appear in the catalog');
    await call(SCIM_TOKEN)(`/api/scim/v2/Users/${person.id}`, 'PATCH', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'title', value: 'Owner' }],
    });
    const admin = call(ADMIN_TOKEN);
    await until('the catalog knows them', () =>
      admin(
        `/api/catalog/entities/by-name/user/default/person-${owner}`,
        'GET',
      ),
    );
    return {
      url: portal.url,
      world,
      person,
      call: (path, body) => admin(path, body ? 'POST' : 'GET', body),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Somebody who owns the organization themselves. */
function anOwner({ directBindings }: World): number {
  const { principals, resources, roles } = directBindings;
  return principals[
    resources.findIndex(
      (resource, i) => resource === ORGANIZATION && roles[i] === OWNER,
    )
  ];
}

function environment(prefix: string): NodeJS.ProcessEnv {
  const settings = {
    backend_database_prefix: prefix,
    catalog_providers_scim_schedule: {
      frequency: { hours: 24 },
      initialDelay: { hours: 24 },
      timeout: { hours: 1 },
    },
    // A generated organization is not one whose owners are looked after.
    scim_enforcement_guards: {
      effectiveLoss: { percentage: 100, people: 100_000_000 },
    },
  };
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      `APP_CONFIG_${key}`,
      JSON.stringify(value),
    ]),
  );
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const knex = connect(url);
  try {
    const { rows } = await knex.raw<{ rows: Array<{ datname: string }> }>(
      'select datname from pg_database where starts_with(datname, ?)',
      [prefix],
    );
    for (const { datname } of rows) {
      await knex.raw('drop database ?? with (force)', [datname]);
    }
  } finally {
    await knex.destroy();
  }
}

function connect(server: string, database?: string): Knex {
  const url = new URL(server);
  if (database) {
    url.pathname = `/${database}`;
  }
  return knexFactory({ client: 'pg', connection: url.href });
}

async function send(
  url: string,
  token: string,
  method: string,
  body?: object,
): Promise<any> {
  const response = await fetch(url, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
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

async function until(what: string, ask: () => Promise<unknown>): Promise<void> {
  const giveUpAt = Date.now() + CATALOG_SECONDS * 1000;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (Date.now() > giveUpAt) {
        throw new Error(`Not after ${CATALOG_SECONDS} s: ${what}`, {
          cause: error,
        });
      }
      await setTimeout(POLL_MS);
    }
  }
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
