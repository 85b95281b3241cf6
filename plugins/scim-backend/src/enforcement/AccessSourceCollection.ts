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

import { ConflictError } from '@backstage/errors';
import type {
  AccessSource,
  ScimAccessSourcesExtensionPoint,
} from '@backstage-scim/plugin-scim-node';

/** The access sources that modules add beside the portal's own. */
export class AccessSourceCollection implements ScimAccessSourcesExtensionPoint {
  readonly all: AccessSource[] = [];

  addAccessSource(source: AccessSource): void {
    const ids = ['local', ...this.all.map(({ id }) => id)];
    if (ids.includes(source.id)) {
      throw new ConflictError(
        `There is an access source '${source.id}' already; give each its own id.`,
      );
    }
    this.all.push(source);
  }
}
