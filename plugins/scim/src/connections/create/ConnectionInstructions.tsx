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
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef } from '../../api';
import { ErrorNotice, LoadingRows } from '../../layout';
import { Instructions } from './Instructions';
import { issuedTokens } from '../issuedTokens';

/** What to do at the identity provider of a connection; its token only while this page remembers it. */
export function ConnectionInstructions(props: { id: string; onClose(): void }) {
  const scim = useApi(scimApiRef);
  const { id, onClose } = props;
  const { value, error, retry } = useAsyncRetry(async () => {
    const [connection, providers] = await Promise.all([
      scim.getConnection(id),
      scim.listProviders(),
    ]);
    const { items } = providers;
    const provider =
      items.find(one => one.id === connection.provider) ??
      items.find(one => one.id === 'generic');
    return { connection, provider };
  }, [scim, id]);
  if (error) {
    return <ErrorNotice error={error} onRetry={retry} />;
  }
  if (!value?.provider) {
    return <LoadingRows rows={3} height={96} />;
  }
  return (
    <Instructions
      connection={value.connection}
      provider={value.provider}
      token={issuedTokens.get(id)}
      onClose={() => {
        issuedTokens.delete(id);
        onClose();
      }}
    />
  );
}
