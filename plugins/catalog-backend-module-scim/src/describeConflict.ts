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

import {
  DirectoryConflict,
  DirectoryConflictReason,
  directoryEntityRef,
} from '@backstage-scim/plugin-scim-common';
import { Standing } from './OtherProviders';

const REASONS: Record<'linked' | 'taken' | 'shared', DirectoryConflictReason> =
  {
    linked: 'linked',
    taken: 'entityTaken',
    shared: 'emailShared',
  };

/**
 * A conflict as administrators read it.
 *
 * @param unseen - groups of a linked person that are another provider's, too
 */
export function describeConflict(
  kind: 'user' | 'group',
  { id, entityName }: { id: string; entityName: string },
  standing: Exclude<Standing, { state: 'own' }>,
  unseen: string[],
): DirectoryConflict {
  const { state, other } = standing;
  const entityRef = directoryEntityRef(kind, entityName);
  return {
    kind,
    id,
    entityRef,
    reason: REASONS[state],
    otherEntityRef: other.entityRef,
    otherLocation: other.location,
    message: [
      explain(kind, standing),
      ...(unseen.length > 0
        ? [
            `The catalog cannot show that they are in ${list(
              unseen,
            )}: other providers have the entities on both sides.`,
          ]
        : []),
    ].join(' '),
  };
}

function explain(
  kind: 'user' | 'group',
  { state, other }: Exclude<Standing, { state: 'own' }>,
): string {
  const whose = `${other.entityRef} from ${other.location ?? 'elsewhere'}`;
  switch (state) {
    case 'linked':
      return kind === 'user'
        ? `${whose} is this person and stands for them.`
        : `${whose} is this group and stands for it.`;
    case 'shared':
      return `${whose} has the same email. Remove one of the two: signing in by email finds both.`;
    default:
      return `${whose} has this name and another email, so this person is not in the catalog. Correct its email, rename it or remove it.`;
  }
}

function list(refs: string[]): string {
  const shown = refs.slice(0, 5).join(', ');
  return refs.length > 5 ? `${shown} and ${refs.length - 5} more` : shown;
}
