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

import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';
import { useParams } from 'react-router-dom';
import { EmptyState, PageBody } from '../layout';
import { myAccessRouteRef, rootRouteRef } from '../routes';
import { scimTranslationRef } from '../translation';

/** Shows that a tab does not exist for this person, if the path names none of `tabs`. */
export function MissingTab(props: { tabs: string[] }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const rootLink = useRouteRef(rootRouteRef);
  // Routes of the older frontend system know the page alone.
  const link = useRouteRef(myAccessRouteRef) ?? rootLink;
  const path = useParams()['*'] ?? '';
  const tab = path.split('/')[0];
  if (tab === '' || props.tabs.includes(tab)) {
    return null;
  }
  return (
    <PageBody>
      <EmptyState
        icon={<RiLockLine />}
        title={t('refused.title')}
        description={t('refused.description')}
        action={
          <ButtonLink href={link?.() ?? '/'} variant="secondary">
            {t('refused.action')}
          </ButtonLink>
        }
      />
    </PageBody>
  );
}
