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

import { ConnectionOptions } from '@backstage-scim/plugin-scim-common';
import type { ConnectionRow } from '../database';

/** The columns of a connection that hold its options. */
export type OptionColumns = Pick<
  ConnectionRow,
  | 'linking'
  | 'link_with_access'
  | 'role_sync'
  | 'roles_from_groups'
  | 'namespace'
  | 'requests_per_second'
  | 'burst'
>;

/** Options of a connection of which nothing else is said. */
export const DEFAULT_OPTIONS: ConnectionOptions = {
  linking: 'create-team',
  linkWithAccess: 'automatically',
  roleSync: false,
  rolesFromGroups: false,
  namespace: 'default',
};

/** The columns that hold these options. */
export function optionColumns(options: ConnectionOptions): OptionColumns {
  return {
    linking: options.linking,
    link_with_access: options.linkWithAccess,
    role_sync: options.roleSync,
    roles_from_groups: options.rolesFromGroups,
    namespace: options.namespace,
    requests_per_second: options.rateLimit?.requestsPerSecond ?? null,
    burst: options.rateLimit?.burst ?? null,
  };
}
