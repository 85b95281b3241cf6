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
import { CallerInfo, EnforcementRun } from '@backstage-scim/plugin-scim-common';
import { Button, Text } from '@backstage/ui';
import { useMemo } from 'react';
import { scimApiRef } from '../api';
import { DateTime, ErrorNotice, LoadingRows, Panel } from '../layout';
import { ListingPagination, usePagedListing } from '../listing';
import { scimTranslationRef } from '../translation';
import { ActorName } from './ActorName';
import styles from './RunsPanel.module.css';
import { UndoButton } from './UndoButton';
import { useEnforceLocation } from './useEnforceLocation';

/** What was applied before, newest first. */
export function RunsPanel({ caller }: { caller: CallerInfo }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const list = useMemo(() => scim.listRuns.bind(scim), [scim]);
  const listing = usePagedListing({ name: 'runs', list, pageSize: 10 });
  const { page, error, retry } = listing;
  return (
    <Panel title={t('enforce.runs.title')}>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!error && !page && <LoadingRows rows={2} />}
      {page?.items.length === 0 && (
        <Text color="secondary">{t('enforce.runs.empty')}</Text>
      )}
      <ul className={styles.runs}>
        {page?.items.map(run => (
          <li key={run.id} className={styles.run}>
            <RunRow run={run} caller={caller} />
          </li>
        ))}
      </ul>
      <ListingPagination listing={listing} label={t('enforce.runs.pages')} />
    </Panel>
  );
}

function RunRow(props: { run: EnforcementRun; caller: CallerInfo }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const [, go] = useEnforceLocation();
  const { run, caller } = props;
  return (
    <>
      <div className={styles.what}>
        <Text>
          {t(`enforce.runs.kind.${run.kind}`)}
          {', '}
          <DateTime value={run.finishedAt} />
        </Text>
        <Text variant="body-small" color="secondary">
          {t('enforce.runs.by')} <ActorName actor={run.appliedBy} />
          {' · '}
          {t(`enforce.runs.numbers.${run.kind}`, {
            bindings: run.counts.bindings.toLocaleString(),
            removed: run.counts.usersRemoved.toLocaleString(),
          })}
          {run.rolledBackBy && ` · ${t('enforce.runs.undone')}`}
        </Text>
      </div>
      <div className={styles.actions}>
        <UndoButton run={run} caller={caller} />
        <Button
          size="small"
          variant="tertiary"
          onPress={() => go({ run: run.id })}
        >
          {t('enforce.runs.show')}
        </Button>
      </div>
    </>
  );
}
