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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { Alert, Button } from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';
import { scimTranslationRef } from '../translation';
import { EmptyState } from './EmptyState';

/** What went wrong, with a way to try again; a kind refusal if it was not allowed. */
export function ErrorNotice(props: { error: Error; onRetry?: () => void }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { error, onRetry } = props;
  if (error instanceof ResponseError && error.statusCode === 403) {
    return (
      <EmptyState
        icon={<RiLockLine />}
        title={t('refused.title')}
        description={t('refused.description')}
      />
    );
  }
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('error.title')}
      description={sentenceOf(error) ?? t('error.unreachable')}
      customActions={
        onRetry && (
          <Button size="small" variant="secondary" onPress={onRetry}>
            {t('error.retry')}
          </Button>
        )
      }
    />
  );
}

/** The server's own sentence, if it answered. */
function sentenceOf(error: Error): string | undefined {
  if (error instanceof ResponseError) {
    return error.cause.message;
  }
  // What `fetch` throws when nobody answers differs from browser to browser.
  return error instanceof TypeError ? undefined : error.message;
}
