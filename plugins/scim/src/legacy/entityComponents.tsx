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

import { compatWrapper } from '@backstage/core-compat-api';
import { createComponentExtension } from '@backstage/core-plugin-api';
import { scimPlugin } from './plugin';

/**
 * What the person of an entity page can reach, and why; for a tab of people for
 * whom `isDirectoryUser` holds.
 *
 * @public
 */
export const EntityUserAccessContent = scimPlugin.provide(
  createComponentExtension({
    name: 'EntityUserAccessContent',
    component: {
      lazy: async () => {
        const { UserAccessContent } = await import(
          '../entity/UserAccessContent'
        );
        return () => compatWrapper(<UserAccessContent />);
      },
    },
  }),
);

/**
 * What membership of the group of an entity page grants, and who is in it; for
 * a tab of groups for which `isDirectoryGroup` holds.
 *
 * @public
 */
export const EntityGroupAccessContent = scimPlugin.provide(
  createComponentExtension({
    name: 'EntityGroupAccessContent',
    component: {
      lazy: async () => {
        const { GroupAccessContent } = await import(
          '../entity/GroupAccessContent'
        );
        return () => compatWrapper(<GroupAccessContent />);
      },
    },
  }),
);

/**
 * Who has access to what an entity stands for; for a tab of entities for which
 * `isAccessResource` holds.
 *
 * @public
 */
export const EntityResourceAccessContent = scimPlugin.provide(
  createComponentExtension({
    name: 'EntityResourceAccessContent',
    component: {
      lazy: async () => {
        const { ResourceAccessContent } = await import(
          '../entity/ResourceAccessContent'
        );
        return () => compatWrapper(<ResourceAccessContent />);
      },
    },
  }),
);

/**
 * Who provisions the person or group of an entity page; a card for those for
 * whom `isDirectoryUser` or `isDirectoryGroup` holds.
 *
 * @public
 */
export const EntitySyncCard = scimPlugin.provide(
  createComponentExtension({
    name: 'EntitySyncCard',
    component: {
      lazy: async () => {
        const { SyncCard } = await import('../entity/SyncCard');
        return () => compatWrapper(<SyncCard />);
      },
    },
  }),
);
