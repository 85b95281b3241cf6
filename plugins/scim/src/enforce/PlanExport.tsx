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
  AccessModel,
  allPages,
  EnforcementPlan,
  Page,
  PageRequest,
  renderPermissionChanges,
} from '@backstage-scim/plugin-scim-common';
import { Button } from '@backstage/ui';
import { RiDownloadLine, RiFileCopyLine } from '@remixicon/react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { useCopy, useDownload } from '../layout';
import { scimTranslationRef } from '../translation';

/** Takes the whole plan elsewhere: as the text of the command line, or as JSON. */
export function PlanExport(props: {
  plan: EnforcementPlan;
  model: AccessModel;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { plan, model } = props;
  const scim = useApi(scimApiRef);
  const toast = useApi(toastApiRef);
  const copy = useCopy();
  const download = useDownload();

  const [copying, copyText] = useAsyncFn(async () => {
    try {
      const rows = await rowsOf(plan.id);
      await copy(renderPermissionChanges({ ...rows, model, kind: plan.kind }));
    } catch {
      toast.post({ title: t('enforce.export.failed'), status: 'danger' });
    }
  }, [plan, model, scim, copy, toast, t]);

  const [downloading, downloadJson] = useAsyncFn(async () => {
    try {
      const document = { ...plan, ...(await rowsOf(plan.id)) };
      download(
        `plan-${plan.id}.json`,
        'application/json',
        `${JSON.stringify(document, undefined, 2)}\n`,
      );
    } catch {
      toast.post({ title: t('enforce.export.failed'), status: 'danger' });
    }
  }, [plan, scim, download, toast, t]);

  async function rowsOf(id: string) {
    return {
      changes: await everything(page => scim.listPlanChanges(id, page)),
      removals: await everything(page => scim.listPlanRemovals(id, page)),
    };
  }

  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiFileCopyLine />}
        isPending={copying.loading}
        onPress={copyText}
      >
        {t('enforce.export.copy')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        isPending={downloading.loading}
        onPress={downloadJson}
      >
        {t('enforce.export.download')}
      </Button>
    </>
  );
}

async function everything<T>(
  list: (page: PageRequest) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  for await (const item of allPages(list)) {
    items.push(item);
  }
  return items;
}
