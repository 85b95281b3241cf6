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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ConnectionSummary } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { DateTime } from '../layout';
import { DataTable, ItemName } from '../listing';
import { scimTranslationRef } from '../translation';
import { ConnectionStatusDot } from './ConnectionStatusDot';

/** One row for each connection. */
export function ConnectionsTable(props: {
  connections: ConnectionSummary[];
  /** Titles of identity providers, by their ids. */
  titles: Record<string, string>;
  isStale: boolean;
  onOpen(id: string): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { titles } = props;
  return (
    <DataTable
      label={t('connections.title')}
      rows={props.connections}
      keyOf={({ id }) => id}
      isStale={props.isStale}
      columns={[
        {
          title: t('connections.column.connection'),
          cell: ({ id, name, provider }) => (
            <ItemName
              id={id}
              name={name}
              detail={titles[provider] ?? provider}
              onOpen={() => props.onOpen(id)}
            />
          ),
        },
        {
          title: t('connections.column.status'),
          cell: ({ status }) => <ConnectionStatusDot status={status} />,
        },
        {
          title: t('connections.column.lastRequest'),
          cell: ({ lastRequestAt }) =>
            lastRequestAt ? (
              <DateTime value={lastRequestAt} />
            ) : (
              <Text color="secondary">{t('connections.never')}</Text>
            ),
        },
        {
          title: t('connections.column.users'),
          cell: ({ counts }) => counts.users.toLocaleString(),
        },
        {
          title: t('connections.column.groups'),
          cell: ({ counts }) =>
            counts.groupsWaiting > 0
              ? t('connections.groupsWaiting', {
                  groups: counts.groups.toLocaleString(),
                  waiting: counts.groupsWaiting.toLocaleString(),
                })
              : counts.groups.toLocaleString(),
        },
        {
          title: t('connections.column.errors'),
          cell: ({ counts }) => counts.recentErrors.toLocaleString(),
        },
      ]}
    />
  );
}
