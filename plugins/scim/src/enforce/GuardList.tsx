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
import { GuardResult } from '@backstage-scim/plugin-scim-common';
import { Text, VisuallyHidden } from '@backstage/ui';
import {
  RiAlertLine,
  RiCheckLine,
  RiForbidLine,
  RemixiconComponentType,
} from '@remixicon/react';
import { ReactNode } from 'react';
import { scimTranslationRef } from '../translation';
import styles from './GuardList.module.css';

const icons: Record<GuardResult['outcome'], RemixiconComponentType> = {
  pass: RiCheckLine,
  warn: RiAlertLine,
  block: RiForbidLine,
};

/** Safety checks, each with its sentence. */
export function GuardList(props: {
  guards: GuardResult[];
  /** What may be done about one; nothing if absent. */
  actionOn?(guard: GuardResult): ReactNode;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <ul className={styles.guards}>
      {props.guards.map(result => {
        const { guard, message, overridden } = result;
        // An overridden guard warns of what it would have blocked.
        const outcome = overridden ? 'warn' : result.outcome;
        const Icon = icons[outcome];
        return (
          <li key={guard} className={styles.guard}>
            <span className={styles.icon} data-outcome={outcome}>
              <Icon aria-hidden="true" />
            </span>
            <span>
              <VisuallyHidden>{t(`enforce.guards.${outcome}`)}</VisuallyHidden>
              <Text>{message}</Text>
              {overridden && (
                <Text as="p" variant="body-small" color="secondary">
                  {t('enforce.override.done', {
                    by: overridden.by,
                    reason: overridden.reason,
                  })}
                </Text>
              )}
              {props.actionOn?.(result)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
