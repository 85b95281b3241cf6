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

import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * Which item of a listing is shown in full; stands in the URL.
 *
 * @param name - of the parameter
 */
export function useOpenItem(
  name: string,
): [string | undefined, (id: string | undefined) => void] {
  const [params, setParams] = useSearchParams();
  const open = useCallback(
    (id: string | undefined) =>
      setParams(before => {
        const after = new URLSearchParams(before);
        if (id) {
          after.set(name, id);
        } else {
          after.delete(name);
        }
        return after;
      }),
    [name, setParams],
  );
  return [params.get(name) ?? undefined, open];
}
