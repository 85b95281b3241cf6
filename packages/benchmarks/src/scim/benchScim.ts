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

import { Engine, openDatabase, settle } from '../databases';
import { Report } from '../report';
import { addressOf, DatabaseAddress } from '../databases/connect';
import { Effort, ScimMeasures } from './ScimMeasures';
import { DirectorySize, directorySize, seedDirectory } from './seedDirectory';
import { Server, ServerKind } from './Server';
import { Found, scimTasks, Task } from './scimTasks';

const OUR_EFFORT: Effort = { seconds: 5, writes: 200, largeWrites: 3 };
// It takes seconds for what it cannot leave to the database.
const PEER_EFFORT: Effort = { seconds: 3, writes: 4, largeWrites: 1 };

/** What to measure, and on what. */
export interface ScimBenchOptions {
  engine: Engine;
  /** Part of the reference size. */
  factor: number;
  /** Only what has this in its name. */
  only: string;
  peers: boolean;
}

/** Measures the SCIM endpoint, and scimmy-routers on the same rows after it. */
export async function benchScim(options: ScimBenchOptions): Promise<void> {
  const { engine, factor, only, peers } = options;
  const size = directorySize(factor);
  const { knex, close } = await openDatabase(engine);
  try {
    const started = performance.now();
    await seedDirectory(knex, size);
    await settle(knex);
    const seconds = Math.round((performance.now() - started) / 1000);
    progress(`${engine}: ${size.users} users, made in ${seconds} s`);
    const [{ count }] = await knex('group_members').count({ count: '*' });
    const report = new Report(`scim-${engine}`, {
      engine,
      users: size.users,
      groups: size.groups,
      memberships: Number(count),
    });
    const tasks = scimTasks(engine, size).filter(({ what }) =>
      what.includes(only),
    );
    const run = (kind: ServerKind) =>
      measureAll(kind, addressOf(knex), size, tasks);
    const ours = await run('scim');
    const theirs = peers ? await run('scimmy') : new Map<string, Found>();
    for (const task of tasks) {
      report.add(...task.report(ours.get(task.what)!, theirs.get(task.what)));
    }
    await report.finish();
  } finally {
    await close();
  }
}

async function measureAll(
  kind: ServerKind,
  address: DatabaseAddress,
  size: DirectorySize,
  tasks: Task[],
): Promise<Map<string, Found>> {
  const server = await Server.start(kind, address);
  const isPeer = kind === 'scimmy';
  const on = new ScimMeasures(server, size, isPeer ? PEER_EFFORT : OUR_EFFORT);
  const results = new Map<string, Found>();
  try {
    for (const task of tasks) {
      const measure = isPeer ? task.measurePeer : task.measure;
      if (measure) {
        const found = await measure(on);
        progress(`${kind}: ${task.what} ${JSON.stringify(found)}`);
        results.set(task.what, found);
      }
    }
  } finally {
    await server.stop();
  }
  return results;
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
