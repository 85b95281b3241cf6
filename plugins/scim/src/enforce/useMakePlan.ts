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

import { useApi } from '@backstage/frontend-plugin-api';
import { PlanScope } from '@backstage-scim/plugin-scim-common';
import { useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { newOperationId } from './newOperationId';
import { useEnforceLocation } from './useEnforceLocation';
import { useOperationProgress } from './useOperationProgress';

/** Makes a plan, to enforce groups or to undo a run, and shows its preview. */
export function useMakePlan() {
  const scim = useApi(scimApiRef);
  const [, go] = useEnforceLocation();
  const [operationId, setOperationId] = useState<string>();
  const [{ loading, error }, makePlan] = useAsyncFn(
    async (options?: { rollbackOf?: string; scope?: PlanScope }) => {
      const id = newOperationId();
      setOperationId(id);
      const plan = await scim.createPlan({ ...options, operationId: id });
      go({ plan: plan.id });
    },
    [scim, go],
  );
  const progress = useOperationProgress(loading ? operationId : undefined);
  return { makePlan, loading, error, progress };
}
