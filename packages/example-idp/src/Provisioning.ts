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

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '@backstage/errors';
import { StyleName } from './push';
import { ProvisioningTarget } from './ProvisioningTarget';

/** What can be set on the page. */
export interface ProvisioningSettings extends Partial<ProvisioningTarget> {
  style: StyleName;
  /** Whether every change is pushed at once. */
  automatic: boolean;
  /**
   * Whether people who are disabled may sign in here, to see that the portal
   * refuses them by itself.
   */
  disabledMaySignIn: boolean;
}

/** Where the directory is pushed to, and when; kept in a file. */
export class Provisioning {
  readonly #file: string;
  readonly #started: Partial<ProvisioningTarget>;
  #settings: ProvisioningSettings;

  private constructor(
    file: string,
    started: Partial<ProvisioningTarget>,
    settings: ProvisioningSettings,
  ) {
    this.#file = file;
    this.#started = started;
    this.#settings = settings;
  }

  /**
   * @param folder - where the settings are kept
   * @param started - what the command line says; it has the last word when it
   * says something else than at the start before
   */
  static open(
    folder: string,
    started: Partial<ProvisioningTarget> = {},
  ): Provisioning {
    const file = path.join(folder, 'provisioning.json');
    const defaults = {
      style: 'generic' as const,
      automatic: true,
      disabledMaySignIn: false,
    };
    let kept: {
      started?: Partial<ProvisioningTarget>;
      settings?: ProvisioningSettings;
    } = {};
    try {
      kept = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      // Giving the URL and the token again is all it costs.
    }
    const asBefore = JSON.stringify(kept.started) === JSON.stringify(started);
    return new Provisioning(file, started, {
      ...defaults,
      ...kept.settings,
      ...(!asBefore && started),
    });
  }

  get settings(): ProvisioningSettings {
    return this.#settings;
  }

  /** Where to push; undefined until both URL and token are known. */
  get target(): ProvisioningTarget | undefined {
    const { url, token } = this.#settings;
    return url && token ? { ...this.#settings, url, token } : undefined;
  }

  /** @throws InputError if the URL is none */
  update(changes: Partial<ProvisioningSettings>) {
    const given = Object.fromEntries(
      Object.entries(changes).filter(([, value]) => value !== undefined),
    );
    if (changes.url && !/^https?:\/\/[^\s/]+/.test(changes.url)) {
      throw new InputError(
        `'${changes.url}' is not a SCIM base URL such as http://localhost:7007/api/scim/v2.`,
      );
    }
    this.#settings = { ...this.#settings, ...given };
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const written = `${this.#file}.new`;
    writeFileSync(
      written,
      JSON.stringify(
        { started: this.#started, settings: this.#settings },
        undefined,
        2,
      ),
      { mode: 0o600 },
    );
    renameSync(written, this.#file);
  }
}
