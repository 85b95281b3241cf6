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
import { useCallback } from 'react';
import { scimTranslationRef } from '../translation';

/** Copies a text to the clipboard and says whether it worked. */
export function useCopy(): (text: string) => Promise<void> {
  const { t } = useTranslationRef(scimTranslationRef);
  const toast = useApi(toastApiRef);
  return useCallback(
    async text => {
      try {
        await navigator.clipboard.writeText(text);
        toast.post({ title: t('copy.done'), status: 'success', timeout: 3000 });
      } catch {
        toast.post({ title: t('copy.failed'), status: 'danger' });
      }
    },
    [t, toast],
  );
}
