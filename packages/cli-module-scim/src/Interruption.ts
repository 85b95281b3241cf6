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

import { ExitCode } from './ExitCode';
import { Terminal } from './Terminal';

/**
 * What Ctrl-C says and does. A command keeps `message` true as it goes.
 */
export class Interruption {
  message = 'Interrupted; nothing was changed.';

  /** Ends this process on Ctrl-C. */
  static ofProcess(terminal: Terminal): Interruption {
    const interruption = new Interruption();
    process.once('SIGINT', async () => {
      await terminal.note(`\n${interruption.message}`).catch(() => {});
      process.exit(ExitCode.Interrupted);
    });
    return interruption;
  }
}
