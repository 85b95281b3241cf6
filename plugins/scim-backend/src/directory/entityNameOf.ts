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

import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';

/**
 * The name in a reference to a person, with the namespace in front unless that
 * is the default one; nothing if it is not a reference to a person.
 */
export function entityNameOf(reference: string): string | undefined {
  return nameOf('user', reference);
}

/** The name in a reference to a group, as {@link entityNameOf} gives it. */
export function groupEntityNameOf(reference: string): string | undefined {
  return nameOf('group', reference);
}

function nameOf(kind: 'user' | 'group', reference: string): string | undefined {
  try {
    const found = parseEntityRef(reference);
    const { namespace, name } = found;
    // PostgreSQL takes no NUL in a text.
    if (found.kind !== kind || `${namespace}${name}`.includes('\0')) {
      return undefined;
    }
    return namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
  } catch {
    return undefined;
  }
}
