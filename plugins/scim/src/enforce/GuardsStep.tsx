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
  CallerInfo,
  EnforcementPlan,
  scimEnforcementOverridePermission,
} from '@backstage-scim/plugin-scim-common';
import { Button, Text } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import { Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import { ApprovalsPanel } from './ApprovalsPanel';
import { GuardList } from './GuardList';
import { isBlocking } from './isBlocking';
import { OverrideGuard } from './OverrideGuard';
import { PersonName } from '../access';
import styles from './GuardsStep.module.css';

/** The safety checks of the plan, and who is exempt from it. */
export function GuardsStep(props: {
  plan: EnforcementPlan;
  caller: CallerInfo;
  onChanged: () => void;
  onContinue: () => void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { plan, caller, onChanged, onContinue } = props;
  const blocked = plan.guards.some(isBlocking);
  const mayOverride =
    plan.status === 'ready' &&
    caller.permissions.includes(scimEnforcementOverridePermission.name);
  return (
    <>
      <Panel
        title={t('enforce.guards.title')}
        description={
          blocked
            ? t('enforce.guards.blocked')
            : t('enforce.guards.description')
        }
      >
        <GuardList
          guards={plan.guards}
          actionOn={guard =>
            mayOverride &&
            guard.overridable &&
            isBlocking(guard) && (
              <div className={styles.override}>
                <OverrideGuard
                  plan={plan}
                  guard={guard}
                  onOverridden={onChanged}
                />
              </div>
            )
          }
        />
      </Panel>
      <ApprovalsPanel plan={plan} caller={caller} onApproved={onChanged} />
      {plan.exempt.length > 0 && (
        <Panel
          title={t('enforce.exempt.title')}
          description={t('enforce.exempt.description')}
        >
          <ul className={styles.people}>
            {plan.exempt.map(user => (
              <li key={user.id}>
                <PersonName user={user} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <div className={styles.actions}>
        <Button
          variant="primary"
          iconEnd={<RiArrowRightLine />}
          isDisabled={blocked}
          onPress={onContinue}
        >
          {t('enforce.guards.continue')}
        </Button>
        {blocked && (
          <Text color="secondary">{t('enforce.guards.blockedHint')}</Text>
        )}
      </div>
    </>
  );
}
