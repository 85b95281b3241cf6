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

import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
} from '@backstage/core-plugin-api';
import {
  defaultAccessModel,
  ScimApi,
  scimEnforcementPlanPermission,
  UserAccess,
} from '@backstage-scim/plugin-scim-common';
import { configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route } from 'react-router-dom';
import { scimApiRef } from '../api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  EntitySyncCard,
  EntityUserAccessContent,
  ScimPage,
  scimPlugin,
} from './index';

// The first test loads what the pages are made of.
configure({ asyncUtilTimeout: 10_000 });

const entityRouteRef = createRouteRef({
  id: 'entity',
  params: ['kind', 'namespace', 'name'],
});
const EntityPage = createPlugin({
  id: 'catalog',
  routes: { entity: entityRouteRef },
}).provide(
  createRoutableExtension({
    name: 'EntityPage',
    component: async () => () =>
      (
        <EntityProvider
          entity={{
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: {
              name: 'mara',
              annotations: {
                'backstage-scim.dev/user-id': 'u',
                'backstage-scim.dev/connection': 'Example IdP',
              },
            },
          }}
        >
          <EntitySyncCard />
          <EntityUserAccessContent />
        </EntityProvider>
      ),
    mountPoint: entityRouteRef,
  }),
);

const access: UserAccess = {
  user: {
    id: 'u',
    userName: 'mara',
    email: 'mara@example.com',
    entityRef: 'user:default/mara',
    active: true,
    member: true,
  },
  roles: [],
  implied: [],
  groups: [
    {
      id: 'g',
      displayName: 'Engineering',
      entityRef: 'group:default/engineering',
      path: ['Engineering'],
    },
  ],
  enforcement: { removed: false, changes: [] },
};

/** A portal on the older frontend system, with a catalog and the SCIM pages. */
function renderPortal(path: string, permissions: string[]) {
  window.history.pushState({}, '', path);
  const api: Partial<ScimApi> = {
    getCaller: async () => ({
      organization: 'Example',
      permissions,
      model: defaultAccessModel,
    }),
    getMyAccess: async () => access,
    getUserAccess: async () => access,
    checkPermissions: async () => ({ items: [], totalItems: 0, totalUsers: 0 }),
  };
  const app = createApp({
    configLoader: async () => [],
    apis: [
      createApiFactory({
        api: scimApiRef,
        deps: {},
        factory: () => api as ScimApi,
      }),
    ],
    bindRoutes({ bind }) {
      bind(scimPlugin.externalRoutes, { entity: entityRouteRef });
    },
  });
  const Portal = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<EntityPage />}
        />
        <Route path="/scim" element={<ScimPage />} />
      </FlatRoutes>
    </AppRouter>,
  );
  render(<Portal />);
}

describe('the pages in a portal on the older frontend system', () => {
  it('shows a person their own access, and links to the catalog', async () => {
    renderPortal('/scim', []);
    expect(
      await screen.findByRole('heading', { name: 'You have no access yet' }),
    ).toBeVisible();
    expect(screen.getAllByRole('tab').map(tab => tab.textContent)).toEqual([
      'My access',
    ]);
    expect(screen.getByRole('link', { name: 'Engineering' })).toHaveAttribute(
      'href',
      '/catalog/default/group/engineering',
    );
  });

  it('opens the tabs of an administrator', async () => {
    renderPortal('/scim', [scimEnforcementPlanPermission.name]);
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Permission check' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Everybody is set up' }),
    ).toBeVisible();
  });

  it('tells somebody without the permission that a tab is not open to them', async () => {
    renderPortal('/scim/enforce', []);
    expect(
      await screen.findByRole('heading', {
        name: 'This page is not open to you',
      }),
    ).toBeVisible();
  });

  it('shows what a person of the catalog can reach, and who provisions them', async () => {
    renderPortal('/catalog/default/user/mara', []);
    expect(await screen.findByText('Example IdP')).toBeVisible();
    expect(
      await screen.findByRole('heading', { name: 'No access yet' }),
    ).toBeVisible();
  });
});
