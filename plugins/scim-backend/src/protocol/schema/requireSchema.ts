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

import { JsonObject } from '@backstage/types';
import { ScimError } from '../errors';
import { sameName } from './resolveAttribute';

/**
 * Lets a body through that names its schema, or none: its address says what it
 * is. Clients may name further schemas; Entra does so on groups.
 *
 * @throws ScimError invalidSyntax if it names others only
 */
export function requireSchema(id: string, body: JsonObject): void {
  const [, value] =
    Object.entries(body).find(([name]) => sameName(name, 'schemas')) ?? [];
  const schemas = Array.isArray(value) ? value : [value];
  if (
    value !== undefined &&
    value !== null &&
    !schemas.some(schema => typeof schema === 'string' && sameName(schema, id))
  ) {
    throw ScimError.invalidSyntax(`'schemas' must name '${id}'.`);
  }
}
