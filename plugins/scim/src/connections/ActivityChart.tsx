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
import { Text } from '@backstage/ui';
import { scimTranslationRef } from '../translation';
import styles from './ActivityChart.module.css';
import { ActivityDay } from './byDay';

const format = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
});

/** Two bars for each day: the writes, and what was refused or failed. */
export function ActivityChart({ days }: { days: ActivityDay[] }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const most = Math.max(
    ...days.map(({ pushes, errors }) => Math.max(pushes, errors)),
    1,
  );
  return (
    <figure className={styles.chart}>
      <ol className={styles.days} aria-label={t('connections.activity.title')}>
        {days.map(({ day, pushes, errors }) => {
          const text = t('connections.activity.day', {
            day: format.format(day),
            pushes: pushes.toLocaleString(),
            errors: errors.toLocaleString(),
          });
          return (
            <li key={day.toISOString()} className={styles.day} title={text}>
              <span className={styles.words}>{text}</span>
              <span
                className={styles.pushes}
                style={{ height: `${(pushes / most) * 100}%` }}
              />
              <span
                className={styles.errors}
                style={{ height: `${(errors / most) * 100}%` }}
              />
            </li>
          );
        })}
      </ol>
      <figcaption className={styles.caption}>
        <Text variant="body-small" color="secondary">
          {format.format(days[0].day)}
        </Text>
        <span className={styles.legend}>
          <span className={styles.key} data-kind="pushes">
            {t('connections.activity.pushes')}
          </span>
          <span className={styles.key} data-kind="errors">
            {t('connections.activity.errors')}
          </span>
        </span>
        <Text variant="body-small" color="secondary">
          {format.format(days[days.length - 1].day)}
        </Text>
      </figcaption>
    </figure>
  );
}
