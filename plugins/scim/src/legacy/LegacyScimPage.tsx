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
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { RiShieldUserLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { useCaller } from '../api';
import { ErrorNotice, LoadingRows, PageBody } from '../layout';
import { MissingTab } from '../page/MissingTab';
import { PageFrame } from '../page/PageFrame';
import { scimTabs } from '../page/scimTabs';
import { rootRouteRef } from '../routes';

const pages = scimTabs.map(tab => ({
  tab,
  Content: lazy(async () => {
    const content = await tab.load();
    return { default: () => content };
  }),
}));

/** The *Access* page with its tabs, where the portal does not make them of sub-pages. */
export function LegacyScimPage() {
  return compatWrapper(<Tabs />);
}

function Tabs() {
  const root = useRouteRef(rootRouteRef)?.() ?? '/scim';
  const caller = useCaller();
  if (!caller.value) {
    return (
      <PageBody>
        {caller.error ? (
          <ErrorNotice error={caller.error} onRetry={caller.retry} />
        ) : (
          <LoadingRows />
        )}
      </PageBody>
    );
  }
  const { permissions } = caller.value;
  const shown = pages.filter(
    ({ tab: { permission } }) =>
      !permission || permissions.includes(permission.name),
  );
  return (
    <PageFrame>
      <PluginHeader
        title="Access"
        icon={<RiShieldUserLine />}
        titleLink={root}
        tabs={shown.map(({ tab }) => ({
          id: tab.path,
          label: tab.title,
          href: `${root}/${tab.path}`,
          matchStrategy: 'prefix',
        }))}
      />
      <Routes>
        <Route path="/" element={<Navigate to={shown[0].tab.path} replace />} />
        {shown.map(({ tab, Content }) => (
          <Route
            key={tab.path}
            path={`${tab.path}/*`}
            element={
              <Suspense
                fallback={
                  <PageBody>
                    <LoadingRows />
                  </PageBody>
                }
              >
                <Content />
              </Suspense>
            }
          />
        ))}
        <Route
          path="*"
          element={<MissingTab tabs={shown.map(({ tab }) => tab.path)} />}
        />
      </Routes>
    </PageFrame>
  );
}
