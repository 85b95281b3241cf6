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
  coreExtensionData,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiShieldUserLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { rootRouteRef } from '../routes';
import { PageFrame } from './PageFrame';

const MissingTab = lazy(() =>
  import('./MissingTab').then(m => ({ default: m.MissingTab })),
);

/**
 * The *Access* page. Its tabs are sub-pages; whoever follows a link to a tab
 * they may not see, or to none, is told so under the tabs they do have.
 */
export const scimPage = PageBlueprint.makeWithOverrides({
  *factory(originalFactory, { inputs }) {
    const tabs = inputs.pages.map(page =>
      page.get(coreExtensionData.routePath),
    );
    const page = originalFactory({
      path: '/scim',
      title: 'Access',
      icon: <RiShieldUserLine />,
      routeRef: rootRouteRef,
    });
    for (const data of page) {
      if (data.id === coreExtensionData.reactElement.id) {
        yield coreExtensionData.reactElement(
          <PageFrame>
            {page.get(coreExtensionData.reactElement)}
            <Suspense fallback={null}>
              <MissingTab tabs={tabs} />
            </Suspense>
          </PageFrame>,
        );
      } else {
        yield data;
      }
    }
  },
});
