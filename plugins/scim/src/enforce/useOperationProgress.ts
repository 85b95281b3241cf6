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
import { OperationProgress } from '@backstage-scim/plugin-scim-common';
import { useEffect, useState } from 'react';
import { scimApiRef } from '../api';

/**
 * How far an operation is, while it goes on. Only tells: what comes of the
 * operation is known from its own answer.
 */
export function useOperationProgress(
  operationId: string | undefined,
): OperationProgress | undefined {
  const scim = useApi(scimApiRef);
  const [progress, setProgress] = useState<OperationProgress>();
  useEffect(() => {
    setProgress(undefined);
    if (operationId === undefined) {
      return undefined;
    }
    const abort = new AbortController();
    const watch = async () => {
      const { signal } = abort;
      for await (const step of scim.watchOperation(operationId, { signal })) {
        setProgress(step);
      }
    };
    // Nobody misses what cannot be watched; the operation itself tells its errors.
    watch().catch(() => {});
    return () => abort.abort();
  }, [scim, operationId]);
  return progress;
}
