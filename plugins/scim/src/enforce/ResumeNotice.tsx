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
import { EnforcementRun } from '@backstage-scim/plugin-scim-common';
import { Alert, Button } from '@backstage/ui';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { ErrorNotice } from '../layout';
import { scimTranslationRef } from '../translation';

/** Says what of a run is left in other access sources, and goes on with it. */
export function ResumeNotice(props: {
  run: EnforcementRun;
  onResumed: () => void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { run, onResumed } = props;
  const [{ loading, error }, resume] = useAsyncFn(async () => {
    await scim.resumeRun(run.id);
    onResumed();
  }, [scim, run.id, onResumed]);
  return (
    <>
      <Alert
        status="warning"
        icon
        title={t('enforce.resume.title')}
        description={run.sources
          .map(({ id, done, pending, failed }) =>
            t('enforce.resume.numbers', {
              source: id,
              done: done.toLocaleString(),
              left: pending.toLocaleString(),
              failed: failed.toLocaleString(),
            }),
          )
          .join(' · ')}
        customActions={
          <Button
            size="small"
            variant="secondary"
            isPending={loading}
            onPress={resume}
          >
            {t('enforce.resume.action')}
          </Button>
        }
      />
      {error && <ErrorNotice error={error} onRetry={resume} />}
    </>
  );
}
