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
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { useEnforceLocation } from './useEnforceLocation';

/** Makes a plan, to enforce groups or to undo a run, and shows its preview. */
export function useMakePlan() {
  const scim = useApi(scimApiRef);
  const [, go] = useEnforceLocation();
  const [{ loading, error }, makePlan] = useAsyncFn(
    async (options?: { rollbackOf?: string }) => {
      const plan = await scim.createPlan(options);
      go({ plan: plan.id });
    },
    [scim, go],
  );
  return { makePlan, loading, error };
}
