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
  EnforcementPlan,
  GuardResult,
} from '@backstage-scim/plugin-scim-common';
import { NumberField, Text, TextField } from '@backstage/ui';
import { RiShieldKeyholeLine } from '@remixicon/react';
import { useState } from 'react';
import { scimApiRef } from '../api';
import { ActionDialog } from '../layout';
import { scimTranslationRef } from '../translation';

/** Lets this one plan pass a guard: by the typed number of people, and a reason. */
export function OverrideGuard(props: {
  plan: EnforcementPlan;
  guard: GuardResult;
  onOverridden(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { plan, guard, onOverridden } = props;
  const [affectedUsers, setAffectedUsers] = useState<number>(NaN);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      action={t('enforce.override.action')}
      icon={<RiShieldKeyholeLine />}
      title={t('enforce.override.title')}
      confirm={t('enforce.override.confirm')}
      isDestructive
      isConfirmDisabled={Number.isNaN(affectedUsers) || !reason.trim()}
      onConfirm={async () => {
        await scim.overrideGuard(plan.id, {
          guard: guard.guard,
          affectedUsers,
          reason: reason.trim(),
        });
        onOverridden();
      }}
    >
      <Text>{guard.message}</Text>
      <NumberField
        label={t('enforce.override.number', {
          count: plan.affectedUsers,
        })}
        minValue={0}
        value={affectedUsers}
        onChange={setAffectedUsers}
        isRequired
      />
      <TextField
        label={t('enforce.override.reason')}
        description={t('enforce.override.reasonHint')}
        value={reason}
        onChange={setReason}
        isRequired
      />
    </ActionDialog>
  );
}
