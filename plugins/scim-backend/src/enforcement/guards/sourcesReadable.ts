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
 * Refuses a plan that does not know everything: an access source could not be
 * read, or only in part.
 */
export const sourcesReadable: Guard = {
  name: 'sources',
  overridable: true,
  check({ sources }) {
    const broken = sources.filter(({ problems }) => problems.length > 0);
    const numbers = {
      sources: sources.length,
      unreadable: broken.length,
      problems: broken.reduce((sum, { problems }) => sum + problems.length, 0),
    };
    if (broken.length === 0) {
      return {
        outcome: 'pass',
        message: `${counted(
          sources.length,
          'access source was',
          'access sources were',
        )} read completely.`,
        numbers,
      };
    }
    return {
      outcome: 'block',
      message: broken
        .map(
          ({ id, problems }) =>
            `The access source '${id}' could not be read completely: ${
              // Sources end their sentences or do not.
              problems[0].replace(/\.?\s*$/, '')
            }${
              problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
            }.`,
        )
        .concat('Roles there may be missing from this plan.')
        .join(' '),
      numbers,
    };
  },
};
