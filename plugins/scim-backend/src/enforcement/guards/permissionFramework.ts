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

import { Guard } from './Guard';

/**
 * Refuses while the permission framework is off: everybody who is signed in
 * could enforce groups, and approve and override as they like.
 */
export function permissionFramework(settings: {
  allowDisabled: boolean;
}): Guard {
  return {
    name: 'permission-framework',
    // Without permissions everybody would be allowed to.
    overridable: false,
    check({ permissionsEnabled }) {
      const numbers = { enabled: Number(permissionsEnabled) };
      if (permissionsEnabled) {
        return {
          outcome: 'pass',
          message: 'The permission framework is on.',
          numbers,
        };
      }
      const off =
        'The permission framework is off: everybody who is signed in may do this.';
      return settings.allowDisabled
        ? { outcome: 'warn', message: off, numbers }
        : {
            outcome: 'block',
            message: `${off} Set 'permission.enabled' to true, or 'scim.enforcement.guards.permissionFramework.allowDisabled' if that is meant.`,
            numbers,
          };
    },
  };
}
