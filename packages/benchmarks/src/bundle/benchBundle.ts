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

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Measurement, Report } from '../report';
import { shareOf } from './shareOf';

// The package is never built, so the folder is that of the source.
// eslint-disable-next-line no-restricted-syntax
const BUILT = path.resolve(__dirname, '../../../app/dist');

/** The plugin, and what only the plugin brings along. */
const OWN = /plugins\/scim(-common)?\/|app\/\.\.\/\.\.\/node_modules\/@dagrejs/;

/** What else is loaded when it is needed, by a source that is in it. */
const LAZY = {
  '*My access*, when it is opened': /myAccess\/MyAccessPage/,
  '*Enforce*, when it is opened': /enforce\/EnforcePage/,
  '*Connections*, when it is opened': /connections\/ConnectionsPage/,
  'the graph of *why*, when it is asked for': /WhyGraph|@dagrejs/,
  'the German texts, for those who chose them': /translation\/de\//,
};

interface Script {
  isStart: boolean;
  sources: string[];
  text: string;
  /** What of it is the plugin's. */
  share: string;
}

/** Measures what the plugin adds to the scripts of the last build of the app. */
export async function benchBundle(): Promise<void> {
  const scripts = await readScripts();
  const start = scripts.filter(({ isStart }) => isStart);
  const report = new Report('bundle', { scripts: scripts.length });
  report.add(
    size('the start of the portal, all plugins', start, 'text'),
    size('what the plugin adds to it', start, 'share'),
    ...Object.entries(LAZY).map(([what, source]) =>
      size(
        what,
        scripts.filter(
          ({ isStart, sources, share }) =>
            !isStart && share && sources.some(one => source.test(one)),
        ),
        'share',
      ),
    ),
  );
  await report.finish();
}

async function readScripts(): Promise<Script[]> {
  const page = await readFile(path.join(BUILT, 'index.html'), 'utf8');
  const folder = path.join(BUILT, 'static');
  const names = (await readdir(folder)).filter(name => name.endsWith('.js'));
  return Promise.all(
    names.map(async name => {
      const text = await readFile(path.join(folder, name), 'utf8');
      const map = await readFile(
        path.join(folder, `${name}.map`),
        'utf8',
      ).catch(() => undefined);
      const payload = map && JSON.parse(map);
      return {
        isStart: page.includes(name),
        sources: (payload?.sources ?? []).filter((one: string) =>
          OWN.test(one),
        ),
        text,
        share: payload ? shareOf(text, payload, OWN) : '',
      };
    }),
  );
}

function size(
  what: string,
  scripts: Script[],
  part: 'text' | 'share',
): Measurement {
  const bytes = scripts.reduce(
    (sum, script) => sum + gzipSync(script[part]).length,
    0,
  );
  return {
    what: `${what}, gzip`,
    value: Math.round(bytes / 100) / 10,
    unit: 'kB',
  };
}
