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

import { ErrorNotice, LoadingRows, PageBody } from '../layout';
import { useCaller } from '../api';
import { PlanView } from './PlanView';
import { RunsPanel } from './RunsPanel';
import { RunView } from './RunView';
import { StartPanel } from './StartPanel';
import { StepList } from './StepList';
import { useEnforceLocation } from './useEnforceLocation';

/**
 * The guided way from direct grants to groups: scope, preview, guards, apply; below,
 * what was applied before, with a way to undo it.
 */
export function EnforcePage() {
  const caller = useCaller();
  const [{ plan, run }] = useEnforceLocation();

  if (caller.error) {
    return (
      <PageBody>
        <ErrorNotice error={caller.error} onRetry={caller.retry} />
      </PageBody>
    );
  }
  const { value } = caller;
  if (plan && !run) {
    return (
      <PageBody>
        <PlanView key={plan} id={plan} caller={value} />
      </PageBody>
    );
  }
  if (!value) {
    return (
      <PageBody>
        <LoadingRows rows={3} height={96} />
      </PageBody>
    );
  }

  return (
    <PageBody>
      {run ? (
        <RunView key={run} id={run} caller={value} />
      ) : (
        <>
          <StepList step="scope" />
          <StartPanel organization={value.organization} />
        </>
      )}
      <RunsPanel key={run} caller={value} />
    </PageBody>
  );
}
