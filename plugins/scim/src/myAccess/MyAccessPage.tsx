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

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { RiUserSearchLine } from '@remixicon/react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef, useCaller } from '../api';
import { EmptyState, ErrorNotice, LoadingRows, PageBody } from '../layout';
import { scimTranslationRef } from '../translation';
import { PersonAccess } from './PersonAccess';

/** What the signed-in person can reach, and why. */
export function MyAccessPage() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const caller = useCaller();
  const access = useAsyncRetry(() => scim.getMyAccess(), [scim]);

  if (isUnknown(access.error)) {
    return (
      <PageBody>
        <EmptyState
          icon={<RiUserSearchLine />}
          title={t('myAccess.unknown.title')}
          description={t('myAccess.unknown.description')}
        />
      </PageBody>
    );
  }

  const error = access.error ?? caller.error;
  if (error) {
    const retry = () => {
      access.retry();
      caller.retry();
    };
    return (
      <PageBody>
        <ErrorNotice error={error} onRetry={retry} />
      </PageBody>
    );
  }

  return (
    <PageBody>
      {access.value && caller.value ? (
        <PersonAccess access={access.value} model={caller.value.model} isOwn />
      ) : (
        <LoadingRows rows={4} height={96} />
      )}
    </PageBody>
  );
}

function isUnknown(error: Error | undefined): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}
