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
import {
  CallerInfo,
  EnforcementPlan,
  scimEnforcementApprovePermission,
} from '@backstage-scim/plugin-scim-common';
import { Button, Text } from '@backstage/ui';
import { RiCheckLine } from '@remixicon/react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { DateTime, ErrorNotice, Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import { ActorName } from './ActorName';
import styles from './GuardsStep.module.css';

/** Who else must agree to a plan, and who did. */
export function ApprovalsPanel(props: {
  plan: EnforcementPlan;
  caller: CallerInfo;
  onApproved(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { plan, caller, onApproved } = props;
  const [{ loading, error }, approve] = useAsyncFn(async () => {
    await scim.approvePlan(plan.id, { fingerprint: plan.fingerprint });
    onApproved();
  }, [scim, plan, onApproved]);
  if (!plan.approvals) {
    return null;
  }
  const { required, given } = plan.approvals;
  const mayApprove =
    plan.status === 'ready' &&
    caller.permissions.includes(scimEnforcementApprovePermission.name) &&
    ![plan.createdBy, ...given.map(({ by }) => by)].includes(
      caller.user?.entityRef ?? '',
    );
  return (
    <Panel
      title={t('enforce.approvals.title')}
      description={t('enforce.approvals.description', {
        given: String(given.length),
        required: String(required),
      })}
      actions={
        mayApprove && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiCheckLine />}
            isPending={loading}
            onPress={approve}
          >
            {t('enforce.approvals.action')}
          </Button>
        )
      }
    >
      {error && <ErrorNotice error={error} onRetry={approve} />}
      {given.length === 0 && (
        <Text color="secondary">{t('enforce.approvals.none')}</Text>
      )}
      <ul className={styles.people}>
        {given.map(({ by, at }) => (
          <li key={by}>
            <Text>
              <ActorName actor={by} />
              {', '}
              <DateTime value={at} />
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
