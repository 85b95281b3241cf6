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
import { useMemo } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef, useCaller } from '../api';
import { ErrorNotice, HistoryPanel, ItemDialog, LoadingRows } from '../layout';
import { PersonAccess } from '../myAccess';
import { scimTranslationRef } from '../translation';
import { UserFacts } from './UserFacts';

/** Everything about one person: who provisions them, what they reach and why, and what happened. */
export function UserDialog(props: {
  /** Closed if absent. */
  id: string | undefined;
  canChange: boolean;
  onClose(): void;
  onChanged(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { id, canChange, onClose, onChanged } = props;
  const scim = useApi(scimApiRef);
  const read = useMemo(() => scim.getUser.bind(scim), [scim]);
  return (
    <ItemDialog
      id={id}
      read={read}
      titleOf={user => user.displayName ?? user.userName}
      kind={t('users.detail.title')}
      onClose={onClose}
    >
      {(user, readAgain) => (
        <>
          <UserFacts
            user={user}
            canChange={canChange}
            onRemoved={() => {
              onChanged();
              onClose();
            }}
            onChanged={() => {
              onChanged();
              readAgain();
            }}
          />
          <AccessOf id={user.id} />
          <HistoryPanel entries={user.history} />
        </>
      )}
    </ItemDialog>
  );
}

function AccessOf({ id }: { id: string }) {
  const scim = useApi(scimApiRef);
  const caller = useCaller();
  const access = useAsyncRetry(() => scim.getUserAccess(id), [scim, id]);
  const error = access.error ?? caller.error;
  if (error) {
    return <ErrorNotice error={error} onRetry={access.retry} />;
  }
  if (!access.value || !caller.value) {
    return <LoadingRows rows={2} height={96} />;
  }
  return <PersonAccess access={access.value} model={caller.value.model} />;
}
