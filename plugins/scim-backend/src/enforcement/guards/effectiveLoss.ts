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

import { Guard } from './Guard';
import { counted } from './counted';

/**
 * Refuses a plan that takes access from unexpectedly many people: more than a
 * share of all, and more than a number that small organizations stay below.
 *
 * @param settings - both must be exceeded
 */
export function effectiveLoss(settings: {
  percentage: number;
  people: number;
}): Guard {
  return {
    name: 'effective-loss',
    overridable: true,
    check({ kind, people: { members, changed, removed } }) {
      const affected = changed + removed;
      const percentage =
        members === 0 ? 0 : Math.round((1000 * affected) / members) / 10;
      const numbers = {
        members,
        changed,
        removed,
        affected,
        percentage,
        maximumPercentage: settings.percentage,
        maximumPeople: settings.people,
      };
      if (kind === 'rollback') {
        return {
          outcome: 'pass',
          message: 'A rollback takes nothing away from anybody.',
          numbers,
        };
      }
      const found = `${counted(
        affected,
        'person',
        'people',
      )} of ${members} (${percentage} %) would lose access: ${changed} by weaker or missing roles, ${removed} with their membership`;
      const tooMany =
        affected > settings.people &&
        100 * affected > settings.percentage * members;
      return tooMany
        ? {
            outcome: 'block',
            message: `${found}. More than ${settings.percentage} % and more than ${settings.people} people at once need a second look: grant what they need to user groups first, enforce a part, or override this for this plan.`,
            numbers,
          }
        : { outcome: 'pass', message: `${found}.`, numbers };
    },
  };
}
