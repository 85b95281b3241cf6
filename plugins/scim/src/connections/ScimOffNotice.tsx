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
import { Alert } from '@backstage/ui';
import useAsync from 'react-use/esm/useAsync';
import { scimApiRef } from '../api';
import { scimTranslationRef } from '../translation';

/** Says that identity providers cannot push, and what that means; nothing while they can. */
export function ScimOffNotice() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  // People can be added in the portal exactly while SCIM is off.
  const { value } = useAsync(() => scim.getUserPolicy(), [scim]);
  return value?.canAdd ? (
    <Alert
      status="warning"
      icon
      title={t('connections.off.title')}
      description={t('connections.off.description')}
    />
  ) : null;
}
