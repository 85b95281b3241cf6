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

import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { ScimClient } from '@backstage-scim/plugin-scim-common';
import { scimApiRef } from '../api';
import { entityRouteRef, rootRouteRef } from '../routes';

/**
 * The pages for portals on the older frontend system. Bind the external route
 * `entity` to the catalog's `catalogEntity`.
 *
 * @public
 */
export const scimPlugin = createPlugin({
  id: 'scim',
  apis: [
    createApiFactory({
      api: scimApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new ScimClient({ discovery: discoveryApi, fetch: fetchApi.fetch }),
    }),
  ],
  routes: { root: convertLegacyRouteRef(rootRouteRef) },
  externalRoutes: { entity: convertLegacyRouteRef(entityRouteRef) },
});

/**
 * The *Access* page, to be routed at `/scim`.
 *
 * @public
 */
export const ScimPage: () => JSX.Element = scimPlugin.provide(
  createRoutableExtension({
    name: 'ScimPage',
    component: () => import('./LegacyScimPage').then(m => m.LegacyScimPage),
    mountPoint: convertLegacyRouteRef(rootRouteRef),
  }),
);
