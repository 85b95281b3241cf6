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
  AccessHolder,
  AccessHolderPrincipal,
  ResourceSummary,
} from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { EntityLink, PersonName, RoleBadge, SourceChips } from '../access';
import { DataTable } from '../listing';
import { scimTranslationRef } from '../translation';
import { WhyRole } from '../why';
import styles from './HoldersTable.module.css';

/** Who holds a role on a resource: groups, portal roles and service accounts, then people. */
export function HoldersTable(props: {
  label: string;
  holders: AccessHolder[];
  resource: ResourceSummary;
  isStale: boolean;
  /** Whether roles tell, when pressed, where they come from. */
  canAskWhy: boolean;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { label, holders, resource, isStale, canAskWhy } = props;
  return (
    <DataTable
      label={label}
      rows={holders}
      keyOf={({ principal }) => idOf(principal)}
      isStale={isStale}
      columns={[
        {
          title: t('entity.resource.column.who'),
          cell: ({ principal }) => <Principal principal={principal} />,
        },
        {
          title: t('entity.resource.column.role'),
          cell: ({ principal, role }) =>
            principal.type === 'user' && role && canAskWhy ? (
              <WhyRole user={principal.user} resource={resource} role={role} />
            ) : (
              <RoleBadge role={role} tone={role ? 'plain' : 'lost'} />
            ),
        },
        {
          title: t('entity.resource.column.sources'),
          cell: ({ principal, role, sources }) =>
            principal.type === 'user' && (
              <SourceChips
                sources={sources}
                role={role}
                label={t('entity.resource.column.sources')}
              />
            ),
        },
        {
          title: t('entity.resource.column.owner'),
          cell: ({ owner }) =>
            owner && (
              <Text as="span" className={styles.owner}>
                {t('entity.resource.owner')}
              </Text>
            ),
        },
      ]}
    />
  );
}

function Principal({ principal }: { principal: AccessHolderPrincipal }) {
  const { t } = useTranslationRef(scimTranslationRef);
  switch (principal.type) {
    case 'user':
      return <PersonName user={principal.user} />;
    case 'group':
      return (
        <div className={styles.principal}>
          <EntityLink entityRef={principal.group.entityRef}>
            {principal.group.displayName}
          </EntityLink>
          <Text variant="body-small" color="secondary">
            {t('entity.resource.group', { count: principal.people })}
          </Text>
        </div>
      );
    case 'portalRole':
      return (
        <div className={styles.principal}>
          {principal.name}
          <Text variant="body-small" color="secondary">
            {t('entity.resource.portalRole', { count: principal.people })}
          </Text>
        </div>
      );
    default:
      return (
        <div className={styles.principal}>
          {principal.name}
          <Text variant="body-small" color="secondary">
            {t('entity.resource.serviceAccount')}
          </Text>
        </div>
      );
  }
}

function idOf(principal: AccessHolderPrincipal): string {
  switch (principal.type) {
    case 'user':
      return principal.user.id;
    case 'group':
      return principal.group.id;
    default:
      return principal.id;
  }
}
