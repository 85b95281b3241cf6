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
import { UserPolicy } from '@backstage-scim/plugin-scim-common';
import { TextField } from '@backstage/ui';
import { RiUserAddLine } from '@remixicon/react';
import { useState } from 'react';
import { scimApiRef } from '../api';
import { ActionDialog } from '../layout';
import { scimTranslationRef } from '../translation';

/** Adds an unsynced person; while SCIM is on, says where to add people instead. */
export function AddUser(props: {
  /** Absent while it is read. */
  policy: UserPolicy | undefined;
  onAdded(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { policy, onAdded } = props;
  const [email, setEmail] = useState('');
  const [displayName, setDisplayName] = useState('');
  return (
    <ActionDialog
      action={t('users.add.action')}
      icon={<RiUserAddLine />}
      obstacle={policy?.canAdd ? undefined : policy?.reason ?? t('loading')}
      title={t('users.add.title')}
      confirm={t('users.add.confirm')}
      isConfirmDisabled={!email.trim()}
      onConfirm={async () => {
        await scim.createUser({
          userName: email.trim(),
          displayName: displayName.trim() || undefined,
        });
        setEmail('');
        setDisplayName('');
        onAdded();
      }}
    >
      <TextField
        label={t('users.add.email')}
        description={t('users.add.emailHint')}
        value={email}
        onChange={setEmail}
        isRequired
      />
      <TextField
        label={t('users.add.name')}
        value={displayName}
        onChange={setDisplayName}
      />
    </ActionDialog>
  );
}
