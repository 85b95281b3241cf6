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

import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The steps from a preview to its application. */
export const planSteps = ['preview', 'guards', 'apply'] as const;

/** One of {@link planSteps}. */
export type PlanStep = (typeof planSteps)[number];

/** What the *Enforce* tab shows: a step of a plan, a run, or neither. */
export interface EnforceLocation {
  plan?: string;
  step: PlanStep;
  run?: string;
}

/** Keeps what the *Enforce* tab shows in the URL, so that links and *Back* work. */
export function useEnforceLocation(): [
  EnforceLocation,
  (next: Partial<EnforceLocation>) => void,
] {
  const [params, setParams] = useSearchParams();
  const step = params.get('step');
  const location: EnforceLocation = {
    plan: params.get('plan') ?? undefined,
    run: params.get('run') ?? undefined,
    step: planSteps.find(known => known === step) ?? 'preview',
  };
  const go = useCallback(
    (next: Partial<EnforceLocation>) => {
      // Searches and pages belong to what was shown before.
      const after = new URLSearchParams();
      for (const key of ['run', 'plan'] as const) {
        if (next[key]) {
          after.set(key, next[key]);
        }
      }
      if (next.step && next.step !== 'preview') {
        after.set('step', next.step);
      }
      setParams(after);
    },
    [setParams],
  );
  return [location, go];
}
