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

import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { UserAccess } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { EntityLink } from '../access';
import { ErrorNotice, LoadingRows, Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import styles from './MyGroups.module.css';

const SHOWN = 20;
/** Each is named in the address of the request. */
const MOST_OWNERS = 100;

/** What of the catalog a person owns with their groups; nothing in a portal without a catalog. */
export function OwnedEntities(props: { access: UserAccess }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const catalog = useApiHolder().get(catalogApiRef);
  const { user, groups } = props.access;
  const owners = [user, ...groups]
    .map(({ entityRef }) => entityRef)
    .slice(0, MOST_OWNERS);
  const { value, error, retry } = useAsyncRetry(
    async () =>
      catalog?.queryEntities({
        filter: {
          kind: ['component', 'system', 'resource', 'api'],
          'relations.ownedBy': owners,
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
        ],
        orderFields: { field: 'metadata.name', order: 'asc' },
        limit: SHOWN,
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the names stand for the list, which each render makes anew
    [catalog, owners.join()],
  );
  if (!catalog) {
    return null;
  }
  return (
    <Panel title={t('myAccess.owned.title')}>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!value && !error && <LoadingRows rows={2} />}
      {value?.items.length === 0 && (
        <Text color="secondary">{t('myAccess.owned.empty')}</Text>
      )}
      {value && value.items.length > 0 && (
        <ul className={styles.groups}>
          {value.items.map(entity => {
            const entityRef = stringifyEntityRef(entity);
            return (
              <li key={entityRef} className={styles.group}>
                <EntityLink entityRef={entityRef}>
                  {entity.metadata.title ?? entity.metadata.name}
                </EntityLink>
                <Text variant="body-small" color="secondary">
                  {entity.kind}
                </Text>
              </li>
            );
          })}
        </ul>
      )}
      {value && value.totalItems > SHOWN && (
        <Text color="secondary">
          {t('myAccess.owned.more', { count: value.totalItems - SHOWN })}
        </Text>
      )}
    </Panel>
  );
}
