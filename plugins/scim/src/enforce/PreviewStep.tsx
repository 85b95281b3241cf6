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
import {
  AccessModel,
  EnforcementPlan,
  PageRequest,
} from '@backstage-scim/plugin-scim-common';
import { Button } from '@backstage/ui';
import { RiArrowRightLine, RiCheckDoubleLine } from '@remixicon/react';
import { useCallback } from 'react';
import { scimApiRef } from '../api';
import { EmptyState } from '../layout';
import { scimTranslationRef } from '../translation';
import { ChangesPanel } from './ChangesPanel';
import { CountsRow } from './CountsRow';
import { ImpactPanel } from './ImpactPanel';
import { OrphansPanel } from './OrphansPanel';
import { PlanExport } from './PlanExport';
import { RemovalsPanel } from './RemovalsPanel';

/** What the plan would change: numbers, where, for whom, and who would go. */
export function PreviewStep(props: {
  plan: EnforcementPlan;
  model: AccessModel;
  onContinue: () => void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { plan, model, onContinue } = props;
  const { id, kind, counts } = plan;
  const scim = useApi(scimApiRef);
  const listChanges = useCallback(
    (page: PageRequest) => scim.listPlanChanges(id, page),
    [scim, id],
  );
  const listRemovals = useCallback(
    (page: PageRequest) => scim.listPlanRemovals(id, page),
    [scim, id],
  );

  return (
    <>
      <CountsRow counts={counts} kind={kind} />
      {counts.changes + counts.usersRemoved + counts.bindings === 0 ? (
        <EmptyState
          icon={<RiCheckDoubleLine />}
          title={t(`enforce.preview.nothing.${kind}.title`)}
          description={t(`enforce.preview.nothing.${kind}.description`)}
        />
      ) : (
        <>
          {plan.impact.length > 0 && <ImpactPanel impact={plan.impact} />}
          {plan.orphanedEntities && plan.orphanedEntities.total > 0 && (
            <OrphansPanel orphaned={plan.orphanedEntities} />
          )}
          <ChangesPanel
            list={listChanges}
            total={counts.changes}
            title={t('enforce.changes.title')}
            actions={<PlanExport plan={plan} model={model} />}
          />
          {counts.usersRemoved > 0 && (
            <RemovalsPanel
              list={listRemovals}
              title={t(`enforce.removals.title.${kind}`)}
              description={t(`enforce.removals.description.${kind}`)}
              orphaned={plan.orphanedEntities?.items}
            />
          )}
          <div>
            <Button
              variant="primary"
              iconEnd={<RiArrowRightLine />}
              onPress={onContinue}
            >
              {t('enforce.preview.continue')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
