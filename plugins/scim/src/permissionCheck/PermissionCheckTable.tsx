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
import { PermissionCheckRow } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { EntityLink } from '../access';
import { scimTranslationRef } from '../translation';
import { WhyRole } from '../why';
import styles from './PermissionCheckTable.module.css';

/** One row for each person and resource; on a small screen, one card. */
export function PermissionCheckTable(props: {
  rows: PermissionCheckRow[];
  footer: string;
  isStale: boolean;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <table className={styles.table} aria-busy={props.isStale}>
      <thead>
        <tr>
          <th scope="col">{t('check.column.user')}</th>
          <th scope="col">{t('check.column.resource')}</th>
          <th scope="col">{t('check.column.role')}</th>
          <th scope="col">{t('check.column.issue')}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ user, resource, role, issue }) => (
          <tr key={`${user.id} ${resource.id}`}>
            <th scope="row">
              <EntityLink entityRef={user.entityRef}>
                {user.email || user.userName}
              </EntityLink>
              {user.displayName && (
                <Text as="div" variant="body-small" color="secondary">
                  {user.displayName}
                </Text>
              )}
            </th>
            <td data-label={t('check.column.resource')}>{resource.label}</td>
            <td data-label={t('check.column.role')}>
              <WhyRole user={user} resource={resource} role={role} />
            </td>
            <td data-label={t('check.column.issue')}>{issue}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={4}>{props.footer}</td>
        </tr>
      </tfoot>
    </table>
  );
}
