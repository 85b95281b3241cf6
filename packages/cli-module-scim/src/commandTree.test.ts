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

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from './commandTree';

/** The tests that run the real program against a real back end. */
const suites = readdirSync(__dirname)
  .filter(name => name.endsWith('.test.ts'))
  .map(name => readFileSync(join(__dirname, name), 'utf8'))
  .filter(text => text.includes('startPortal('));

describe('Every command', () => {
  it.each(commands.map(({ path }) => path))(
    'is run by a test against a real back end: %s %s',
    (...path) => {
      const words = path.filter(Boolean).map(word => `'${word}'`);
      const call = new RegExp(`[([]\\s*${words.join(',\\s*')}`);
      expect(suites.filter(text => call.test(text)).length).toBeGreaterThan(0);
    },
  );
});
