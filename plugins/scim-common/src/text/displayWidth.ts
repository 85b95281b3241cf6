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

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters of East Asian scripts, which take two columns. */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Pictures: drawn as one by default, or because U+FE0F asks for it. */
const picture = /^\p{Emoji_Presentation}|^\p{Extended_Pictographic}\ufe0f/u;

const invisible = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;

/** The common case, decided without a look at every character. */
const plain = /^[\x20-\x7e]*$/;

/**
 * The number of columns that a text takes on a terminal.
 *
 * @internal
 */
export function displayWidth(text: string): number {
  if (plain.test(text)) {
    return text.length;
  }
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (wide.test(segment) || picture.test(segment)) {
      width += 2;
    } else if (!invisible.test(segment)) {
      width += 1;
    }
  }
  return width;
}

/**
 * Fills a text up with blanks to a number of columns.
 *
 * @internal
 */
export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
