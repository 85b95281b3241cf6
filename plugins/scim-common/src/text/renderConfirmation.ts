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

import { EnforcementPlan } from '../enforcement/types';
import { displayWidth, padToWidth } from './displayWidth';

const messages: Record<EnforcementPlan['kind'], string[]> = {
  enforce: [
    'WARNING: This operation removes access.',
    '',
    'All role bindings on users will be removed.',
    'Role bindings on user groups and service accounts are unchanged.',
    'Run `backstage-cli scim rollback <run>` to undo it.',
  ],
  rollback: [
    'WARNING: This operation gives access back.',
    '',
    'The role bindings and memberships that the run ended come back.',
    'Role bindings on user groups and service accounts are unchanged.',
  ],
};

/**
 * The warning before a plan is applied, in a box.
 *
 * @param kind - what applying the plan does
 * @public
 */
export function renderConfirmation(
  kind: EnforcementPlan['kind'] = 'enforce',
): string {
  const title = ' ⚠️  Confirmation Required ';
  const lines = messages[kind];
  const width =
    1 + Math.max(displayWidth(title), ...lines.map(line => displayWidth(line)));
  const bar = width - displayWidth(title);
  const left = '─'.repeat(Math.floor(bar / 2));
  const right = '─'.repeat(Math.ceil(bar / 2));

  return [
    `╭${left}${title}${right}╮`,
    ...lines.map(line => `│${padToWidth(` ${line}`, width)}│`),
    `╰${'─'.repeat(width)}╯`,
  ].join('\n');
}
