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

import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How many requests a connection may send. */
export interface RateLimit {
  /** In the long run. */
  requestsPerSecond: number;
  /** At once, after a pause. */
  burst: number;
}

/** Settings of the SCIM endpoint, from the server's configuration only. */
export interface ScimSettings {
  enabled: boolean;
  rateLimit: RateLimit;
  /**
   * A Backstage principal that may use the endpoint as connections do: the
   * entity reference of a user, or the subject of an external access token.
   */
  serviceUser?: string;
}

/**
 * Reads `scim.enabled`, `scim.rateLimit` and `scim.serviceUser`. The variable
 * `SCIM_ENABLED` of the environment, if set, decides about the first.
 *
 * @throws InputError if a setting makes no sense
 */
export function readScimSettings(
  config: Config,
  environment: { SCIM_ENABLED?: string } = process.env,
): ScimSettings {
  return {
    enabled: isEnabled(config, environment.SCIM_ENABLED?.trim()),
    rateLimit: {
      requestsPerSecond: positive(config, 'requestsPerSecond', 50),
      burst: positive(config, 'burst', 200),
    },
    serviceUser: config.getOptionalString('scim.serviceUser'),
  };
}

function isEnabled(config: Config, override: string | undefined): boolean {
  if (!override) {
    return config.getOptionalBoolean('scim.enabled') ?? false;
  }
  if (/^(true|1|yes|on)$/i.test(override)) {
    return true;
  }
  if (/^(false|0|no|off)$/i.test(override)) {
    return false;
  }
  throw new InputError("SCIM_ENABLED must be 'true' or 'false'.");
}

function positive(
  config: Config,
  name: keyof RateLimit,
  otherwise: number,
): number {
  const key = `scim.rateLimit.${name}`;
  const value = config.getOptionalNumber(key) ?? otherwise;
  if (!Number.isFinite(value) || value < 1) {
    throw new InputError(`'${key}' must be a number from 1, not ${value}.`);
  }
  return value;
}
