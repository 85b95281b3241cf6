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
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { DefaultHttpAuthService } from '@backstage/backend-defaults/httpAuth';
import { principalStatusServiceRef } from '@backstage-scim/plugin-scim-node';
import { GuardedHttpAuth } from './GuardedHttpAuth';

/**
 * Backstage's authentication of HTTP requests, which also refuses people who
 * were deprovisioned: with it every plugin turns them away within a second,
 * not only those that ask for permissions.
 *
 * @public
 */
export const scimHttpAuthServiceFactory = createServiceFactory({
  service: coreServices.httpAuth,
  deps: {
    auth: coreServices.auth,
    discovery: coreServices.discovery,
    plugin: coreServices.pluginMetadata,
    statuses: principalStatusServiceRef,
  },
  factory: ({ auth, discovery, plugin, statuses }) =>
    new GuardedHttpAuth({
      auth,
      statuses,
      httpAuth: DefaultHttpAuthService.create({
        auth,
        discovery,
        pluginId: plugin.getId(),
      }),
    }),
});
