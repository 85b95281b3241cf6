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

import { StalePlanError } from '@backstage-scim/plugin-scim-common';
import { BASIS_VERSION, PlanBasis } from './PlanBasis';
import type { PlanRow } from './planRows';

/**
 * What a stored plan was made from.
 *
 * @returns undefined if it is of another version
 */
export function readBasis(row: PlanRow): PlanBasis | undefined {
  const basis: PlanBasis | null = row.basis && JSON.parse(row.basis);
  return basis?.version === BASIS_VERSION ? basis : undefined;
}

/**
 * What a plan of this version was made from.
 *
 * @throws StalePlanError if it is of another version
 */
export function requireBasis(row: PlanRow): PlanBasis {
  const basis = readBasis(row);
  if (!basis) {
    throw new StalePlanError(
      `The plan '${row.uuid}' was made by another version of the back end; make a new one and look at it.`,
      'changed',
    );
  }
  return basis;
}
