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
import {
  AccessModel,
  PermissionCheckRow,
} from '@backstage-scim/plugin-scim-common';
import { PersonName } from '../access';
import { DataTable } from '../listing';
import { scimTranslationRef } from '../translation';
import { WhyRole } from '../why';
import { GrantProjectRole } from './GrantProjectRole';

/** One row for each person and resource. */
export function PermissionCheckTable(props: {
  rows: PermissionCheckRow[];
  footer: string;
  isStale: boolean;
  /** Absent if the reader may not change who holds what. */
  model?: AccessModel;
  onFixed(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { model, onFixed } = props;
  return (
    <DataTable
      label={t('check.title')}
      rows={props.rows}
      keyOf={({ user, resource }) => `${user.id} ${resource.id}`}
      isStale={props.isStale}
      footer={props.footer}
      columns={[
        {
          title: t('check.column.user'),
          cell: ({ user }) => <PersonName user={user} />,
        },
        {
          title: t('check.column.resource'),
          cell: ({ resource }) => resource.label,
        },
        {
          title: t('check.column.role'),
          cell: ({ user, resource, role }) => (
            <WhyRole user={user} resource={resource} role={role} />
          ),
        },
        { title: t('check.column.issue'), cell: ({ issue }) => issue },
        ...(model
          ? [
              {
                title: t('check.column.fix'),
                isTitleHidden: true,
                cell: (row: PermissionCheckRow) => (
                  <GrantProjectRole
                    row={row}
                    model={model}
                    onGranted={onFixed}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
