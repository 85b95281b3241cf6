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

import { setTimeout } from 'node:timers/promises';
import { BenchDatabase, Engine, openDatabase } from '../databases';
import { Measurement, Report } from '../report';
import { addressOf } from '../databases/connect';
import { directorySize, seedDirectory } from '../scim/seedDirectory';
import { CatalogProcess } from './CatalogProcess';

const PAUSE_MS = 10;
const GIVEN_UP_MS = 60_000;

/**
 * How fast the catalog follows the directory, and what a reconciliation costs
 * the process that it runs in.
 */
export async function benchCatalog(options: {
  engine: Engine;
  /** People in the catalog while others join and leave. */
  present: number;
  /** People in the directory that is reconciled. */
  reconciled: number;
  /** How many join and leave. */
  times: number;
}): Promise<void> {
  const { engine, present, reconciled, times } = options;
  const report = new Report(`catalog-${engine}`, options);
  if (times > 0) {
    report.add(...(await measureFollowing(engine, present, times)));
  }
  if (reconciled > 0) {
    report.add(...(await measureReconciling(engine, reconciled)));
  }
  await report.finish();
}

async function measureFollowing(
  engine: Engine,
  people: number,
  times: number,
): Promise<Measurement[]> {
  return withDatabases(engine, people, async (scim, catalog) => {
    const portal = await CatalogProcess.start({
      scim: addressOf(scim.knex),
      catalog: addressOf(catalog.knex),
      follows: true,
    });
    const startedAt = performance.now();
    while ((await portal.countUsers()) < people) {
      await setTimeout(1_000);
    }
    const filled = (performance.now() - startedAt) / 1000;
    const visible: number[] = [];
    const gone: number[] = [];
    const refused: number[] = [];
    for (let index = 0; index < times; index++) {
      const name = `joiner-${index}`;
      const joinedAt = performance.now();
      const { id } = await portal.push('POST', '/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: `${name}@example.com`,
        active: true,
      });
      visible.push(await passesUntil(() => portal.shows(name), joinedAt));
      if (await portal.refuses(name)) {
        throw new Error(`${name} is refused before they left.`);
      }
      const leftAt = performance.now();
      await portal.push('PATCH', `/Users/${id}`, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', value: { active: false } }],
      });
      const [goneMs, refusedMs] = await Promise.all([
        passesUntil(async () => !(await portal.shows(name)), leftAt),
        passesUntil(() => portal.refuses(name), leftAt),
      ]);
      gone.push(goneMs);
      refused.push(refusedMs);
    }
    await portal.stop();
    return [
      {
        what: `first fill, ${people} people visible`,
        value: filled,
        unit: 's',
        note: 'mostly the catalog itself',
      },
      latency('push to visible, p50', visible, 0.5, 2_500),
      latency('push to visible, p95', visible, 0.95, 2_500),
      latency('leave to gone, p50', gone, 0.5, 1_000),
      latency('leave to gone, p95', gone, 0.95, 1_000),
      latency('leave to refused, p50', refused, 0.5, 1_000),
      latency('leave to refused, p95', refused, 0.95, 1_000),
    ];
  });
}

async function measureReconciling(
  engine: Engine,
  people: number,
): Promise<Measurement[]> {
  return withDatabases(engine, people, async (scim, catalog) => {
    const portal = await CatalogProcess.start({
      scim: addressOf(scim.knex),
      catalog: addressOf(catalog.knex),
      follows: false,
    });
    const measurements: Measurement[] = [];
    for (const what of ['first', 'unchanged']) {
      const measures = await portal.reconcile();
      measurements.push(
        {
          what: `reconcile ${people} people, ${what}`,
          value: measures.seconds,
          unit: 's',
        },
        {
          what: `reconcile ${people} people, ${what}: longest block`,
          value: measures.blockedMs,
          unit: 'ms',
          goal: { atMost: 250 },
          note: `p99 ${Math.round(measures.blockedP99Ms)} ms`,
        },
        {
          what: `reconcile ${people} people, ${what}: memory`,
          value: measures.grownMb,
          unit: 'MB',
          goal: { atMost: 250 },
        },
      );
    }
    await portal.stop();
    return measurements;
  });
}

async function withDatabases<T>(
  engine: Engine,
  people: number,
  run: (scim: BenchDatabase, catalog: BenchDatabase) => Promise<T>,
): Promise<T> {
  const scim = await openDatabase(engine);
  const catalog = await openDatabase(engine);
  // The catalog keeps its own record of what has been migrated.
  await catalog.knex.schema.dropTable('knex_migrations');
  await catalog.knex.schema.dropTable('knex_migrations_lock');
  try {
    await seedDirectory(scim.knex, directorySize(people / 100_000));
    return await run(scim, catalog);
  } finally {
    await catalog.close();
    await scim.close();
  }
}

/** Milliseconds from a moment until it is so. */
async function passesUntil(
  condition: () => Promise<boolean>,
  from: number,
): Promise<number> {
  while (!(await condition())) {
    if (performance.now() - from > GIVEN_UP_MS) {
      throw new Error(`It did not happen within ${GIVEN_UP_MS} ms.`);
    }
    await setTimeout(PAUSE_MS);
  }
  return performance.now() - from;
}

function latency(
  what: string,
  taken: number[],
  share: number,
  atMost: number,
): Measurement {
  const sorted = [...taken].sort((a, b) => a - b);
  const value = sorted[Math.ceil(share * sorted.length) - 1];
  return { what, value, unit: 'ms', goal: { atMost } };
}
