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
import {
  firstRequest,
  paintAfter,
  paintAfterNavigation,
  watchForPaint,
} from './firstPaint';
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
    const access = await portal.call<{ roles: unknown[] }>(
      `/api/scim/access/users/${portal.person.id}`,
    );
    const browser = await openBrowser(portal);
    try {
      const report = new Report('pages', {
        engine: 'postgres',
        chromium: browser.version,
        size: portal.world.size,
        seed: options.seed,
        changes: plan.counts.changes,
        roles: access.roles.length,
      });
      await watchForPaint(browser.page, DATA);
      const tasks = pageTasks(browser.page, `/scim/enforce?plan=${plan.id}`);
      for (const task of tasks) {
        progress(task.what);
        report.add(...(await measure(browser.page, task, options.times)));
      }
      await report.finish();
    } finally {
      await browser.close();
    }
  } finally {
    await portal.stop();
  }
}

/** A way to a page. */
interface Task {
  what: string;
  /** Whether the start of the portal is in it. */
  startsPortal: boolean;
  /** Tells how long it took. */
  open(): Promise<number>;
}

function pageTasks(page: Page, plan: string): Task[] {
  const tab = (name: string) => page.getByRole('tab', { name });
  return [
    {
      what: 'a plan, from its address',
      startsPortal: true,
      open: () => paintAfterNavigation(page, plan),
    },
    {
      what: 'a plan, going back to it',
      startsPortal: false,
      open: async () => {
        await paintAfterNavigation(page, plan);
        await tab('Audit log').click();
        await page.getByRole('table').waitFor();
        await page.waitForLoadState('networkidle');
        return paintAfter(page, 'popstate', () =>
          page.evaluate(() => window.history.back()),
        );
      },
    },
    {
      what: '*My access*, from its address',
      startsPortal: true,
      open: () => paintAfterNavigation(page, '/scim/my-access'),
    },
    {
      what: '*My access*, from a click on its tab',
      startsPortal: false,
      open: async () => {
        await page.goto('/scim/audit');
        await tab('My access').waitFor();
        await page.waitForLoadState('networkidle');
        return paintAfter(page, 'click', () => tab('My access').click());
      },
    },
  ];
}

async function measure(
  page: Page,
  { what, startsPortal, open }: Task,
  times: number,
): Promise<Measurement[]> {
  // Once for the browser to keep the scripts.
  await open();
  const taken: number[] = [];
  const started: number[] = [];
  for (let time = 0; time < times; time++) {
    taken.push(await open());
    started.push(await firstRequest(page));
    // Nobody leaves a page in the moment in which it appears.
    await page.waitForLoadState('networkidle');
  }
  const painted = latenciesOf(taken);
  const start = latenciesOf(started);
  return (['p50', 'p95'] as const).map(part => ({
    what: `${what}, ${part}`,
    value: painted[part] / 1000,
    unit: 's',
    goal: { atMost: GOAL_SECONDS },
    note: startsPortal
      ? `the portal starts in ${(start[part] / 1000).toFixed(2)} s`
      : undefined,
  }));
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
