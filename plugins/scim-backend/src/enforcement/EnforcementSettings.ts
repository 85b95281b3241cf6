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

import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/** Settings of enforcement, from the server's configuration only. */
export interface EnforcementSettings {
  /** How long a plan can be applied. */
  planLifetimeMs: number;
  /** User names or emails of people who keep their direct role bindings. */
  exemptUsers: string[];
  /** People who must hold the administrator role through groups afterwards. */
  minimumOwners: number;
}

const HOUR_MS = 60 * 60 * 1000;

/** Reads `scim.enforcement`. */
export function readEnforcementSettings(root: Config): EnforcementSettings {
  const config = root.getOptionalConfig('scim.enforcement');
  const minimumOwners =
    config?.getOptionalNumber('guards.ownersLeft.minimum') ?? 1;
  if (!Number.isInteger(minimumOwners) || minimumOwners < 0) {
    throw new InputError(
      `'scim.enforcement.guards.ownersLeft.minimum' must be a whole number from 0, not ${minimumOwners}.`,
    );
  }
  const planLifetimeMs = config?.has('planLifetime')
    ? durationToMilliseconds(
        readDurationFromConfig(config, { key: 'planLifetime' }),
      )
    : HOUR_MS;
  if (planLifetimeMs <= 0) {
    throw new InputError(
      `'scim.enforcement.planLifetime' must be longer than nothing.`,
    );
  }
  return {
    planLifetimeMs,
    exemptUsers: config?.getOptionalStringArray('exemptUsers') ?? [],
    minimumOwners,
  };
}
