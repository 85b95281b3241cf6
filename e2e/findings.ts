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

import AxeBuilder from '@axe-core/playwright';
import { Page } from '@playwright/test';

/** What axe finds on a page, in a sentence each. */
export async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // The tabs of Backstage's own page header name panels they do not have.
    .exclude('.bui-TabList')
    // The hidden title of its catalog page stands outside of all regions.
    .exclude('.bui-VisuallyHidden:has(> h1)')
    // What its buttons say to screen readers while they are busy.
    .exclude('[data-live-announcer]')
    // Its link shows a number, once there is news, which its label leaves out.
    .exclude('a[aria-label="Notifications"]')
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}
