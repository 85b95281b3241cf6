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
 * What the names of user entities are made of: the user name or the primary
 * email, up to the `@`, or the SCIM id.
 */
export type UserNaming = 'userName' | 'emailLocalPart' | 'id';

const NAMINGS: readonly string[] = [
  'userName',
  'emailLocalPart',
  'id',
] satisfies UserNaming[];

/** Reads `scim.entityNames.users`. */
export function readUserNaming(config: Config): UserNaming {
  const naming =
    config.getOptionalString('scim.entityNames.users') ?? 'userName';
  if (!NAMINGS.includes(naming)) {
    throw new InputError(
      `'scim.entityNames.users' is '${naming}'; it can be ${NAMINGS.join(
        ', ',
      )}.`,
    );
  }
  return naming as UserNaming;
}
