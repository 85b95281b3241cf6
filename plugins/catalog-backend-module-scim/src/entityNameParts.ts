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

import { directoryEntityRef } from '@backstage-scim/plugin-scim-common';

/** Namespace and name; no namespace if it is the default one. */
export function entityNameParts(entityName: string): {
  namespace?: string;
  name: string;
} {
  const [name, namespace] = entityName.split('/').reverse();
  return { namespace, name };
}

/**
 * How an entity of `namespace` refers to another: by name alone if both are in
 * the default namespace.
 */
export function relativeTo(
  namespace: string | undefined,
  kind: 'user' | 'group',
): (entityName: string) => string {
  return entityName =>
    namespace === undefined && !entityName.includes('/')
      ? entityName
      : directoryEntityRef(kind, entityName);
}
