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
import useAsync from 'react-use/esm/useAsync';
import { scimApiRef } from '../api';

/** More people than this are not named. */
const NAMED = 5;

/**
 * Names what a plan covers; undefined if that is everything, and until the names
 * of people are known.
 */
export function useScopeText(scope: PlanScope | undefined): string | undefined {
  const scim = useApi(scimApiRef);
  const users = scope?.type === 'users' ? scope.users : undefined;
  const names = useAsync(
    async () =>
      users &&
      Promise.all(
        users.slice(0, NAMED).map(id =>
          scim.getUser(id).then(
            ({ displayName, userName }) => displayName ?? userName,
            // Somebody who is gone, or whom one may not look up.
            () => id,
          ),
        ),
      ),
    [scim, users],
  );
  switch (scope?.type) {
    case 'source':
      return scope.source;
    case 'resource':
      return scope.resource;
    case 'users': {
      const text = names.value?.join(', ');
      return text && scope.users.length > NAMED ? `${text}, …` : text;
    }
    default:
      return undefined;
  }
}
