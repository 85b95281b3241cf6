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

import { expect, Page, test } from '@playwright/test';
import path from 'node:path';
import { findings } from './findings';
import { ADMINISTRATOR, ENGINEER, signIn } from './signIn';

const IMAGES = path.resolve(__dirname, '../docs/images');

const LOOKS = [
  { name: 'light', theme: 'light', width: 1280 },
  { name: 'dark', theme: 'dark', width: 1280 },
  { name: 'phone', theme: 'light', width: 390 },
];

const PAGES = [
  { name: 'my-access', path: '/scim/my-access', person: ENGINEER },
  {
    name: 'permission-check',
    path: '/scim/permission-check',
    person: ADMINISTRATOR,
  },
  { name: 'enforce', path: '/scim/enforce', person: ADMINISTRATOR },
];

for (const look of LOOKS) {
  test.describe(`${look.name}, ${look.width} px wide`, () => {
    test.beforeEach(async ({ page }) => {
      await page.addInitScript(
        theme => localStorage.setItem('theme', theme),
        look.theme,
      );
      await page.emulateMedia({
        colorScheme: look.theme === 'dark' ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
    });

    for (const { name, path: where, person } of PAGES) {
      test(`${name} is readable for everybody`, async ({ page }) => {
        await signIn(page, person, where);
        await settled(page);
        await page.setViewportSize({ width: look.width, height: 900 });
        expect(await findings(page)).toEqual([]);
        await picture(page, look.width, `${name}-${look.name}`);
      });
    }

    test('a preview, its guards and its confirmation are readable for everybody', async ({
      page,
    }) => {
      await signIn(page, ADMINISTRATOR, '/scim/enforce');
      await page.getByRole('button', { name: 'Preview changes' }).click();
      await expect(page.getByRole('region', { name: 'Changes' })).toContainText(
        'becomes',
      );
      await settled(page);
      await page.setViewportSize({ width: look.width, height: 900 });
      expect(await findings(page)).toEqual([]);
      await picture(page, look.width, `enforce-preview-${look.name}`);

      for (const step of ['Guards', 'Apply']) {
        await page
          .getByRole('navigation', { name: 'Steps' })
          .getByRole('button', { name: step })
          .click();
        await expect(page.getByRole('group', { name: step })).toBeFocused();
        expect(await findings(page)).toEqual([]);
        await picture(
          page,
          look.width,
          `enforce-${step.toLowerCase()}-${look.name}`,
        );
      }
    });
  });
}

async function settled(page: Page) {
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect(page.getByText('Loading…')).toHaveCount(0);
}

/** A picture of the whole page: the bar on the left is as high as the window. */
async function picture(page: Page, width: number, name: string) {
  const height = await page.evaluate(
    () => document.documentElement.scrollHeight,
  );
  await page.setViewportSize({
    width,
    height: Math.min(Math.max(height, 700), 2400),
  });
  // Nothing may be cut off at the right.
  expect(
    await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    ),
  ).toBeLessThanOrEqual(0);
  await page.screenshot({
    path: path.join(IMAGES, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
  await page.setViewportSize({ width, height: 900 });
}
