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

import { readdir, readFile } from 'node:fs/promises';
import { constants, getPriority, platform } from 'node:os';
import { KernelThread } from './KernelThread';
import { NO_ROLE } from './World';

jest.setTimeout(60_000);

const setup = {
  types: [{ roles: ['owner'], baseline: NO_ROLE, administrator: NO_ROLE }],
  groupLevels: 10,
};

const request = {
  task: { kind: 'enforce' as const, exempt: [], endsMemberships: false },
  heading: '',
};

/** So many people, each with a role of their own that goes. */
function compute(people: number, signal?: AbortSignal) {
  const ids = () => Int32Array.from({ length: people }, (_, i) => i + 1);
  const names = Array.from(ids(), id => `person-${id}`);
  return KernelThread.with(setup, signal, async thread => {
    thread.add({
      type: 'users',
      ids: ids(),
      members: new Uint8Array(people).fill(1),
      names,
      uuids: names,
    });
    thread.add({
      type: 'resources',
      ids: Int32Array.of(1),
      types: Int32Array.of(0),
      parents: Int32Array.of(0),
      keys: ['portal'],
    });
    thread.add({ type: 'resourceNames', labels: ['Portal'], refs: ['portal'] });
    thread.add({
      type: 'bindings',
      principalType: 'user',
      role: 'owner',
      resources: new Int32Array(people).fill(1),
      principals: ids(),
    });
    return thread.compute(request);
  });
}

async function rowsOf(outcome: Awaited<ReturnType<typeof compute>>) {
  const pages = await outcome.changePages.all();
  return pages.flatMap(page => JSON.parse(page)).length;
}

/** How far each thread of this process gives way: field 19 of proc(5). */
async function nicenessOfThreads(): Promise<number[]> {
  const threads = '/proc/self/task';
  const stats = await Promise.all(
    (
      await readdir(threads)
    ).map(thread =>
      // One that ended meanwhile has none.
      readFile(`${threads}/${thread}/stat`, 'utf8').catch(() => ''),
    ),
  );
  return stats.filter(Boolean).map(stat => {
    // The name of a thread may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[19 - 3]);
  });
}

describe('The thread that computes plans', () => {
  it('answers with what a plan comes to, then with its fingerprint and change rows', async () => {
    const outcome = await compute(1200);
    expect(outcome.bindings).toBe(1200);
    expect(outcome.diff.changes.users).toHaveLength(1200);
    expect(await outcome.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(await rowsOf(outcome)).toBe(1200);
  });

  it('takes one plan after the other, also if nobody waits for the change rows', async () => {
    const counts = await Promise.all(
      [3, 70_000, 5].map(async people => (await compute(people)).bindings),
    );
    expect(counts).toEqual([3, 70_000, 5]);
  });

  it('goes on with the next plan when one is given up while its rows are written', async () => {
    const left = new AbortController();
    const outcome = await compute(70_000, left.signal);
    left.abort(new Error('Nobody waits.'));

    await expect(outcome.changePages.all()).rejects.toThrow('Nobody waits.');
    const fingerprint = await outcome.fingerprint.then(
      // It may just have come.
      () => 'Nobody waits.',
      error => error.message,
    );
    expect(fingerprint).toBe('Nobody waits.');
    expect(await rowsOf(await compute(7))).toBe(7);
  });

  it('goes on with the next plan when one could not be read', async () => {
    const failing = KernelThread.with(setup, undefined, async () => {
      throw new Error('The source did not answer.');
    });
    const next = compute(4);

    await expect(failing).rejects.toThrow('The source did not answer.');
    expect(await rowsOf(await next)).toBe(4);
  });

  it('says what went wrong in it, and goes on', async () => {
    const failing = KernelThread.with(setup, undefined, thread => {
      thread.add({ type: 'bindings' } as any);
      return thread.compute(request);
    });

    await expect(failing).rejects.toThrow('not iterable');
    expect(await rowsOf(await compute(2))).toBe(2);
  });

  it('gives way to all others, where a thread can do so alone', async () => {
    const before = getPriority();
    await compute(1);
    expect(getPriority()).toBe(before);
    const isAlone = platform() === 'linux';
    const niceness = isAlone ? await nicenessOfThreads() : [];
    const { PRIORITY_LOW: last } = constants.priority;
    expect(niceness.includes(Math.min(before + 5, last))).toBe(isAlone);
  });
});
