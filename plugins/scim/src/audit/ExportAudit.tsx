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
import { AuditFilter } from '@backstage-scim/plugin-scim-common';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { useDownload } from '../layout';
import { scimTranslationRef } from '../translation';

/** Downloads every matching entry, one line of JSON each. */
export function ExportAudit({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const toast = useApi(toastApiRef);
  const download = useDownload();
  const [{ loading }, exportEntries] = useAsyncFn(async () => {
    try {
      const entries = await scim.exportAudit(filter);
      download(
        'audit-log.jsonl',
        'application/x-ndjson',
        await new Response(entries).text(),
      );
    } catch {
      toast.post({ title: t('audit.exportFailed'), status: 'danger' });
    }
  }, [scim, filter, download, toast, t]);
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiDownloadLine />}
      isPending={loading}
      onPress={exportEntries}
    >
      {t('audit.export')}
    </Button>
  );
}
