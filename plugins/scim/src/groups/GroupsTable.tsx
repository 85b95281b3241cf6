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
import { GroupListItem } from '@backstage-scim/plugin-scim-common';
import { DateTime, StatusDot, SyncMark } from '../layout';
import { DataTable, ItemName } from '../listing';
import { scimTranslationRef } from '../translation';

export const groupTones = {
  synced: 'positive',
  waiting: 'warning',
  local: 'neutral',
} as const;

/** One row for each group. */
export function GroupsTable(props: {
  groups: GroupListItem[];
  isStale: boolean;
  onOpen(id: string): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <DataTable
      label={t('groups.title')}
      rows={props.groups}
      keyOf={({ id }) => id}
      isStale={props.isStale}
      columns={[
        {
          title: t('groups.column.group'),
          cell: group => (
            <ItemName
              id={group.id}
              name={group.displayName}
              onOpen={() => props.onOpen(group.id)}
            />
          ),
        },
        {
          title: t('groups.column.state'),
          cell: ({ state }) => (
            <StatusDot tone={groupTones[state]}>
              {t(`groups.state.${state}`)}
            </StatusDot>
          ),
        },
        {
          title: t('groups.column.sync'),
          cell: ({ connection }) => <SyncMark connection={connection} />,
        },
        {
          title: t('groups.column.members'),
          cell: ({ memberCount }) => memberCount.toLocaleString(),
        },
        {
          title: t('groups.column.bindings'),
          cell: ({ bindingCount }) => bindingCount.toLocaleString(),
        },
        {
          title: t('groups.column.changed'),
          cell: ({ updatedAt }) => <DateTime value={updatedAt} />,
        },
      ]}
    />
  );
}
