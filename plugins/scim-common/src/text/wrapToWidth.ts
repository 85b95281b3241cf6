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

/** Words with the blanks behind them, and the parts of references. */
const parts = /[^\s/:@-]*(?:[/:@-]|\s+|$)/g;

/**
 * Breaks a text into lines that take no more than a number of columns on a
 * terminal: between words, then inside references, then anywhere.
 *
 * @internal
 */
export function wrapToWidth(text: string, width: number): string[] {
  if (displayWidth(text) <= width) {
    return [text];
  }
  const lines: string[] = [];
  let line = '';
  for (const part of text.match(parts) ?? []) {
    if (displayWidth((line + part).trimEnd()) <= width) {
      line += part;
      continue;
    }
    lines.push(line);
    line = '';
    for (const character of part) {
      if (line && displayWidth((line + character).trimEnd()) > width) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  return [...lines, line].map(one => one.trimEnd()).filter(Boolean);
}
