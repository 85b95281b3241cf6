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

import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { Replica, ReplicaOptions } from './Replica';

/** Far above what is expected and printed: the machine may be busy. */
const LIMIT_MS = 60_000;

const DATABASE = 'POSTGRES_18';

/** Two replicas on one PostgreSQL, and how long they take for what. */
export class TwoReplicas {
  first!: Replica;
  second!: Replica;
  /** The database that both have, with a schema for each plugin. */
  database!: Knex;
  readonly #databases = TestDatabases.create({ ids: [DATABASE] });
  readonly #latencies: Array<{ what: string; ms: number }> = [];
  readonly #started: Replica[] = [];
  #options!: ReplicaOptions;

  /** Has to be called while tests are collected. */
  static create(): TwoReplicas {
    return new TwoReplicas();
  }

  private constructor() {}

  async start(options: { issuer?: string } = {}): Promise<void> {
    this.database = await this.#databases.init(DATABASE);
    const { rows } = await this.database.raw(
      'select current_database() as name',
    );
    const address = new URL(
      process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING!,
    );
    address.pathname = `/${rows[0].name}`;
    this.#options = { ...options, database: address.href };
    this.first = await this.startReplica();
    this.second = await this.startReplica();
  }

  async startReplica(options: { scimAlone?: boolean } = {}): Promise<Replica> {
    const replica = await Replica.start({ ...this.#options, ...options });
    this.#started.push(replica);
    return replica;
  }

  /** Ends all replicas, and prints what took how long. */
  async stop(): Promise<void> {
    await Promise.all(this.#started.map(replica => replica.kill()));
    process.stdout.write(
      `\n${this.#latencies
        .map(({ what, ms }) => `${String(ms).padStart(6)} ms  ${what}`)
        .join('\n')}\n`,
    );
  }

  /** Waits until it is so; a request on the way may fail. */
  async becomes(
    what: string,
    condition: () => Promise<boolean>,
    since = performance.now(),
  ): Promise<void> {
    let failure = '';
    const isSo = async () => {
      try {
        return await condition();
      } catch (error) {
        failure = `; the last failure: ${error}`;
        return false;
      }
    };
    while (!(await isSo())) {
      if (performance.now() - since > LIMIT_MS) {
        throw new Error(`Not within ${LIMIT_MS} ms: ${what}${failure}`);
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    this.#latencies.push({ what, ms: Math.round(performance.now() - since) });
  }

  /** Waits until each of these is so on both, from when something was begun. */
  async bothBecome(
    what: string,
    begun: Promise<unknown>,
    conditions: Record<string, (replica: Replica) => Promise<boolean>>,
  ): Promise<void> {
    const since = performance.now();
    await begun;
    await Promise.all(
      [this.first, this.second].flatMap((replica, index) =>
        Object.entries(conditions).map(([condition, isSo]) =>
          this.becomes(
            `${what}: ${condition} of replica ${index + 1}`,
            () => isSo(replica),
            since,
          ),
        ),
      ),
    );
  }

  /** In no catalog any more, and refused with a token that is still valid. */
  leaves(what: string, name: string, push: Promise<unknown>): Promise<void> {
    return this.bothBecome(what, push, {
      'gone from the catalog': async replica => !(await replica.shows(name)),
      'refused by the policy': async replica =>
        (await replica.decide(name)) === 'DENY',
      // 404 to somebody who was deleted: nobody of that name is known.
      'refused by our own API': async replica =>
        [403, 404].includes(await replica.ownAccess(name)),
    });
  }

  /** In both catalogs, and let in. */
  enters(what: string, name: string, push: Promise<unknown>): Promise<void> {
    return this.bothBecome(what, push, {
      'in the catalog': replica => replica.shows(name),
      'let in by the policy': async replica =>
        (await replica.decide(name)) === 'ALLOW',
      'let in by our own API': async replica =>
        (await replica.ownAccess(name)) === 200,
    });
  }
}
