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
import { Button, Text } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import { Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import { GuardList } from './GuardList';
import { PersonName } from '../access';
import styles from './GuardsStep.module.css';

/** The safety checks of the plan, and who is exempt from it. */
export function GuardsStep(props: {
  plan: EnforcementPlan;
  onContinue: () => void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { plan, onContinue } = props;
  const blocked = plan.guards.some(guard => guard.outcome === 'block');
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
        <GuardList guards={plan.guards} />
      </Panel>
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
