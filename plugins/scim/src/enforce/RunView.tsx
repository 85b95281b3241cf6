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
  EnforcementRun,
  PageRequest,
} from '@backstage-scim/plugin-scim-common';
import { Alert, Button, Text } from '@backstage/ui';
import { useCallback } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef } from '../api';
import { DateTime, ErrorNotice, LoadingRows, Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import { ActorName } from './ActorName';
import { ChangesPanel } from './ChangesPanel';
import { CountsRow } from './CountsRow';
import { RemovalsPanel } from './RemovalsPanel';
import { ResumeNotice } from './ResumeNotice';
import styles from './RunView.module.css';
import { UndoButton } from './UndoButton';
import { useEnforceLocation } from './useEnforceLocation';

/** What a run really changed, read back from its records. */
export function RunView(props: { id: string; caller: CallerInfo }) {
  const { id, caller } = props;
  const scim = useApi(scimApiRef);
  const run = useAsyncRetry(() => scim.getRun(id), [scim, id]);
  if (run.error) {
    return <ErrorNotice error={run.error} onRetry={run.retry} />;
  }
  if (!run.value) {
    return <LoadingRows rows={3} height={96} />;
  }
  return <RunDetails run={run.value} caller={caller} onChanged={run.retry} />;
}

function RunDetails(props: {
  run: EnforcementRun;
  caller: CallerInfo;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { run, caller } = props;
  const { id, kind, counts } = run;
  const scim = useApi(scimApiRef);
  const [, go] = useEnforceLocation();
  const listChanges = useCallback(
    (page: PageRequest) => scim.listRunChanges(id, page),
    [scim, id],
  );
  const listRemovals = useCallback(
    (page: PageRequest) => scim.listRunRemovals(id, page),
    [scim, id],
  );

  return (
    <>
      <Alert
        role="status"
        status="success"
        icon
        title={t(`enforce.run.done.${kind}`)}
        description={
          <>
            {t('enforce.run.appliedBy')} <ActorName actor={run.appliedBy} />
            {', '}
            <DateTime value={run.finishedAt} />
            {'. '}
            {run.rolledBackBy && t('enforce.run.undone')}
          </>
        }
        customActions={
          <div className={styles.actions}>
            <UndoButton run={run} caller={caller} />
            <Button size="small" variant="tertiary" onPress={() => go({})}>
              {t('enforce.run.close')}
            </Button>
          </div>
        }
      />
      <CountsRow counts={counts} kind={kind} />
      {run.status === 'partial' && (
        <ResumeNotice run={run} onResumed={props.onChanged} />
      )}
      <ChangesPanel
        list={listChanges}
        total={counts.changes}
        title={t('enforce.run.changes')}
      />
      {counts.usersRemoved > 0 && (
        <RemovalsPanel
          list={listRemovals}
          title={t(`enforce.run.removals.${kind}`)}
          description={t(`enforce.removals.description.${kind}`)}
        />
      )}
      {run.skipped && run.skipped.length > 0 && (
        <Panel
          title={t('enforce.run.skipped')}
          description={t('enforce.run.skippedDescription')}
        >
          <ul className={styles.skipped}>
            {run.skipped.map(({ principal, resource, role, reason }, index) => (
              <li key={index}>
                <Text>{`${principal}: ${resource}, ${role}. ${reason}`}</Text>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
