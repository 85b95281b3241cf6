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
import { defaultGuardSettings, GuardSettings } from './guards';

/** Settings of enforcement, from the server's configuration only. */
export interface EnforcementSettings {
  /** How long a plan can be applied. */
  planLifetimeMs: number;
  /** How long a plan that can no longer be applied is kept for reading. */
  planRetentionMs: number;
  /** User names or emails of people who keep their direct role bindings. */
  exemptUsers: string[];
  /** How many people, beside who made it, must approve a plan. */
  approvalsRequired: number;
  /** Whether Backstage's permission framework is on. */
  permissionsEnabled: boolean;
  guards: GuardSettings;
}

const HOUR_MS = 60 * 60 * 1000;

/** Reads `scim.enforcement`. */
export function readEnforcementSettings(root: Config): EnforcementSettings {
  const config = root.getOptionalConfig('scim.enforcement');
  return {
    planLifetimeMs: readDuration(config, 'planLifetime', HOUR_MS),
    planRetentionMs: readDuration(config, 'planRetention', 24 * HOUR_MS),
    exemptUsers: config?.getOptionalStringArray('exemptUsers') ?? [],
    approvalsRequired: readApprovals(config),
    permissionsEnabled: root.getOptionalBoolean('permission.enabled') === true,
    guards: readGuardSettings(config),
  };
}

function readGuardSettings(config: Config | undefined): GuardSettings {
  const { ownersLeft, effectiveLoss, directoryHealth, permissionFramework } =
    defaultGuardSettings;
  return {
    ownersLeft: {
      minimum: readWhole(
        config,
        'guards.ownersLeft.minimum',
        ownersLeft.minimum,
      ),
    },
    effectiveLoss: {
      percentage: readPercentage(
        config,
        'guards.effectiveLoss.percentage',
        effectiveLoss.percentage,
      ),
      people: readWhole(
        config,
        'guards.effectiveLoss.people',
        effectiveLoss.people,
      ),
    },
    directoryHealth: {
      pushExpectedWithinMs: readDuration(
        config,
        'guards.directoryHealth.pushExpectedWithin',
        directoryHealth.pushExpectedWithinMs,
      ),
      emptiedWithinMs: readDuration(
        config,
        'guards.directoryHealth.emptiedWithin',
        directoryHealth.emptiedWithinMs,
      ),
      deactivatedPercentage: readPercentage(
        config,
        'guards.directoryHealth.deactivatedPercentage',
        directoryHealth.deactivatedPercentage,
      ),
      deactivatedPeople: readWhole(
        config,
        'guards.directoryHealth.deactivatedPeople',
        directoryHealth.deactivatedPeople,
      ),
    },
    permissionFramework: {
      allowDisabled:
        config?.getOptionalBoolean(
          'guards.permissionFramework.allowDisabled',
        ) ?? permissionFramework.allowDisabled,
    },
  };
}

/** `true` means one other person. */
function readApprovals(config: Config | undefined): number {
  const required = config?.getOptional('approval.required');
  return typeof required === 'boolean'
    ? Number(required)
    : readWhole(config, 'approval.required', 0);
}

function readWhole(
  config: Config | undefined,
  key: string,
  fallback: number,
): number {
  const value = config?.getOptionalNumber(key) ?? fallback;
  if (!Number.isInteger(value) || value < 0) {
    throw new InputError(
      `'scim.enforcement.${key}' must be a whole number from 0, not ${value}.`,
    );
  }
  return value;
}

function readPercentage(
  config: Config | undefined,
  key: string,
  fallback: number,
): number {
  const value = config?.getOptionalNumber(key) ?? fallback;
  if (!(value >= 0 && value <= 100)) {
    throw new InputError(
      `'scim.enforcement.${key}' must be a number from 0 to 100, not ${value}.`,
    );
  }
  return value;
}

function readDuration(
  config: Config | undefined,
  key: string,
  fallbackMs: number,
): number {
  const ms = config?.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : fallbackMs;
  if (ms <= 0) {
    throw new InputError(
      `'scim.enforcement.${key}' must be longer than nothing.`,
    );
  }
  return ms;
}
