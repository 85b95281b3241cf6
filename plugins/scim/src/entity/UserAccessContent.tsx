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

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef, useCaller } from '../api';
import { ErrorNotice, LoadingRows } from '../layout';
import { PersonAccess } from '../myAccess';
import { EntityBody } from './EntityBody';

/** What the person of an entity page can reach, and why. */
export function UserAccessContent() {
  const scim = useApi(scimApiRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const caller = useCaller();
  const access = useAsyncRetry(
    () => scim.getUserAccess(entityRef),
    [scim, entityRef],
  );
  const error = access.error ?? caller.error;
  return (
    <EntityBody>
      {error && (
        <ErrorNotice
          error={error}
          onRetry={() => {
            access.retry();
            caller.retry();
          }}
        />
      )}
      {!error &&
        (access.value && caller.value ? (
          <PersonAccess
            access={access.value}
            model={caller.value.model}
            isOwn={caller.value.user?.id === access.value.user.id}
          />
        ) : (
          <LoadingRows rows={4} height={96} />
        ))}
    </EntityBody>
  );
}
