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

import { Directory, DirectoryStore, Person } from '../directory';
import { ProgressLine, PushSummary, ScimExchange } from '../push';
import { Provisioning } from '../Provisioning';
import { ProvisioningTarget } from '../ProvisioningTarget';
import { PushJob } from '../PushJob';
import { TrafficLog } from '../TrafficLog';

/** A request of a push, and how it was answered. */
export type PushedRequest = Pick<
  ScimExchange,
  'method' | 'path' | 'requestBody' | 'status' | 'milliseconds'
>;

/** What became of a change at the SCIM service. */
export interface PushReport {
  /** Requests that changed something there, in order. */
  requests: PushedRequest[];
  summary?: PushSummary;
  /** Why it failed, if it did; the change is kept and goes with the next push. */
  error?: string;
}

/** What administrators of the identity provider do, on its page or over HTTP. */
export class Administration {
  readonly store: DirectoryStore;
  readonly provisioning: Provisioning;
  readonly traffic: TrafficLog;
  readonly #job: PushJob;

  private constructor(options: {
    store: DirectoryStore;
    provisioning: Provisioning;
    traffic: TrafficLog;
    job: PushJob;
  }) {
    this.store = options.store;
    this.provisioning = options.provisioning;
    this.traffic = options.traffic;
    this.#job = options.job;
  }

  static open(options: {
    /** What the directory file holds at the moment. */
    directory: { directory: Directory };
    /** Where changes and settings are kept. */
    dataDir: string;
    /** The SCIM service to push to, unless the page names another. */
    target?: ProvisioningTarget;
    /** Told how far a push is. */
    progress?: ProgressLine;
  }): Administration {
    const store = DirectoryStore.open(options.directory, options.dataDir);
    const provisioning = Provisioning.open(options.dataDir, options.target);
    const traffic = new TrafficLog();
    const job = new PushJob({
      directory: () => store.directory,
      target: () => provisioning.target,
      progress: options.progress ?? new ProgressLine(),
      onExchange: traffic.record,
    });
    return new Administration({ store, provisioning, traffic, job });
  }

  get directory(): Directory {
    return this.store.directory;
  }

  /** Whether a person may sign in at this identity provider. */
  maySignIn = (person: Person): boolean =>
    this.provisioning.settings.disabledMaySignIn ||
    (person.active && person.assigned);

  /**
   * Pushes what has changed, if changes are to be pushed at once.
   *
   * @returns what was pushed; undefined if nothing was to be
   */
  async pushChange(): Promise<PushReport | undefined> {
    const { settings, target } = this.provisioning;
    return settings.automatic && target ? this.push() : undefined;
  }

  /** Pushes the directory as it is now. */
  async push(): Promise<PushReport> {
    const requests: PushedRequest[] = [];
    try {
      const summary = await this.#job.run(
        ({ method, path, requestBody, status, milliseconds }) => {
          if (method !== 'GET') {
            requests.push({ method, path, requestBody, status, milliseconds });
          }
        },
      );
      return { requests, summary };
    } catch (error) {
      return { requests, error: (error as Error).message };
    }
  }

  /** Asks the service what the provider asks when one tests a connection. */
  async testConnection(): Promise<{ people: number }> {
    const { totalResults } = await this.#job
      .target()
      .send<{ totalResults: number }>('GET', this.#job.style.connectionTest);
    return { people: totalResults };
  }
}
