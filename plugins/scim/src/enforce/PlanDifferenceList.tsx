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
import { PlanDifference } from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { scimTranslationRef } from '../translation';
import { PersonName } from '../access';
import styles from './PlanDifferenceList.module.css';
import { UserChanges } from './UserChanges';

/** How a plan made now would differ from the one that was refused. */
export function PlanDifferenceList({
  difference,
}: {
  difference: PlanDifference;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <>
      {(['added', 'gone'] as const).map(side => {
        const { changes, removals } = difference[side];
        const examples = difference.examples[side];
        return (
          changes + removals > 0 && (
            <section key={side} className={styles.side}>
              <Text as="h3" weight="bold">
                {t(`enforce.stale.${side}`, {
                  changes: changes.toLocaleString(),
                  removals: removals.toLocaleString(),
                })}
              </Text>
              {examples.changes.map(change => (
                <UserChanges
                  key={`${change.user.id} ${change.resource.id}`}
                  changes={[change]}
                />
              ))}
              {examples.removals.map(({ user }) => (
                <PersonName key={user.id} user={user} />
              ))}
            </section>
          )
        );
      })}
    </>
  );
}
