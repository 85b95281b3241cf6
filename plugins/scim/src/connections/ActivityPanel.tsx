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
import { Text } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef } from '../api';
import { ErrorNotice, LoadingRows, Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import { ActivityChart } from './ActivityChart';
import { byDay } from './byDay';

/** Pushes and errors of the last two weeks. */
export function ActivityPanel({ id }: { id: string }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { value, error, retry } = useAsyncRetry(
    () => scim.getConnectionActivity(id),
    [scim, id],
  );
  const days = value && byDay(value.hours, new Date());
  return (
    <Panel title={t('connections.activity.title')}>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!days && !error && <LoadingRows rows={1} height={120} />}
      {days?.every(({ requests }) => requests === 0) && (
        <Text color="secondary">{t('connections.activity.empty')}</Text>
      )}
      {days?.some(({ requests }) => requests > 0) && (
        <ActivityChart days={days} />
      )}
    </Panel>
  );
}
