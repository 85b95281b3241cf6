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

import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  CallerInfo,
  EnforcementRun,
  scimEnforcementApplyPermission,
} from '@backstage-scim/plugin-scim-common';
import { Button } from '@backstage/ui';
import { RiArrowGoBackLine } from '@remixicon/react';
import { useEffect } from 'react';
import { scimTranslationRef } from '../translation';
import { useMakePlan } from './useMakePlan';

/** Previews undoing a run; nothing for runs that cannot be undone, or were. */
export function UndoButton(props: { run: EnforcementRun; caller: CallerInfo }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const toast = useApi(toastApiRef);
  const { makePlan, loading, error } = useMakePlan();
  const { run, caller } = props;

  useEffect(() => {
    if (error) {
      toast.post({
        title: t('enforce.runs.undoFailed'),
        description: error.message,
        status: 'danger',
      });
    }
  }, [error, toast, t]);

  if (
    run.kind !== 'enforce' ||
    run.rolledBackBy ||
    !caller.permissions.includes(scimEnforcementApplyPermission.name)
  ) {
    return null;
  }
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiArrowGoBackLine />}
      isPending={loading}
      onPress={() => makePlan({ rollbackOf: run.id })}
    >
      {t('enforce.runs.undo')}
    </Button>
  );
}
