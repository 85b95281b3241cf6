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
import {
  allPages,
  PermissionCheckRow,
} from '@backstage-scim/plugin-scim-common';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { useDownload } from '../layout';
import { scimTranslationRef } from '../translation';
import { permissionCheckCsv } from './permissionCheckCsv';

/** Downloads every row of the search as CSV. */
export function ExportButton(props: { search: string; isDisabled: boolean }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const toast = useApi(toastApiRef);
  const download = useDownload();
  const { search, isDisabled } = props;

  const [{ loading }, exportRows] = useAsyncFn(async () => {
    try {
      const rows: PermissionCheckRow[] = [];
      for await (const row of allPages(page =>
        scim.checkPermissions({ ...page, search }),
      )) {
        rows.push(row);
      }
      const header: Parameters<typeof permissionCheckCsv>[0] = [
        t('check.column.user'),
        t('check.column.resource'),
        t('check.column.role'),
        t('check.column.issue'),
      ];
      download(
        'permission-check.csv',
        'text/csv',
        permissionCheckCsv(header, rows),
      );
    } catch {
      toast.post({ title: t('check.exportFailed'), status: 'danger' });
    }
  }, [scim, toast, search, download, t]);

  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiDownloadLine />}
      isDisabled={isDisabled}
      isPending={loading}
      onPress={exportRows}
    >
      {t('check.export')}
    </Button>
  );
}
