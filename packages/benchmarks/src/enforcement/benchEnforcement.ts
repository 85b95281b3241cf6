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

import { randomUUID } from 'node:crypto';
import { BenchDatabase, Engine, openDatabase, settle } from '../databases';
import { addressOf } from '../databases/connect';
import { Measurement, Report } from '../report';
import { worldSize } from '../world';
import { timePackedRows, timeRowObjects } from './bareReads';
import { timeBareWrites } from './bareWrites';
import { createEnforcement } from './createEnforcement';
import { timeDiffStatement } from './diffStatement';
import { makeWorld } from './makeWorld';
import { observe, Observed } from './Observation';

const actor = 'user:default/bench';

/** People that node-casbin is asked about. */
const CASBIN_PEOPLE = 200;

/** Nothing but the rows, as a database client gives them. */
const READ_OBJECTS = 'read row objects';

/** How long the diff may take as one statement. */
const STATEMENT_LIMIT_SECONDS = 180;

export interface EnforcementBench {
  engine: Engine;
  /** 1 is the size that the documentation speaks of. */
  factor: number;
  seed: number;
  /** Whether to measure what figures are compared with. */
  peers: boolean;
}

/** Measures plans and runs in one organization. */
export async function benchEnforcement(
  options: EnforcementBench,
): Promise<void> {
  const { engine, factor, seed, peers } = options;
  const opened = await openDatabase(engine);
  try {
    const size = worldSize(factor);
    const report = new Report(`enforcement-${engine}`, { engine, size, seed });
    const { filling, casbin } = await makeWorld({
      address: addressOf(opened.knex),
      factor,
      seed,
      casbinPeople: peers ? CASBIN_PEOPLE : undefined,
    });
    report.add({ what: 'fill the database', value: filling, unit: 's' });
    await measure(opened, casbin, options, report);
    await report.finish();
  } finally {
    await opened.close();
  }
}

async function measure(
  { knex, database }: BenchDatabase,
  casbin: number | undefined,
  { engine, peers }: EnforcementBench,
  report: Report,
): Promise<void> {
  const isPostgres = engine === 'postgres';
  await settle(knex);
  const diffs = peers ? await diffPeers(knex, casbin, isPostgres) : [];
  const writes = peers ? await timeBareWrites(knex) : undefined;
  await settle(knex);
  // Last, so that they and plans find the same rows in memory: a system that is
  // short of it forgets what nobody has read for a minute.
  const reads = peers ? await readPeers(knex) : [];

  const enforcement = await createEnforcement(database);
  const plan = () => enforcement.createPlan({ actor });
  const planGoal = { atMost: isPostgres ? 3 : 5 };
  const cold = await observe(plan);
  const { changes, usersRemoved } = cold.result.counts;
  report.add({
    what: 'plan, cold',
    value: cold.seconds,
    unit: 's',
    goal: planGoal,
    comparedWith: [...reads, ...diffs],
    note: `${changes} changes, ${usersRemoved} removals stored`,
  });
  const read = reads.find(({ what }) => what === READ_OBJECTS);
  if (read) {
    report.add({
      what: 'plan, cold: beside reading row objects',
      value: cold.seconds / read.value,
      unit: '×',
      goal: { atMost: 2.5 },
    });
  }
  report.add(...surroundings('plan, cold', cold, isPostgres));
  const warm = await observe(plan);
  report.add({
    what: 'plan, warm',
    value: warm.seconds,
    unit: 's',
    goal: planGoal,
  });
  report.add(...surroundings('plan, warm', warm, isPostgres));

  const { id } = warm.result;
  const page = await observe(() => enforcement.listChanges(id, { limit: 100 }));
  const search = await observe(() =>
    enforcement.listChanges(id, { limit: 100, search: 'person-9' }),
  );
  report.add(
    {
      what: 'first page of changes',
      value: page.seconds,
      unit: 's',
      goal: { atMost: 1 },
    },
    {
      what: 'search in changes',
      value: search.seconds,
      unit: 's',
      goal: { atMost: 1 },
      note: `${search.result.totalItems} found`,
    },
  );

  const apply = await observe(() =>
    enforcement.apply(id, {
      fingerprint: warm.result.fingerprint,
      operationId: randomUUID(),
      actor,
    }),
  );
  const { bindings } = apply.result.counts;
  report.add({
    what: 'apply',
    value: apply.seconds,
    unit: 's',
    goal: isPostgres ? { atMost: 3 } : undefined,
    comparedWith: writes && [{ what: 'bare DELETE', value: writes.deleted }],
    note: `${bindings} deletions, with all checks`,
  });
  report.add(...surroundings('apply', apply, isPostgres));

  const undo = await observe(() =>
    enforcement.createPlan({ actor, rollbackOf: apply.result.id }),
  );
  const rollback = await observe(() =>
    enforcement.apply(undo.result.id, {
      fingerprint: undo.result.fingerprint,
      operationId: randomUUID(),
      actor,
    }),
  );
  report.add(
    { what: 'plan of the rollback', value: undo.seconds, unit: 's' },
    {
      what: 'rollback',
      value: rollback.seconds,
      unit: 's',
      goal: isPostgres ? { atMost: 20 } : undefined,
      comparedWith: writes && [
        { what: 'bare INSERT … SELECT', value: writes.inserted },
      ],
    },
    ...surroundings('rollback', rollback, isPostgres),
  );
}

type Peers = NonNullable<Measurement['comparedWith']>;

async function readPeers(knex: BenchDatabase['knex']): Promise<Peers> {
  return [
    { what: 'read packed rows', value: await timePackedRows(knex) },
    { what: READ_OBJECTS, value: await timeRowObjects(knex) },
  ];
}

async function diffPeers(
  knex: BenchDatabase['knex'],
  casbin: number | undefined,
  isPostgres: boolean,
): Promise<Peers> {
  const peers: Peers = [];
  if (isPostgres) {
    const diff = await timeDiffStatement(knex, STATEMENT_LIMIT_SECONDS);
    peers.push({
      what: diff.finished ? 'one SQL statement' : 'one SQL statement, cut off',
      value: diff.seconds,
    });
  }
  if (casbin !== undefined) {
    peers.push({
      what: `node-casbin, from ${CASBIN_PEOPLE} people`,
      value: casbin,
      extrapolated: true,
    });
  }
  return peers;
}

function surroundings(
  what: string,
  { loopMaxMs, loopP99Ms, memoryMb }: Observed<unknown>,
  isPostgres: boolean,
): Measurement[] {
  return [
    {
      what: `${what}: event loop blocked at most`,
      value: loopMaxMs,
      unit: 'ms',
      goal: isPostgres ? { atMost: 50 } : undefined,
      note: `99th percentile ${loopP99Ms.toFixed(1)} ms`,
    },
    {
      what: `${what}: memory above idle`,
      value: memoryMb,
      unit: 'MB',
      goal: what.startsWith('plan') ? { atMost: 250 } : undefined,
    },
  ];
}
