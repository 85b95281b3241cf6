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

import { makeValidator } from '@backstage/catalog-model';
import { groupEntityName, userEntityName } from './entityNames';

const { isValidEntityName } = makeValidator();

describe('entity names', () => {
  it.each([
    ['mara@example.com', 'mara'],
    ['Mara.Lind_2@example.com', 'mara.lind_2'],
    ['mara', 'mara'],
    ['EXAMPLE\\mara', 'example-mara'],
    ['...mara...', 'mara'],
    ['Zoë.Ångström', 'zoe.angstrom'],
    ['@example.com', 'user'],
    ['開発', 'user'],
    ['x'.repeat(80), 'x'.repeat(63)],
    [`${'x'.repeat(62)}-long`, 'x'.repeat(62)],
  ])('makes of the user name %j the entity name %j', (userName, name) => {
    expect(userEntityName({ uuid: 'id', userName })).toBe(name);
    expect(isValidEntityName(name)).toBe(true);
  });

  it.each([
    ['userName', 'ada', 'a.lovelace'],
    ['emailLocalPart', 'ada.lovelace', 'a.lovelace'],
    [
      'id',
      '0b1f7a52-6a3e-4a57-9f3f-1b1d6a3f0001',
      '0b1f7a52-6a3e-4a57-9f3f-1b1d6a3f0001',
    ],
  ] as const)(
    'made of %s are %j, and without an email %j',
    (naming, name, nameWithoutEmail) => {
      const uuid = '0b1f7a52-6a3e-4a57-9f3f-1b1d6a3f0001';
      expect(
        userEntityName(
          { uuid, userName: 'ada', email: 'Ada.Lovelace@example.com' },
          naming,
        ),
      ).toBe(name);
      expect(
        userEntityName({ uuid, userName: 'A.Lovelace@example.com' }, naming),
      ).toBe(nameWithoutEmail);
    },
  );

  it.each([
    ['Platform Engineering', 'platform-engineering'],
    ['R&D (Berlin)', 'r-d-berlin'],
    ['*', 'group'],
  ])('makes of the display name %j the entity name %j', (displayName, name) => {
    expect(groupEntityName(displayName)).toBe(name);
  });
});
