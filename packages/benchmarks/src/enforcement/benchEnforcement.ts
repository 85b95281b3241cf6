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

import { Engine, openDatabase } from '../databases';
import { Report } from '../report';
import { generateWorld, insertWorld, worldSize } from '../world';

/** Measures plans and runs in one organization. */
export async function benchEnforcement(options: {
  engine: Engine;
  factor: number;
  seed: number;
  peers: boolean;
}): Promise<void> {
  const { engine, factor, seed } = options;
  const opened = await openDatabase(engine);
  try {
    const size = worldSize(factor);
    const report = new Report(`enforcement-${engine}`, { engine, size, seed });
    const start = performance.now();
    await insertWorld(opened.knex, generateWorld(size, seed));
    report.add({
      what: 'generate the organization',
      value: (performance.now() - start) / 1000,
      unit: 's',
    });
    await report.finish();
  } finally {
    await opened.close();
  }
}
