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
 * Refuses to leave the organization without people who administer it through
 * groups: nobody could be made one any more once direct bindings are gone.
 *
 * @param settings - `minimum` is how many there must be afterwards
 */
export function ownersLeft({ minimum }: { minimum: number }): Guard {
  return {
    name: 'owners-left',
    overridable: true,
    check({ kind, administratorRole, administrators }) {
      const { before, after, derived } = administrators;
      const numbers = { before, after, throughGroups: derived, minimum };
      if (kind === 'rollback') {
        return {
          outcome: 'pass',
          message: `${people(
            after,
          )} will be ${administratorRole}. A rollback takes nothing away from anybody.`,
          numbers,
        };
      }
      if (derived >= minimum) {
        return {
          outcome: 'pass',
          message: `${people(
            derived,
          )} will be ${administratorRole} through user groups or portal roles afterwards.`,
          numbers,
        };
      }
      return {
        outcome: 'block',
        message: `Only ${people(
          derived,
        )} would be ${administratorRole} through user groups or portal roles afterwards; at least ${minimum} must be. Grant the role to a user group with active members first.`,
        numbers,
      };
    },
  };
}

function people(count: number): string {
  return counted(count, 'active person', 'active people');
}
