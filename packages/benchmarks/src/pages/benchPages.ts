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

import type { Page } from 'playwright-core';
import { Measurement, Report } from '../report';
import { latenciesOf } from '../scim/measure';
import { paintAfter, paintAfterNavigation, watchForPaint } from './firstPaint';
import { openBrowser } from './openBrowser';
import { startWorldPortal } from './WorldPortal';

/** How soon data must be seen. */
const GOAL_SECONDS = 1;

/** The first role of *My access*, the first changed role of a plan. */
const DATA = '[aria-label$=": show why"]';

/** Measures how soon pages show data to an administrator of a large organization. */
export async function benchPages(options: {
  /** 1 is the size that the documentation speaks of. */
  factor: number;
  seed: number;
  /** How often each page is opened. */
  times: number;
}): Promise<void> {
  const portal = await startWorldPortal(options);
  try {
    progress('Planning');
    const plan = await portal.call<{ id: string; counts: { changes: number } }>(
      '/api/scim/enforcement/plans',
      {},
    );
    const browser = await openBrowser(portal);
    try {
      const report = new Report('pages', {
        engine: 'postgres',
        chromium: browser.version,
        size: portal.world.size,
        seed: options.seed,
        changes: plan.counts.changes,
      });
      await watchForPaint(browser.page, DATA);
      const tasks = pageTasks(browser.page, `/scim/enforce?plan=${plan.id}`);
      for (const [what, open] of Object.entries(tasks)) {
        progress(what);
        report.add(...(await measure(what, open, options.times)));
      }
      report.add({
        what: 'roles on *My access*',
        value: await browser.page.locator(DATA).count(),
        unit: '',
      });
      await report.finish();
    } finally {
      await browser.close();
    }
  } finally {
    await portal.stop();
  }
}

/** Ways to a page; each tells how long it took. The last ends on *My access*. */
function pageTasks(
  page: Page,
  plan: string,
): Record<string, () => Promise<number>> {
  const tab = (name: string) => page.getByRole('tab', { name });
  /** The first page somebody opens may be another one than they want. */
  const startAt = async (path: string, name: string) => {
    await page.goto(path);
    await tab(name).waitFor();
    await page.waitForLoadState('networkidle');
  };
  return {
    'a plan, from its address': () => paintAfterNavigation(page, plan),
    'a plan, going back to it': async () => {
      await paintAfterNavigation(page, plan);
      await tab('Audit log').click();
      await page.getByRole('table').waitFor();
      await page.waitForLoadState('networkidle');
      return paintAfter(page, 'popstate', () =>
        page.evaluate(() => window.history.back()),
      );
    },
    '*My access*, from its address': () =>
      paintAfterNavigation(page, '/scim/my-access'),
    '*My access*, from a click on its tab': async () => {
      await startAt('/scim/audit', 'My access');
      return paintAfter(page, 'click', () => tab('My access').click());
    },
  };
}

async function measure(
  what: string,
  open: () => Promise<number>,
  times: number,
): Promise<Measurement[]> {
  // Once for the browser to keep the scripts.
  await open();
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    taken.push(await open());
  }
  const { p50, p95, max } = latenciesOf(taken);
  return [
    { what: `${what}, p50`, ...inSeconds(p50) },
    {
      what: `${what}, p95`,
      ...inSeconds(p95),
      note: `at most ${(max / 1000).toFixed(2)} s`,
    },
  ];
}

function inSeconds(milliseconds: number) {
  return {
    value: milliseconds / 1000,
    unit: 's',
    goal: { atMost: GOAL_SECONDS },
  };
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
