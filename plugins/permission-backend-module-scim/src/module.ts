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

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { DIRECTORY_EVENT_TOPIC } from '@backstage-scim/plugin-scim-common';
import { principalStatusServiceRef } from '@backstage-scim/plugin-scim-node';
import { scimPermissionPolicyExtensionPoint } from './scimPermissionPolicyExtensionPoint';
import { ScimPermissionPolicy } from './ScimPermissionPolicy';

/**
 * Installs {@link ScimPermissionPolicy} as the portal's permission policy,
 * around the policy that {@link scimPermissionPolicyExtensionPoint} was given.
 *
 * @public
 */
export const permissionModuleScim = createBackendModule({
  pluginId: 'permission',
  moduleId: 'scim',
  register(reg) {
    let portalPolicy: PermissionPolicy | undefined;
    reg.registerExtensionPoint(scimPermissionPolicyExtensionPoint, {
      setPolicy(given) {
        if (portalPolicy) {
          throw new Error(
            'The SCIM permission module was given two policies; it can wrap one.',
          );
        }
        portalPolicy = given;
      },
    });
    reg.registerInit({
      deps: {
        events: eventsServiceRef,
        lifecycle: coreServices.rootLifecycle,
        policy: policyExtensionPoint,
        statuses: principalStatusServiceRef,
      },
      async init({ events, lifecycle, policy, statuses }) {
        // Only now is the event bus there: whoever subscribes earlier may be
        // left with the events of their own process for good.
        lifecycle.addStartupHook(() =>
          events.subscribe({
            id: 'scim-permission-policy',
            topics: [DIRECTORY_EVENT_TOPIC],
            onEvent: async () => statuses.flush(),
          }),
        );
        policy.setPolicy(
          new ScimPermissionPolicy({ statuses, fallback: portalPolicy }),
        );
      },
    });
  },
});
