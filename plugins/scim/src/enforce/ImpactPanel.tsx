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
import { ResourceImpact } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import styles from './ImpactPanel.module.css';

const SHOWN = 8;

/** Where it happens: people who keep a weaker role or none, on each resource. */
export function ImpactPanel({ impact }: { impact: ResourceImpact[] }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const most = Math.max(...impact.map(row => row.reduced + row.removed));
  return (
    <Panel
      title={t('enforce.impact.title')}
      description={
        impact.length > SHOWN
          ? t('enforce.impact.top', {
              shown: String(SHOWN),
              total: impact.length.toLocaleString(),
            })
          : undefined
      }
      actions={
        <>
          <Legend tone="reduced" label={t('enforce.impact.reduced')} />
          <Legend tone="removed" label={t('enforce.impact.removed')} />
        </>
      }
    >
      <ul className={styles.rows}>
        {impact
          .slice(0, SHOWN)
          .map(({ resource, reduced, removed, inside }) => (
            <li key={resource.id} className={styles.row}>
              <span className={styles.name}>
                <Text as="span">{resource.label}</Text>{' '}
                <Text as="span" variant="body-small" color="secondary">
                  {resource.type}
                </Text>
              </span>
              <span className={styles.track} aria-hidden="true">
                <span
                  className={styles.bar}
                  data-tone="reduced"
                  style={{ width: `${(100 * reduced) / most}%` }}
                />
                <span
                  className={styles.bar}
                  data-tone="removed"
                  style={{ width: `${(100 * removed) / most}%` }}
                />
              </span>
              <Text variant="body-small" className={styles.numbers}>
                {t('enforce.impact.numbers', {
                  reduced: reduced.toLocaleString(),
                  removed: removed.toLocaleString(),
                })}
              </Text>
              {inside && (
                <Text
                  variant="body-small"
                  color="secondary"
                  className={styles.inside}
                >
                  {t('enforce.impact.inside', {
                    touched: inside.touched.toLocaleString(),
                    kept: inside.kept.toLocaleString(),
                  })}
                </Text>
              )}
            </li>
          ))}
      </ul>
    </Panel>
  );
}

function Legend(props: { tone: 'reduced' | 'removed'; label: string }) {
  return (
    <span className={styles.legend}>
      <span className={styles.swatch} data-tone={props.tone} />
      <Text variant="body-small" color="secondary">
        {props.label}
      </Text>
    </span>
  );
}
