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

import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { PermissionPolicy } from '@backstage/plugin-permission-node';

/**
 * Gives the module the policy of the portal's own, from a back-end module of
 * plugin `permission`.
 *
 * @public
 */
export interface ScimPermissionPolicyExtensionPoint {
  /**
   * Lets `policy` decide about everything that is not of the SCIM plugin, for
   * people who are not deprovisioned.
   *
   * @throws if there is one already
   */
  setPolicy(policy: PermissionPolicy): void;
}

/**
 * {@link ScimPermissionPolicyExtensionPoint}
 *
 * @public
 */
export const scimPermissionPolicyExtensionPoint =
  createExtensionPoint<ScimPermissionPolicyExtensionPoint>({
    id: 'permission.scimPolicy',
  });
