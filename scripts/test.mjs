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
 *   npm test                     all steps
 *   npm test -- --only lint      one step
 *   npm test -- --list           the steps
 */
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';
import { yarn } from './yarn.mjs';

const steps = [
  {
    name: 'format',
    title: 'Formatting',
    run: () => yarn(['prettier', '--check', '--log-level', 'warn', '.']),
  },
  { name: 'types', title: 'Types', run: () => yarn(['tsc']) },
  { name: 'lint', title: 'Lint', run: () => yarn(['lint']) },
  {
    name: 'unit',
    title: 'Units and integration, on SQLite and PostgreSQL',
    run: testOnBothDatabases,
  },
  {
    name: 'pages',
    title: 'Pages, in a real browser',
    run: () => yarn(['e2e']),
  },
];

async function testOnBothDatabases() {
  const { startPostgres } = await import('./postgres.mjs');
  const postgres = await startPostgres();
  try {
    await yarn(['backstage-cli', 'repo', 'test', '--maxWorkers=2'], {
      env: {
        ...process.env,
        CI: 'true',
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
      },
    });
  } finally {
    await postgres.stop();
  }
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
  for (const { title, run } of chosen) {
    console.log(`\n── ${title}`);
    const start = Date.now();
    await run();
    console.log(`   done in ${Math.round((Date.now() - start) / 1000)} s`);
  }
  console.log('\nEverything holds.');
}

main().catch(error => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
