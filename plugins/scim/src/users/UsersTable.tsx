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
import { UserListItem } from '@backstage-scim/plugin-scim-common';
import { DateTime, SyncMark } from '../layout';
import { DataTable, ItemName } from '../listing';
import { scimTranslationRef } from '../translation';
import { UserStatus } from './UserStatus';

/** One row for each person; pressing the name shows everything about them. */
export function UsersTable(props: {
  users: UserListItem[];
  isStale: boolean;
  onOpen(id: string): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { users, isStale, onOpen } = props;
  return (
    <DataTable
      label={t('users.title')}
      rows={users}
      keyOf={({ id }) => id}
      isStale={isStale}
      columns={[
        {
          title: t('users.column.user'),
          cell: user => (
            <ItemName
              id={user.id}
              name={user.displayName ?? user.userName}
              detail={user.email || user.userName}
              onOpen={() => onOpen(user.id)}
            />
          ),
        },
        {
          title: t('users.column.status'),
          cell: user => <UserStatus status={user.status} />,
        },
        {
          title: t('users.column.sync'),
          cell: user => (
            <SyncMark
              connection={user.connection}
              requestedBy={user.linkRequestedBy}
            />
          ),
        },
        {
          title: t('users.column.groups'),
          cell: user => user.groupCount.toLocaleString(),
        },
        {
          title: t('users.column.changed'),
          cell: user => <DateTime value={user.updatedAt} />,
        },
      ]}
    />
  );
}
