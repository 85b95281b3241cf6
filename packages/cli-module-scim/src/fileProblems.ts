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

import { AccessFileError } from '@backstage-scim/plugin-scim-common';
import { Terminal } from './Terminal';

/**
 * Waits for what a file was sent for, and tells each problem of the file with
 * its line.
 */
export async function tellProblems<T>(
  terminal: Terminal,
  file: string,
  sent: Promise<T>,
): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    if (error instanceof AccessFileError) {
      const name = file === '-' ? 'stdin' : file;
      for (const { line, message } of error.problems) {
        await terminal.note(`${name}:${line}: ${message}`);
      }
    }
    throw error;
  }
}
