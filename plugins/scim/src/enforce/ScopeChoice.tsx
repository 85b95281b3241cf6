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
import {
  PlanScope,
  ResourceSummary,
  UserSummary,
} from '@backstage-scim/plugin-scim-common';
import { Radio, RadioGroup, Text } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { scimApiRef } from '../api';
import { ListingPicker } from '../listing';
import { scimTranslationRef } from '../translation';
import styles from './ScopeChoice.module.css';

const kinds = ['everything', 'resource', 'users'] as const;
type Kind = (typeof kinds)[number];

/** What a plan is to cover. */
export function ScopeChoice(props: {
  /** Undefined while something is yet to be picked. */
  onChange(scope: PlanScope | undefined): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { onChange } = props;
  const [kind, setKind] = useState<Kind>('everything');
  const listResources = useMemo(() => scim.listResources.bind(scim), [scim]);
  const listUsers = useMemo(() => scim.listUsers.bind(scim), [scim]);
  return (
    <div className={styles.choice}>
      <RadioGroup
        label={t('enforce.scope.label')}
        value={kind}
        onChange={value => {
          setKind(value as Kind);
          onChange(value === 'everything' ? { type: 'everything' } : undefined);
        }}
      >
        {kinds.map(one => (
          <Radio key={one} value={one}>
            {t(`enforce.scope.${one}`)}
          </Radio>
        ))}
      </RadioGroup>
      {kind === 'resource' && (
        <ListingPicker<ResourceSummary>
          label={t('enforce.scope.pickResource')}
          list={listResources}
          nameOf={({ ref }) => ref}
          onPick={resource =>
            onChange(resource && { type: 'resource', resource: resource.ref })
          }
        />
      )}
      {kind === 'users' && (
        <ListingPicker<UserSummary>
          label={t('enforce.scope.pickUser')}
          list={listUsers}
          nameOf={user => user.email || user.userName}
          onPick={user => onChange(user && { type: 'users', users: [user.id] })}
        />
      )}
      {kind === 'resource' && (
        <Text variant="body-small" color="secondary">
          {t('enforce.scope.resourceHint')}
        </Text>
      )}
    </div>
  );
}
