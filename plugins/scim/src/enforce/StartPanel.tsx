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
import { Button, Text } from '@backstage/ui';
import {
  RiEyeLine,
  RiGroupLine,
  RiHistoryLine,
  RiUserForbidLine,
} from '@remixicon/react';
import { ErrorNotice, Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import styles from './StartPanel.module.css';
import { useMakePlan } from './useMakePlan';

/** Says what enforcing groups does, and begins with a preview. */
export function StartPanel(props: { organization: string }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { makePlan, loading, error } = useMakePlan();
  return (
    <Panel
      title={t('enforce.start.title', { organization: props.organization })}
      description={t('enforce.start.description')}
    >
      <ul className={styles.facts}>
        <li>
          <RiUserForbidLine aria-hidden="true" />
          <Text>{t('enforce.start.bindings')}</Text>
        </li>
        <li>
          <RiGroupLine aria-hidden="true" />
          <Text>{t('enforce.start.members')}</Text>
        </li>
        <li>
          <RiHistoryLine aria-hidden="true" />
          <Text>{t('enforce.start.undo')}</Text>
        </li>
      </ul>
      {error && <ErrorNotice error={error} onRetry={() => makePlan()} />}
      <div>
        <Button
          variant="primary"
          iconStart={<RiEyeLine />}
          isPending={loading}
          onPress={() => makePlan()}
        >
          {t('enforce.start.action')}
        </Button>
      </div>
    </Panel>
  );
}
