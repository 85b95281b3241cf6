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

import { AccessFileProblem } from '@backstage-scim/plugin-scim-common';
import {
  Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Node,
  parseAllDocuments,
  visit,
} from 'yaml';
import { Located } from './AccessFile';

/** A value of a YAML file, not looked at yet. */
export type YamlNode = Located<Node | null>;

/**
 * A YAML file that is read strictly. What is wrong is collected, and reading
 * goes on.
 */
export class YamlFile {
  readonly problems: AccessFileProblem[] = [];
  readonly #noted = new Set<string>();
  readonly #lines = new LineCounter();
  readonly root?: YamlNode;

  constructor(text: string) {
    const document = this.#parse(text);
    if (document && this.problems.length === 0) {
      this.root = this.#locate(document.contents, 1);
    }
  }

  /** Notes that something is wrong; the same about one line only once. */
  problem(line: number, message: string): void {
    const key = JSON.stringify([line, message]);
    if (!this.#noted.has(key)) {
      this.#noted.add(key);
      this.problems.push({ line, message });
    }
  }

  /**
   * The entries of a mapping.
   *
   * @param what - the mapping's name in sentences
   * @param keys - the keys it may have
   */
  entries(
    node: YamlNode,
    what: string,
    keys: string[],
  ): Map<string, YamlNode> | undefined {
    if (!isMap(node.value)) {
      this.problem(node.line, `${what} must be a mapping (key: value).`);
      return undefined;
    }
    const entries = new Map<string, YamlNode>();
    for (const { key, value } of node.value.items) {
      const { line } = this.#locate(key as Node | null, node.line);
      const name = isScalar(key) ? key.value : 'a list or mapping';
      if (typeof name !== 'string' || !keys.includes(name)) {
        this.problem(
          line,
          `Unknown key ${quote(name)} in ${lowerFirst(what)}; use ${oneOf(
            keys,
          )}.`,
        );
      } else if (entries.has(name)) {
        this.problem(line, `${quote(name)} is there twice.`);
      } else {
        entries.set(name, this.#locate(value as Node | null, line));
      }
    }
    return entries;
  }

  isMapping(node: YamlNode): boolean {
    return isMap(node.value);
  }

  /** The items of a list; none, with a problem, if it is something else. */
  items(node: YamlNode | undefined, what: string): YamlNode[] {
    if (!node) {
      return [];
    }
    if (!isSeq(node.value)) {
      this.problem(node.line, `${what} must be a list.`);
      return [];
    }
    return node.value.items.map(item =>
      this.#locate(item as Node | null, node.line),
    );
  }

  /** A text; undefined, with a problem, if it is something else. */
  text(node: YamlNode, what: string): Located<string> | undefined {
    const scalar = isScalar(node.value) ? node.value : undefined;
    if (typeof scalar?.value === 'string') {
      return { value: scalar.value, line: node.line };
    }
    const hint =
      typeof scalar?.value === 'number' || typeof scalar?.value === 'boolean'
        ? `; put ${scalar.source} in quotes`
        : '';
    this.problem(node.line, `${what} must be text${hint}.`);
    return undefined;
  }

  #parse(text: string): Document | undefined {
    try {
      const documents = [
        ...parseAllDocuments(text, {
          lineCounter: this.#lines,
          prettyErrors: false,
          uniqueKeys: false,
        }),
      ] as Document[];
      for (const document of documents) {
        this.#reportFaults(document);
      }
      const [document, another] = documents;
      if (another) {
        this.problem(
          this.#lines.linePos(another.range![0]).line,
          'The file must be one YAML document; split it at the ---.',
        );
      } else if (isEmpty(document) && this.problems.length === 0) {
        this.problem(1, 'The file is empty.');
      }
      return document;
    } catch (error) {
      if (!(error instanceof RangeError)) {
        throw error;
      }
      // The parser calls itself for every level.
      this.problem(1, 'The file is nested too deeply.');
      return undefined;
    }
  }

  #reportFaults(document: Document) {
    for (const { pos, message } of [...document.errors, ...document.warnings]) {
      this.problem(
        this.#lines.linePos(pos[0]).line,
        `This is not valid YAML: ${message}`,
      );
    }
    // Aliases of aliases can make a small file stand for a huge one.
    visit(document, {
      Alias: (_, alias) => {
        this.problem(
          this.#locate(alias, 1).line,
          'Aliases (*name) are not supported; write the value out.',
        );
      },
    });
  }

  #locate(value: Node | null | undefined, fallback: number): YamlNode {
    return {
      value: value ?? null,
      line: value?.range ? this.#lines.linePos(value.range[0]).line : fallback,
    };
  }
}

function isEmpty(document: Document | undefined): boolean {
  const contents = document?.contents ?? null;
  return contents === null || (isScalar(contents) && contents.value === null);
}

/** `'a', 'b' or 'c'`. */
export function oneOf(names: readonly string[]): string {
  const quoted = names.map(name => quote(name));
  const last = quoted.pop();
  return quoted.length > 0 ? `${quoted.join(', ')} or ${last}` : `${last}`;
}

/** A name as sentences show it, cut if it is long. */
export function quote(name: unknown): string {
  const text = String(name).replaceAll('\0', '\\0');
  return `'${text.length > 200 ? `${text.slice(0, 200)}…` : text}'`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
