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

import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a process went through while something ran in it. */
export interface Observed<T> {
  result: T;
  seconds: number;
  /** Longest time that the event loop stood still, and the 99th percentile. */
  loopMaxMs: number;
  loopP99Ms: number;
  /** Most memory that was resident above what was before. */
  memoryMb: number;
}

const MB = 2 ** 20;

/** Runs something and watches the process meanwhile. */
export async function observe<T>(run: () => Promise<T>): Promise<Observed<T>> {
  global.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 20);
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const start = performance.now();
  try {
    const result = await run();
    const seconds = (performance.now() - start) / 1000;
    // A standstill counts once the loop turns again.
    await new Promise(resolve => setTimeout(resolve, 20));
    look();
    return {
      result,
      seconds,
      loopMaxMs: loop.max / 1e6,
      loopP99Ms: loop.percentile(99) / 1e6,
      memoryMb: (peak - before) / MB,
    };
  } finally {
    loop.disable();
    clearInterval(timer);
  }
}

/** How long something takes, in seconds. */
export async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}
