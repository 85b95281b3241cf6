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
import { CallerInfo } from '@backstage-scim/plugin-scim-common';
import { useEffect, useRef } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef } from '../api';
import { ErrorNotice, LoadingRows } from '../layout';
import { scimTranslationRef } from '../translation';
import { ApplyStep } from './ApplyStep';
import { GuardsStep } from './GuardsStep';
import { PlanHeader } from './PlanHeader';
import styles from './PlanView.module.css';
import { PreviewStep } from './PreviewStep';
import { StepList } from './StepList';
import { useEnforceLocation } from './useEnforceLocation';

/** A plan, step by step. */
export function PlanView(props: {
  id: string;
  /** Absent while it loads: the plan need not wait for it. */
  caller?: CallerInfo;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { id, caller } = props;
  const scim = useApi(scimApiRef);
  const [{ step }, go] = useEnforceLocation();
  const plan = useAsyncRetry(() => scim.getPlan(id), [scim, id]);

  // Takes people who cannot see it to the step they asked for.
  const content = useRef<HTMLDivElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) {
      shown.current = step;
      content.current?.focus();
    }
  }, [step]);

  if (plan.error) {
    return <ErrorNotice error={plan.error} onRetry={plan.retry} />;
  }
  if (!plan.value || !caller) {
    return <LoadingRows rows={3} height={96} />;
  }

  const { value } = plan;
  return (
    <>
      <PlanHeader plan={value} />
      <StepList
        step={step}
        isScopeFixed={value.kind === 'rollback'}
        onSelect={next => go(next === 'scope' ? {} : { plan: id, step: next })}
      />
      <div
        ref={content}
        tabIndex={-1}
        role="group"
        aria-label={t(`enforce.steps.${step}`)}
        className={styles.content}
      >
        {step === 'preview' && (
          <PreviewStep
            plan={value}
            model={caller.model}
            onContinue={() => go({ plan: id, step: 'guards' })}
          />
        )}
        {step === 'guards' && (
          <GuardsStep
            plan={value}
            caller={caller}
            onChanged={plan.retry}
            onContinue={() => go({ plan: id, step: 'apply' })}
          />
        )}
        {step === 'apply' && (
          <ApplyStep
            plan={value}
            caller={caller}
            onApplied={run => go({ run: run.id })}
          />
        )}
      </div>
    </>
  );
}
