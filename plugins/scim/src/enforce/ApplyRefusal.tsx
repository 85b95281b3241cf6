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
import {
  EnforcementPlan,
  GuardRefusedError,
  StalePlanError,
} from '@backstage-scim/plugin-scim-common';
import { Alert, Button } from '@backstage/ui';
import { ErrorNotice } from '../layout';
import { scimTranslationRef } from '../translation';
import { GuardList } from './GuardList';
import { PlanDifferenceList } from './PlanDifferenceList';
import { useMakePlan } from './useMakePlan';

/** Why a plan was not applied: nothing changed, and what to do now. */
export function ApplyRefusal(props: {
  error: Error;
  plan: EnforcementPlan;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { error, plan, onRetry } = props;
  const { makePlan, loading, error: planError } = useMakePlan();

  if (error instanceof StalePlanError) {
    const fresh = () =>
      makePlan({ rollbackOf: plan.rollbackOf, scope: plan.scope });
    return (
      <>
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('enforce.stale.title')}
          description={error.message}
          customActions={
            <Button
              size="small"
              variant="secondary"
              isPending={loading}
              onPress={fresh}
            >
              {t('enforce.plan.fresh')}
            </Button>
          }
        />
        {planError && <ErrorNotice error={planError} onRetry={fresh} />}
        {error.difference && (
          <PlanDifferenceList difference={error.difference} />
        )}
      </>
    );
  }
  if (error instanceof GuardRefusedError) {
    return (
      <>
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('enforce.refused.title')}
          description={t('enforce.refused.description')}
        />
        <GuardList guards={error.guards} />
      </>
    );
  }
  return <ErrorNotice error={error} onRetry={onRetry} />;
}
