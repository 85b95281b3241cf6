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
import { PlanScope } from '@backstage-scim/plugin-scim-common';
import { Button, Text } from '@backstage/ui';
import {
  RiEyeLine,
  RiGroupLine,
  RiHistoryLine,
  RiUserForbidLine,
} from '@remixicon/react';
import { useState } from 'react';
import { ErrorNotice, Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import { ProgressLine } from './ProgressLine';
import { ScopeChoice } from './ScopeChoice';
import styles from './StartPanel.module.css';
import { useMakePlan } from './useMakePlan';

/** Says what enforcing groups does, and begins with a preview. */
export function StartPanel(props: { organization: string }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { makePlan, loading, error, progress } = useMakePlan();
  const [scope, setScope] = useState<PlanScope | undefined>({
    type: 'everything',
  });
  const preview = () => makePlan({ scope });
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
      <ScopeChoice onChange={setScope} />
      {error && <ErrorNotice error={error} onRetry={preview} />}
      {loading && <ProgressLine progress={progress} />}
      <div>
        <Button
          variant="primary"
          iconStart={<RiEyeLine />}
          isPending={loading}
          isDisabled={!scope}
          onPress={preview}
        >
          {t('enforce.start.action')}
        </Button>
      </div>
    </Panel>
  );
}
