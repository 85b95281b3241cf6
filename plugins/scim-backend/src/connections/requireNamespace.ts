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

import { InputError } from '@backstage/errors';

/** What Backstage takes for a namespace. */
const NAMESPACE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * @param what - how to call it in the error
 * @throws InputError if catalog entities cannot be in this namespace
 */
export function requireNamespace(what: string, namespace: string): string {
  if (!NAMESPACE.test(namespace) || namespace.length > 63) {
    throw new InputError(
      `'${what}' must be 1 to 63 lower-case letters, digits and single hyphens between them.`,
    );
  }
  return namespace;
}
