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
import { scimTranslationRef } from '../translation';
import styles from './StepList.module.css';
import { PlanStep, planSteps } from './useEnforceLocation';

const steps = ['scope', ...planSteps] as const;

/** The steps, which of them is shown, and a way to each. */
export function StepList(props: {
  step: 'scope' | PlanStep;
  /** Absent as long as there is nothing to preview. */
  onSelect?: (step: 'scope' | PlanStep) => void;
  /** Leaves the scope out, where it is not for the reader to choose. */
  isScopeFixed?: boolean;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const shown = props.isScopeFixed ? planSteps : steps;
  return (
    <nav aria-label={t('enforce.steps.label')}>
      <ol className={styles.steps}>
        {shown.map((step, index) => (
          <li key={step} className={styles.item}>
            <button
              type="button"
              className={styles.step}
              aria-current={step === props.step ? 'step' : undefined}
              disabled={!props.onSelect && step !== props.step}
              onClick={() => props.onSelect?.(step)}
            >
              <span className={styles.number} aria-hidden="true">
                {index + 1}
              </span>
              {t(`enforce.steps.${step}`)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
