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
import { AccessModel, ImpliedAccess } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { typeLabel } from '../access';
import { Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import styles from './ImpliedRights.module.css';

/** Rights that follow from roles further up. */
export function ImpliedRights(props: {
  implied: ImpliedAccess[];
  model: AccessModel;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <Panel
      title={t('myAccess.implied.title')}
      description={t('myAccess.implied.description')}
    >
      <ul className={styles.list}>
        {props.implied.map(({ from, on }, index) => (
          <li key={index}>
            <Text>
              {t('myAccess.implied.row', {
                role: from.role,
                name: from.resource.label,
                types: typeLabel(props.model, on).toLocaleLowerCase(),
              })}
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
