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

/**
 * Above both limits, a reconciliation removes only what the change feed
 * accounts for.
 */
export interface RemovalLimits {
  entities: number;
  /** Of the people and groups of the directory in the catalog, 0 to 100. */
  percentage: number;
}

/** Reads `catalog.providers.scim.rejectRemovals…`. */
export function readRemovalLimits(config: Config | undefined): RemovalLimits {
  const percentage =
    config?.getOptionalNumber('rejectRemovalsAbovePercentage') ?? 20;
  const entities = config?.getOptionalNumber('rejectRemovalsAboveCount') ?? 10;
  if (percentage < 0 || percentage > 100 || entities < 0) {
    throw new InputError(
      "'catalog.providers.scim.rejectRemovalsAbovePercentage' goes from 0 to 100, and 'rejectRemovalsAboveCount' from 0.",
    );
  }
  return { percentage, entities };
}
