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
  EnforcementRun,
  scimEnforcementApplyPermission,
} from '@backstage-scim/plugin-scim-common';
import { Alert, TextField } from '@backstage/ui';
import { FormEvent, useRef, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { ConfirmButton, Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import { ApplyRefusal } from './ApplyRefusal';
import styles from './ApplyStep.module.css';
import { isBlocking } from './isBlocking';
import { newOperationId } from './newOperationId';
import { ProgressLine } from './ProgressLine';
import { useOperationProgress } from './useOperationProgress';

/** Applies the plan, once its organization's name has been typed. */
export function ApplyStep(props: {
  plan: EnforcementPlan;
  caller: CallerInfo;
  onApplied: (run: EnforcementRun) => void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { plan, caller, onApplied } = props;
  const { id, kind, organization, counts, fingerprint } = plan;
  const scim = useApi(scimApiRef);
  const [typed, setTyped] = useState('');
  // Stays the same when one tries again, so that nothing is applied twice.
  const operationId = useRef(newOperationId());

  const [{ loading, error }, apply] = useAsyncFn(async () => {
    const request = { fingerprint, operationId: operationId.current };
    onApplied(await scim.applyPlan(id, request));
  }, [scim, id, fingerprint, onApplied]);

  const progress = useOperationProgress(
    loading ? operationId.current : undefined,
  );
  const obstacle = obstacleOf(plan, caller);
  const ready = !obstacle && typed.trim() === organization;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (ready && !loading) {
      apply();
    }
  }

  return (
    <Panel title={t(`enforce.apply.title.${kind}`)}>
      <Alert
        status={kind === 'enforce' ? 'warning' : 'info'}
        icon
        title={t(`enforce.apply.summary.${kind}`, {
          bindings: counts.bindings.toLocaleString(),
          changed: counts.usersChanged.toLocaleString(),
          removed: counts.usersRemoved.toLocaleString(),
        })}
        description={t(`enforce.apply.note.${kind}`)}
      />
      {obstacle && (
        <Alert
          status="info"
          icon
          title={t(`enforce.apply.obstacle.${obstacle}`)}
        />
      )}
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label={t('enforce.apply.confirm', { organization })}
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          isDisabled={Boolean(obstacle) || loading}
        />
        <div className={styles.action}>
          <ConfirmButton
            type="submit"
            variant="primary"
            isDestructive={kind === 'enforce'}
            isDisabled={!ready}
            isPending={loading}
          >
            {t(`enforce.apply.action.${kind}`)}
          </ConfirmButton>
        </div>
      </form>
      {loading && <ProgressLine progress={progress} />}
      {error && !loading && (
        <ApplyRefusal error={error} plan={plan} onRetry={apply} />
      )}
    </Panel>
  );
}

/** Why the plan cannot be applied by this person now. */
function obstacleOf(plan: EnforcementPlan, caller: CallerInfo) {
  if (!caller.permissions.includes(scimEnforcementApplyPermission.name)) {
    return 'permission';
  }
  if (plan.status !== 'ready') {
    return 'status';
  }
  if (plan.guards.some(isBlocking)) {
    return 'guards';
  }
  if (plan.approvals && plan.approvals.given.length < plan.approvals.required) {
    return 'approvals';
  }
  return undefined;
}
