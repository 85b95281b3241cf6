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

/** Finds something by its name, and chooses it. */
export async function choose(page: Page, field: string, name: string) {
  await page.getByRole('searchbox', { name: field }).fill(name);
  const found = page.getByRole('radiogroup', { name: field });
  await expect(found.getByRole('radio')).toHaveCount(1);
  // The circle itself lies under its picture.
  await found.getByRole('radio', { name, exact: true }).check({ force: true });
}
