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

import { ResourceTypeModel } from '@backstage-scim/plugin-scim-common';
import type { PrincipalType } from './BindingStore';
import { oneOf, quote } from './file/YamlFile';

/**
 * Why a principal may not hold a role on a resource.
 *
 * @param type - of the resource
 * @param principal - any principal if absent
 * @returns a sentence; undefined if it may
 */
export function roleFault(
  type: ResourceTypeModel,
  role: string,
  principal?: PrincipalType,
): string | undefined {
  if (!type.roles.includes(role)) {
    return `Unknown role ${quote(role)} on a resource of type ${quote(
      type.type,
    )}; use ${oneOf(type.roles)}.`;
  }
  if (principal === 'group' && !type.groupRoles.includes(role)) {
    return `A user group may not hold ${quote(
      role,
    )} on a resource of type ${quote(type.type)}; use ${oneOf(
      type.groupRoles,
    )}.`;
  }
  return undefined;
}
