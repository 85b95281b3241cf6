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
  AccessGrant,
  ResourceSummary,
  UserSummary,
} from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { RoleBadge, SourceChips } from '../access';
import { scimApiRef } from '../api';
import { ErrorNotice, LoadingRows } from '../layout';
import { scimTranslationRef } from '../translation';
import { WhyGraph } from './WhyGraph';
import styles from './WhyExplanation.module.css';

/** Every source of a person's role on a resource: as a list, and as a graph. */
export function WhyExplanation(props: {
  user: Pick<UserSummary, 'id' | 'email' | 'userName' | 'displayName'>;
  resource: Pick<ResourceSummary, 'id' | 'label'>;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { user, resource } = props;
  const { value, error, retry } = useAsyncRetry(async () => {
    const { roles } = await scim.getUserAccess(user.id);
    return { held: roles.find(one => one.resource.id === resource.id) };
  }, [scim, user.id, resource.id]);

  if (error) {
    return <ErrorNotice error={error} onRetry={retry} />;
  }
  if (!value) {
    return <LoadingRows rows={2} />;
  }
  const person = user.displayName ?? (user.email || user.userName);
  if (!value.held) {
    return <Text>{t('why.none', { person, resource: resource.label })}</Text>;
  }
  const { role, sources } = value.held;
  return (
    <div className={styles.explanation}>
      <ul className={styles.sources}>
        {sources.map((source, index) => (
          <li key={index} className={styles.source}>
            <RoleBadge role={source.role} tone={toneOf(source, role)} />
            <SourceChips
              sources={[source]}
              role={source.role}
              label={t('why.through')}
            />
            {source.role !== role && (
              <Text variant="body-small" color="secondary">
                {t('why.weaker', { role })}
              </Text>
            )}
          </li>
        ))}
      </ul>
      <WhyGraph
        person={person}
        resource={resource.label}
        role={role}
        sources={sources}
      />
    </div>
  );
}

function toneOf(source: AccessGrant, role: string) {
  return source.role === role ? 'plain' : 'before';
}
