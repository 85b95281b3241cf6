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

import { InputError } from '@backstage/errors';
import { Terminal } from './Terminal';

/** Flags of commands that ask before they do something. */
export const confirmFlags = {
  yes: {
    type: Boolean,
    alias: 'y',
    description: 'Do not ask for confirmation',
  },
} as const;

/**
 * Whether to go on: somebody said yes, or `--yes` did.
 *
 * @throws InputError if there is nobody to ask
 */
export async function confirmed(
  terminal: Terminal,
  flags: { yes?: boolean },
  question: string,
): Promise<boolean> {
  if (flags.yes) {
    return true;
  }
  if (!terminal.interactive) {
    throw new InputError(
      'There is no terminal to confirm this on. Pass --yes to do it.',
    );
  }
  const answer = await terminal.confirm(question);
  if (!answer) {
    await terminal.note('Nothing was changed.');
  }
  return answer;
}
