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
  AccessModel,
  GuardRefusedError,
} from '@backstage-scim/plugin-scim-common';

/**
 * The refusal of what would leave nobody who administers the organization.
 *
 * @param overridable - whether the request can say that it is meant
 */
export function noAdministratorLeft(
  { administrator: { type, role } }: AccessModel,
  overridable: boolean,
): GuardRefusedError {
  const sentences = [
    `No active person would be ${role} of the ${type} afterwards, and nobody could administer it.`,
    'Give the role to a user group with active members first.',
    ...(overridable
      ? ['If it is meant: --allow-no-administrator on the command line.']
      : []),
  ];
  return new GuardRefusedError([
    {
      guard: 'owners-left',
      outcome: 'block',
      message: sentences.join(' '),
      numbers: { after: 0, minimum: 1 },
      overridable,
    },
  ]);
}
