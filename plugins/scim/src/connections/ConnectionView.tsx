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
import { Button } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef } from '../api';
import { ErrorNotice, LoadingRows } from '../layout';
import { scimTranslationRef } from '../translation';
import { ActivityPanel } from './ActivityPanel';
import { ConnectionOptionsPanel } from './ConnectionOptionsPanel';
import { ConnectionOverview } from './ConnectionOverview';
import { ErrorsPanel } from './ErrorsPanel';
import { ReviewPanel } from './ReviewPanel';
import { TokenPanel } from './TokenPanel';

/** Everything about one connection. */
export function ConnectionView(props: {
  id: string;
  /** Titles of identity providers, by their ids. */
  titles: Record<string, string>;
  onShowInstructions(): void;
  onClose(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { id, titles, onShowInstructions, onClose } = props;
  const { value, error, retry } = useAsyncRetry(
    () => scim.getConnection(id),
    [scim, id],
  );
  return (
    <>
      <div>
        <Button
          size="small"
          variant="tertiary"
          iconStart={<RiArrowLeftLine />}
          onPress={onClose}
        >
          {t('connections.back')}
        </Button>
      </div>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!value && !error && <LoadingRows rows={3} height={96} />}
      {value && (
        <>
          <ConnectionOverview
            connection={value}
            provider={titles[value.provider] ?? value.provider}
            onShowInstructions={onShowInstructions}
            onChanged={retry}
            onDeleted={onClose}
          />
          {value.status === 'pending' && (
            <ReviewPanel connection={value} onActivated={retry} />
          )}
          <TokenPanel connection={value} onChanged={retry} />
          <ConnectionOptionsPanel connection={value} onChanged={retry} />
          <ActivityPanel id={id} />
          <ErrorsPanel id={id} />
        </>
      )}
    </>
  );
}
