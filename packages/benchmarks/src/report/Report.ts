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

import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { Measurement } from './Measurement';
import { renderMeasurements } from './renderMeasurements';

/** Where reports go; not kept with the source. */
// The package is never built, so the folder is that of the source.
// eslint-disable-next-line no-restricted-syntax
const FOLDER = resolve(__dirname, '../../../../bench-results');

/** Collects measurements; prints them as a table and writes them as JSON. */
export class Report {
  readonly #measurements: Measurement[] = [];

  /**
   * @param name - of the benchmark and of its file, e.g. `enforcement-postgres`
   * @param setting - what was measured on, e.g. sizes and engine
   */
  constructor(
    private readonly name: string,
    private readonly setting: Record<string, unknown>,
  ) {}

  add(...measurements: Measurement[]): void {
    this.#measurements.push(...measurements);
  }

  /** Prints the table and writes `bench-results/<name>.json`. */
  async finish(): Promise<void> {
    const machine = {
      cores: cpus().length,
      processor: cpus()[0]?.model,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    };
    process.stdout.write(
      `\n${this.name} ${JSON.stringify(this.setting)}\n` +
        `${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}\n\n` +
        `${renderMeasurements(this.#measurements)}\n`,
    );
    await mkdir(FOLDER, { recursive: true });
    await writeFile(
      resolve(FOLDER, `${this.name}.json`),
      `${JSON.stringify(
        {
          name: this.name,
          at: new Date().toISOString(),
          machine,
          setting: this.setting,
          measurements: this.#measurements,
        },
        undefined,
        2,
      )}\n`,
    );
  }
}
