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

import autocannon from 'autocannon';
import type { Server } from './Server';

/** How long something took, in milliseconds. */
export interface Latencies {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** Answers under load. */
export interface Throughput extends Latencies {
  requestsPerSecond: number;
  /** Milliseconds of the server's processor time. */
  cpuPerRequest: number;
}

/** Clients that wait for an answer at the same time. */
const CONNECTIONS = 4;

/** Asks for these addresses in turn, as fast as there are answers. */
export async function measureThroughput(
  server: Server,
  paths: string[],
  seconds: number,
): Promise<Throughput> {
  const run = (duration: number) =>
    autocannon({
      url: server.baseUrl,
      connections: CONNECTIONS,
      duration,
      headers: server.headers,
      requests: paths.map(path => ({
        method: 'GET',
        path: `${new URL(server.baseUrl).pathname}${path}`,
      })),
      timeout: 120,
    });
  await run(Math.min(2, seconds));
  const before = await server.usage();
  const { latency, requests, non2xx, errors } = await run(seconds);
  const after = await server.usage();
  if (non2xx + errors > 0) {
    throw new Error(`${non2xx + errors} of the requests failed.`);
  }
  return {
    requestsPerSecond: requests.average,
    cpuPerRequest: (after.cpu - before.cpu) / requests.total,
    p50: latency.p50,
    p95: latency.p97_5,
    p99: latency.p99,
    max: latency.max,
  };
}

/** Does something again and again, one at a time. */
export async function measureLatencies(
  times: number,
  run: (index: number) => Promise<void>,
): Promise<Latencies> {
  const taken: number[] = [];
  for (let index = 0; index < times; index++) {
    taken.push(await measureOnce(() => run(index)));
  }
  return latenciesOf(taken);
}

/** How long something takes, in milliseconds. */
export async function measureOnce(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** The usual percentiles, by nearest rank. */
export function latenciesOf(taken: number[]): Latencies {
  const sorted = [...taken].sort((one, other) => one - other);
  const at = (part: number) =>
    sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
