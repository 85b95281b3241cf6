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

import { expect, Page } from '@playwright/test';
import path from 'node:path';
import { findings } from './findings';

const IMAGES = path.resolve(__dirname, '../docs/images');

const LOOKS = [
  { name: 'light', theme: 'light', width: 1280 },
  { name: 'dark', theme: 'dark', width: 1280 },
  { name: 'phone', theme: 'light', width: 390 },
] as const;

/** A phone that lies on its side. */
const ROTATED = { width: 844, height: 390 };

/**
 * Looks at a page as it is, in both themes and on a phone: axe finds nothing,
 * nothing is cut off, and a picture for the documentation is taken.
 *
 * @param height - of the picture; as high as the page if absent
 * @param settle - brings the page to what is to be seen: another theme and
 * another size draw it anew
 */
export async function lookAt(
  page: Page,
  name: string,
  height?: number,
  settle?: () => Promise<unknown>,
) {
  for (const look of LOOKS) {
    await page.emulateMedia({
      colorScheme: look.theme,
      reducedMotion: 'reduce',
    });
    await page.setViewportSize({ width: look.width, height: height ?? 900 });
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      look.theme,
    );
    // The page is drawn anew when the bar on the left becomes one at the bottom.
    await expect(page.getByRole('main').first()).toBeVisible();
    await expect(page.getByText('Loading…')).toHaveCount(0);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    if (height === undefined) {
      // Nothing looks hovered over where nobody points.
      await page.mouse.move(look.width - 1, 1);
    }
    await settle?.();
    expect(await findings(page), `${name}, ${look.name}`).toEqual([]);
    const size = await page.evaluate(() => ({
      height: document.documentElement.scrollHeight,
      width: document.documentElement.scrollWidth,
    }));
    expect(size.width, `${name}, ${look.name}`).toBeLessThanOrEqual(look.width);
    if (height === undefined) {
      await page.setViewportSize({
        width: look.width,
        height: Math.min(Math.max(size.height, 700), 2400),
      });
    }
    await page.screenshot({
      path: path.join(IMAGES, `${name}-${look.name}.png`),
      animations: 'disabled',
      caret: 'hide',
      // What pops up meanwhile is not of the page.
      style: '.notistack-SnackbarContainer { visibility: hidden }',
    });
  }
  if (height === undefined) {
    await page.setViewportSize(ROTATED);
    await settle?.();
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth), {
        message: `${name}, rotated`,
      })
      .toBeLessThanOrEqual(ROTATED.width);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}
