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

/** What the page itself notes down, see {@link watchForPaint}. */
interface Watch {
  /** Since when the next paint counts; milliseconds of the page's clock. */
  from: number;
  paintedAt?: number;
}

declare global {
  interface Window {
    firstPaint: Watch;
    watchForPaint(from: number): void;
  }
}

/** The page as a visitor's browser has it, who waits for something to be seen. */
export async function watchForPaint(page: Page, seen: string): Promise<void> {
  await page.addInitScript((selector: string) => {
    window.watchForPaint = from => {
      const watch: Watch = { from };
      window.firstPaint = watch;
      const look = () => {
        if (watch !== window.firstPaint) {
          return;
        }
        if (document.querySelector(selector)?.getClientRects().length) {
          // After the frame that is about to be painted.
          setTimeout(() => {
            watch.paintedAt = performance.now();
          });
        } else {
          requestAnimationFrame(look);
        }
      };
      requestAnimationFrame(look);
    };
    // The page's clock counts from when somebody asked for it.
    window.watchForPaint(0);
  }, seen);
}

/** From asking for an address until something is painted, in milliseconds. */
export async function paintAfterNavigation(
  page: Page,
  url: string,
): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' });
  return painted(page);
}

/** From an event in the page, e.g. a click, until something is painted. */
export async function paintAfter(
  page: Page,
  event: 'click' | 'popstate',
  act: () => Promise<unknown>,
): Promise<number> {
  await page.evaluate(type => {
    window.addEventListener(
      type,
      ({ timeStamp }) => window.watchForPaint(timeStamp),
      { capture: true, once: true },
    );
    delete window.firstPaint.paintedAt;
  }, event);
  await act();
  return painted(page);
}

/**
 * When the page that was navigated to asked for its first data, i.e. how long
 * the portal took to start, in milliseconds.
 */
export function firstRequest(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.min(
      ...performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('/api/scim/'))
        .map(({ startTime }) => startTime),
    ),
  );
}

async function painted(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () =>
      window.firstPaint?.paintedAt !== undefined &&
      window.firstPaint.paintedAt - window.firstPaint.from,
  );
  return (await handle.jsonValue()) as number;
}
