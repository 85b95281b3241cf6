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
import { BlockedCatalogRemovals } from '@backstage-scim/plugin-scim-common';
import { Alert, Text } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef } from '../api';
import { ActionDialog, DateTime, ErrorNotice } from '../layout';
import { scimTranslationRef } from '../translation';

/** Removals from the catalog that wait for an administrator; nothing if there are none. */
export function BlockedRemovals() {
  const scim = useApi(scimApiRef);
  const { value, error, retry } = useAsyncRetry(
    () => scim.listBlockedRemovals(),
    [scim],
  );
  if (error) {
    return <ErrorNotice error={error} onRetry={retry} />;
  }
  return (
    <>
      {value?.items.map(removals => (
        <Blocked
          key={removals.fingerprint}
          removals={removals}
          onApproved={retry}
        />
      ))}
    </>
  );
}

function Blocked(props: {
  removals: BlockedCatalogRemovals;
  onApproved(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { removals, onApproved } = props;
  const { count, present, entityRefs, approvedBy, fingerprint } = removals;
  if (approvedBy) {
    return (
      <Alert
        status="info"
        icon
        title={t('conflicts.removals.approved', { count, by: approvedBy })}
      />
    );
  }
  return (
    <Alert
      status="warning"
      icon
      title={t('conflicts.removals.title', {
        count,
        present: present.toLocaleString(),
      })}
      description={
        <>
          {t('conflicts.removals.description')}{' '}
          <DateTime value={removals.blockedAt} />
        </>
      }
      customActions={
        <ActionDialog
          action={t('conflicts.removals.action')}
          icon={<RiDeleteBinLine />}
          title={t('conflicts.removals.confirmTitle', { count })}
          confirm={t('conflicts.removals.confirm')}
          isDestructive
          onConfirm={async () => {
            await scim.approveRemovals(fingerprint);
            onApproved();
          }}
        >
          <Text>{t('conflicts.removals.confirmDescription')}</Text>
          <ul>
            {entityRefs.map(ref => (
              <li key={ref}>
                <Text>{ref}</Text>
              </li>
            ))}
          </ul>
          {count > entityRefs.length && (
            <Text color="secondary">
              {t('conflicts.removals.more', {
                count: count - entityRefs.length,
              })}
            </Text>
          )}
        </ActionDialog>
      }
    />
  );
}
