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

import { SourceMap, SourceMapPayload } from 'node:module';

/** The part of a script that was made of sources whose path matches `own`. */
export function shareOf(
  script: string,
  payload: SourceMapPayload,
  own: RegExp,
): string {
  if (!payload.sources.some(source => own.test(source))) {
    return '';
  }
  const map = new SourceMap(payload);
  return script
    .split('\n')
    .map((line, number) => {
      let share = '';
      for (let column = 0; column < line.length; column++) {
        const entry = map.findEntry(number, column);
        // What comes before the first mapping of a line is the bundler's.
        if (
          'originalSource' in entry &&
          entry.generatedLine === number &&
          own.test(entry.originalSource)
        ) {
          share += line[column];
        }
      }
      return share;
    })
    .join('\n');
}
