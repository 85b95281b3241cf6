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

import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiShieldUserLine } from '@remixicon/react';
import { scimApi } from './api';
import { entityExtensions } from './entity';
import { createTab, scimPage, scimTabs } from './page';
import { entityRouteRef, rootRouteRef } from './routes';

/**
 * The *Access* page: what one can reach and why, and, for administrators, the
 * permission check and the enforcement of groups.
 *
 * @public
 */
export const scimPlugin = createFrontendPlugin({
  pluginId: 'scim',
  title: 'Access',
  icon: <RiShieldUserLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { entity: entityRouteRef },
  extensions: [
    scimApi,
    scimPage,
    ...scimTabs.map(createTab),
    ...entityExtensions,
  ],
});
