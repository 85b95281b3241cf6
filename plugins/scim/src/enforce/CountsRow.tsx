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
import {
  EnforcementPlan,
  PlanCounts,
} from '@backstage-scim/plugin-scim-common';
import { Stat, StatRow } from '../layout';
import { scimTranslationRef } from '../translation';

/** The numbers of a plan or a run. */
export function CountsRow(props: {
  counts: PlanCounts;
  kind: EnforcementPlan['kind'];
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { counts, kind } = props;
  const loss = kind === 'enforce';
  return (
    <StatRow>
      <Stat
        label={t('enforce.counts.usersChanged')}
        value={counts.usersChanged}
        tone={loss ? 'warning' : 'neutral'}
      />
      <Stat label={t('enforce.counts.changes')} value={counts.changes} />
      <Stat
        label={t(`enforce.counts.usersRemoved.${kind}`)}
        value={counts.usersRemoved}
        tone={loss ? 'danger' : 'neutral'}
      />
      <Stat
        label={t(`enforce.counts.bindings.${kind}`)}
        value={counts.bindings}
      />
      <Stat label={t('enforce.counts.users')} value={counts.users} />
    </StatRow>
  );
}
