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
import { OperationProgress } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { scimTranslationRef } from '../translation';
import styles from './ProgressLine.module.css';

const phases = [
  'reading',
  'computing',
  'storing',
  'checking',
  'removing',
  'restoring',
  'memberships',
  'verifying',
  'recording',
  'sources',
] as const;

/** What an operation is doing now, and how much of it is done. */
export function ProgressLine(props: {
  progress: OperationProgress | undefined;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { progress } = props;
  // A newer server may have phases that these pages do not know.
  const phase = phases.find(known => known === progress?.phase);
  const { done, total } = progress ?? {};
  return (
    <div className={styles.progress}>
      <Text role="status" color="secondary">
        {phase ? t(`enforce.progress.${phase}`) : t('enforce.progress.working')}
      </Text>
      <progress
        className={styles.bar}
        aria-label={t('enforce.progress.label')}
        max={total || undefined}
        value={total ? done : undefined}
      />
    </div>
  );
}
