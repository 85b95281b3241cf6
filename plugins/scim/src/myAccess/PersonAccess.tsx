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
import { AccessModel, UserAccess } from '@backstage-scim/plugin-scim-common';
import { EmptyState } from '../layout';
import { RiKey2Line } from '@remixicon/react';
import { useMemo } from 'react';
import { scimTranslationRef } from '../translation';
import { EnforcementOutlook } from './EnforcementOutlook';
import { groupByResource } from './groupByResource';
import { ImpliedRights } from './ImpliedRights';
import styles from './PersonAccess.module.css';
import { MyGroups } from './MyGroups';
import { OwnedEntities } from './OwnedEntities';
import { ResourcePanel } from './ResourcePanel';

/** Everything a person can reach, beside the groups it comes from. */
export function PersonAccess(props: {
  access: UserAccess;
  model: AccessModel;
  /** Speaks to the person, not about them. */
  isOwn?: boolean;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { access, model, isOwn = false } = props;
  const voice = isOwn ? 'own' : 'other';
  const sections = useMemo(
    () => groupByResource(access.roles, model),
    [access.roles, model],
  );
  return (
    <div className={styles.access}>
      <div className={styles.columns}>
        <div className={styles.column}>
          {sections.length === 0 && (
            <EmptyState
              icon={<RiKey2Line />}
              title={t(`myAccess.empty.${voice}.title`)}
              description={t(`myAccess.empty.${voice}.description`)}
            />
          )}
          {sections.map(({ type, nodes }) => (
            <ResourcePanel
              key={type}
              user={access.user}
              type={type}
              nodes={nodes}
              model={model}
            />
          ))}
          {access.implied.length > 0 && (
            <ImpliedRights implied={access.implied} model={model} />
          )}
        </div>
        <div className={styles.column}>
          <EnforcementOutlook
            user={access.user}
            enforcement={access.enforcement}
            voice={voice}
          />
          <MyGroups groups={access.groups} voice={voice} />
          {isOwn && <OwnedEntities access={access} />}
        </div>
      </div>
    </div>
  );
}
