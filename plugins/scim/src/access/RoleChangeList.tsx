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
import { RoleChange, UserSummary } from '@backstage-scim/plugin-scim-common';
import { Text, VisuallyHidden } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import { scimTranslationRef } from '../translation';
import { WhyRole } from '../why/WhyRole';
import { RoleBadge } from './RoleBadge';
import styles from './RoleChangeList.module.css';
import { SourceChips } from './SourceChips';

/** Roles before and after, with the sources that go and those that stay. */
export function RoleChangeList(props: {
  user: UserSummary;
  changes: RoleChange[];
  label: string;
}) {
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.changes.map(change => (
        <li key={change.resource.id} className={styles.row}>
          <Resource change={change} />
          <Roles user={props.user} change={change} />
          <Sources change={change} />
        </li>
      ))}
    </ul>
  );
}

function Resource({ change }: { change: RoleChange }) {
  const { label, type } = change.resource;
  return (
    <div className={styles.resource}>
      <Text as="span">{label}</Text>
      {label !== type && (
        <Text as="span" variant="body-small" color="secondary">
          {type}
        </Text>
      )}
    </div>
  );
}

function Roles(props: { user: UserSummary; change: RoleChange }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { user, change } = props;
  return (
    <div className={styles.roles}>
      {change.oldRole ? (
        <WhyRole
          user={user}
          resource={change.resource}
          role={change.oldRole}
          tone="before"
        />
      ) : (
        <RoleBadge tone="before" />
      )}
      <RiArrowRightLine className={styles.arrow} aria-hidden="true" />
      <VisuallyHidden>{t('access.becomes')}</VisuallyHidden>
      <RoleBadge
        role={change.newRole}
        tone={change.newRole ? 'after' : 'lost'}
      />
    </div>
  );
}

function Sources({ change }: { change: RoleChange }) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <div className={styles.sources}>
      {change.lost.length > 0 && (
        <SourceChips
          sources={change.lost}
          role={change.oldRole}
          label={t('access.lostSources')}
          lost
        />
      )}
      {change.kept.length > 0 && (
        <SourceChips
          sources={change.kept}
          role={change.newRole}
          label={t('access.keptSources')}
        />
      )}
    </div>
  );
}
