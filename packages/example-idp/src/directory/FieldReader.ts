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

import { isNode, isScalar, isSeq, LineCounter, YAMLMap } from 'yaml';
import { DirectoryProblem } from './DirectoryError';

/** Reads fields of a YAML file and notes what is wrong with them, by line. */
export class FieldReader {
  readonly #lines: LineCounter;
  readonly #problems: DirectoryProblem[];

  constructor(lines: LineCounter, problems: DirectoryProblem[]) {
    this.#lines = lines;
    this.#problems = problems;
  }

  report(node: unknown, message: string) {
    const offset = isNode(node) ? node.range?.[0] ?? 0 : 0;
    this.#problems.push({
      line: Math.max(1, this.#lines.linePos(offset).line),
      message,
    });
  }

  onlyFields(map: YAMLMap, known: string[]) {
    for (const { key } of map.items) {
      const name = isScalar(key) ? String(key.value) : String(key);
      if (!known.includes(name)) {
        this.report(
          key,
          `unknown field '${name}' (known: ${known.join(', ')})`,
        );
      }
    }
  }

  text(map: YAMLMap, field: string): string | undefined {
    const node = map.get(field, true) as unknown;
    if (node === undefined || (isScalar(node) && node.value === null)) {
      return undefined;
    }
    const text = this.#scalar(node);
    if (text === undefined) {
      this.report(node, `'${field}' must be text`);
    }
    return text;
  }

  requiredText(map: YAMLMap, field: string): string | undefined {
    if (!map.has(field)) {
      this.report(map, `'${field}' is missing`);
      return undefined;
    }
    const text = this.text(map, field);
    if (text === undefined) {
      this.report(map, `'${field}' is empty`);
    }
    return text;
  }

  flag(map: YAMLMap, field: string): boolean | undefined {
    const node = map.get(field, true) as unknown;
    if (node === undefined) {
      return undefined;
    }
    if (isScalar(node) && typeof node.value === 'boolean') {
      return node.value;
    }
    this.report(node, `'${field}' must be true or false`);
    return undefined;
  }

  texts(map: YAMLMap, field: string): Array<{ text: string; node: unknown }> {
    const list = map.get(field, true) as unknown;
    if (list === undefined || (isScalar(list) && list.value === null)) {
      return [];
    }
    if (!isSeq(list)) {
      this.report(list, `'${field}' must be a list`);
      return [];
    }
    return list.items.flatMap(node => {
      const text = this.#scalar(node);
      if (text === undefined) {
        this.report(node, `an entry of '${field}' must be text`);
        return [];
      }
      return [{ text, node }];
    });
  }

  #scalar(node: unknown): string | undefined {
    if (
      isScalar(node) &&
      (typeof node.value === 'string' || typeof node.value === 'number')
    ) {
      return String(node.value).trim() || undefined;
    }
    return undefined;
  }
}
