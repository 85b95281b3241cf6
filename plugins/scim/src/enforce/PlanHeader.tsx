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
import { EnforcementPlan } from '@backstage-scim/plugin-scim-common';
import { Alert, Button, Text } from '@backstage/ui';
import { DateTime, ErrorNotice } from '../layout';
import { scimTranslationRef } from '../translation';
import { ActorName } from './ActorName';
import styles from './PlanHeader.module.css';
import { useEnforceLocation } from './useEnforceLocation';
import { useMakePlan } from './useMakePlan';
import { useScopeText } from './useScopeText';

/** What the plan is, who made it when, and whether it can still be applied. */
export function PlanHeader({ plan }: { plan: EnforcementPlan }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const [, go] = useEnforceLocation();
  const { makePlan, loading, error } = useMakePlan();
  const fresh = () =>
    makePlan({ rollbackOf: plan.rollbackOf, scope: plan.scope });
  const scope = useScopeText(plan.scope);
  return (
    <>
      <div className={styles.header}>
        <div>
          <Text as="h2" variant="title-x-small" weight="bold">
            {t(`enforce.plan.title.${plan.kind}`, {
              organization: plan.organization,
            })}
          </Text>
          {scope && <Text as="p">{t('enforce.scope.only', { scope })}</Text>}
          <Text as="p" color="secondary">
            {t('enforce.plan.madeBy')} <ActorName actor={plan.createdBy} />
            {', '}
            <DateTime value={plan.createdAt} />
            {plan.status === 'ready' && (
              <>
                {' · '}
                {t('enforce.plan.validUntil')}{' '}
                <DateTime value={plan.expiresAt} />
              </>
            )}
          </Text>
        </div>
        <div className={styles.actions}>
          <Button size="small" variant="tertiary" onPress={() => go({})}>
            {t('enforce.plan.leave')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            isPending={loading}
            onPress={fresh}
          >
            {t('enforce.plan.fresh')}
          </Button>
        </div>
      </div>
      {error && <ErrorNotice error={error} onRetry={fresh} />}
      {plan.status !== 'ready' && (
        <Alert
          status={plan.status === 'applied' ? 'info' : 'warning'}
          icon
          title={t(`enforce.plan.status.${plan.status}.title`)}
          description={t(`enforce.plan.status.${plan.status}.description`)}
        />
      )}
    </>
  );
}
