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
import { PlanScope } from '@backstage-scim/plugin-scim-common';

/**
 * Parses `--scope`: `source:<id>`, `resource:<reference>` or
 * `user:<email>,<email>,…`.
 */
export function parseScope(text: string): PlanScope {
  const colon = text.indexOf(':');
  const value = text.slice(colon + 1).trim();
  if (colon > 0 && value) {
    switch (text.slice(0, colon)) {
      case 'source':
        return { type: 'source', source: value };
      case 'resource':
        return { type: 'resource', resource: value };
      case 'user':
        return {
          type: 'users',
          users: value.split(',').map(user => user.trim()),
        };
      default:
    }
  }
  throw new InputError(
    `--scope must be source:<id>, resource:<reference> or user:<email>,…, not '${text}'.`,
  );
}
