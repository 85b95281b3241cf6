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
import { Alert } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import useInterval from 'react-use/esm/useInterval';
import { scimApiRef } from '../../api';
import { DateTime } from '../../layout';
import { scimTranslationRef } from '../../translation';

const EVERY_MS = 2000;

/** Waits until the identity provider is heard of for the first time, and says so. */
export function FirstRequest({ id }: { id: string }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { value, loading, retry } = useAsyncRetry(
    () => scim.getConnection(id),
    [scim, id],
  );
  const received = value?.lastRequestAt;
  useInterval(
    () => {
      if (!loading) {
        retry();
      }
    },
    received ? null : EVERY_MS,
  );
  return (
    <div role="status">
      {received ? (
        <Alert
          status="success"
          icon
          title={t('connections.first.received')}
          description={<DateTime value={received} />}
        />
      ) : (
        <Alert
          status="info"
          loading
          title={t('connections.first.waiting')}
          description={t('connections.first.hint')}
        />
      )}
    </div>
  );
}
