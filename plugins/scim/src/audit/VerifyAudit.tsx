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
import { Alert, Button } from '@backstage/ui';
import { RiShieldCheckLine } from '@remixicon/react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { ErrorNotice } from '../layout';
import { scimTranslationRef } from '../translation';

/** Checks that every entry is as it was written, and none is missing. */
export function VerifyAudit() {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [{ value, error, loading }, verify] = useAsyncFn(
    () => scim.verifyAudit(),
    [scim],
  );
  if (error) {
    return <ErrorNotice error={error} onRetry={() => verify()} />;
  }
  const button = (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiShieldCheckLine />}
      isPending={loading}
      onPress={() => verify()}
    >
      {value ? t('audit.verify.again') : t('audit.verify.action')}
    </Button>
  );
  if (!value) {
    return (
      <Alert
        status="info"
        icon
        title={t('audit.verify.title')}
        description={t('audit.verify.description')}
        customActions={button}
      />
    );
  }
  return (
    <Alert
      role="status"
      status={value.intact ? 'success' : 'danger'}
      icon
      title={
        value.intact
          ? t('audit.verify.intact', {
              entries: value.entries.toLocaleString(),
            })
          : t('audit.verify.broken', {
              seq: String(value.firstBad?.seq ?? value.entries + 1),
            })
      }
      description={value.firstBad?.reason}
      customActions={button}
    />
  );
}
