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
import { valueNamed } from './namedEntries';
import { sameName } from './resolveAttribute';

/**
 * Lets a resource through that names its schema, or none: its address says what
 * it is. Clients may name further schemas; Entra does so on groups.
 *
 * @throws ScimError invalidSyntax if it names others only
 */
export function requireSchema(id: string, body: JsonObject): void {
  const named = valueNamed(body, 'schemas');
  if (named !== undefined && named !== null) {
    requireNamed(id, named);
  }
}

/**
 * Lets a message through that says which one it is (RFC 7644 §3.1).
 *
 * @throws ScimError invalidSyntax if it does not
 */
export function requireMessage(id: string, body: JsonObject): void {
  requireNamed(id, valueNamed(body, 'schemas'));
}

function requireNamed(id: string, named: unknown): void {
  const isNamed = [named]
    .flat()
    .some(schema => typeof schema === 'string' && sameName(schema, id));
  if (!isNamed) {
    throw ScimError.invalidSyntax(`'schemas' must name '${id}'.`);
  }
}
