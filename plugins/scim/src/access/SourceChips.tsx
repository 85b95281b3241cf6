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
import { AccessGrant, AccessOrigin } from '@backstage-scim/plugin-scim-common';
import {
  RiBuildingLine,
  RiShieldKeyholeLine,
  RiTeamLine,
  RiUserLine,
} from '@remixicon/react';
import { ReactElement } from 'react';
import { scimTranslationRef } from '../translation';
import { EntityLink } from './EntityLink';
import styles from './SourceChips.module.css';

const icons: Record<AccessOrigin['type'], ReactElement> = {
  direct: <RiUserLine />,
  group: <RiTeamLine />,
  portalRole: <RiShieldKeyholeLine />,
  baseline: <RiBuildingLine />,
};

/** Where a role comes from, one chip for each source. */
export function SourceChips(props: {
  sources: AccessGrant[];
  /** The effective role; sources that give another one name it. */
  role?: string;
  /** Says what the list is, for people who cannot see where it stands. */
  label: string;
  /** Crosses the sources out. */
  lost?: boolean;
}) {
  const { sources, role, label, lost = false } = props;
  return (
    <ul className={styles.chips} aria-label={label}>
      {sources.map((source, index) => (
        <li key={index} className={styles.chip} data-lost={lost}>
          <span className={styles.icon} aria-hidden="true">
            {icons[source.origin.type]}
          </span>
          <OriginName origin={source.origin} />
          {source.role !== role && (
            <span className={styles.role}>{source.role}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function OriginName({ origin }: { origin: AccessOrigin }) {
  const { t } = useTranslationRef(scimTranslationRef);
  switch (origin.type) {
    case 'group':
      return (
        <EntityLink entityRef={origin.group.entityRef}>
          {origin.path.join(' › ')}
        </EntityLink>
      );
    case 'portalRole':
      return <>{origin.name}</>;
    case 'baseline':
      return <>{t('access.origin.baseline')}</>;
    default:
      return <>{t('access.origin.direct')}</>;
  }
}
