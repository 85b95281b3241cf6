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

import { displayWidth } from './displayWidth';
import { renderConfirmation } from './renderConfirmation';

describe('renderConfirmation', () => {
  it('warns before access is removed', () => {
    expect(renderConfirmation()).toBe(
      `╭─────────────────── ⚠️  Confirmation Required ───────────────────╮
│ WARNING: This operation removes access.                         │
│                                                                 │
│ All role bindings on users will be removed.                     │
│ Role bindings on user groups and service accounts are unchanged.│
│ Run \`backstage-cli scim rollback <run>\` to undo it.             │
╰─────────────────────────────────────────────────────────────────╯`,
    );
  });

  it.each(['enforce', 'rollback'] as const)(
    'draws a straight box for %s',
    kind => {
      const widths = renderConfirmation(kind).split('\n').map(displayWidth);
      expect(new Set(widths)).toEqual(new Set([67]));
    },
  );
});
