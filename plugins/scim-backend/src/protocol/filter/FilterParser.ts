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

import { ScimError } from '../errors';
import type {
  AttributePath,
  Filter,
  Literal,
  Operator,
  ValuePath,
} from './Filter';

/** The longest filter or path, in UTF-16 units. */
export const MAX_FILTER_LENGTH = 4096;

/** How deep brackets may stand in one another. */
export const MAX_FILTER_DEPTH = 20;

/** How many comparisons a filter may have. */
export const MAX_FILTER_TERMS = 100;

const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'];

// Sticky, and none of them can match in more than one way: linear time.
const SPACE = /\s*/y;
const WORD = /[A-Za-z$][\w$.:-]*/y;
const SUB_ATTRIBUTE = /\.([A-Za-z$][\w$-]*)/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NAME = /^[A-Za-z$][\w$-]*$/;

/** Halves of surrogate pairs that stand alone, and NUL: nothing stores them. */
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000\uD800-\uDFFF]/u;

const RESERVED = ['__proto__', 'constructor', 'prototype'];

/**
 * Reads filters and PATCH paths: recursive descent over the grammar of RFC 7644
 * §3.4.2.2 and §3.5.2.
 */
export class FilterParser {
  readonly #text: string;
  readonly #fail: (detail: string) => ScimError;
  #position = 0;
  #depth = 0;
  #terms = 0;

  constructor(text: string, fail: (detail: string) => ScimError) {
    this.#text = text;
    this.#fail = fail;
    if (text.length > MAX_FILTER_LENGTH) {
      throw fail(`It is longer than ${MAX_FILTER_LENGTH} characters.`);
    }
  }

  /** The whole text as a filter. */
  filter(): Filter {
    const filter = this.#or(false);
    this.#end();
    return filter;
  }

  /** The whole text as a path. */
  path(): ValuePath {
    this.#take(SPACE);
    const path = this.#valuePath(false);
    this.#end();
    return path;
  }

  #or(inElement: boolean): Filter {
    return this.#chain('or', () =>
      this.#chain('and', () => this.#term(inElement)),
    );
  }

  #chain(kind: 'and' | 'or', next: () => Filter): Filter {
    const terms = [next()];
    while (this.#takeWord(kind)) {
      terms.push(next());
    }
    return terms.length === 1 ? terms[0] : { kind, terms };
  }

  #term(inElement: boolean): Filter {
    if (this.#takeMark('(')) {
      return this.#group(inElement);
    }
    const start = this.#position;
    if (this.#takeWord('not')) {
      if (this.#takeMark('(')) {
        return { kind: 'not', term: this.#group(inElement) };
      }
      this.#position = start;
    }
    return this.#comparison(inElement);
  }

  #group(inElement: boolean): Filter {
    this.#enter();
    const filter = this.#or(inElement);
    this.#expect(')');
    this.#depth--;
    return filter;
  }

  #comparison(inElement: boolean): Filter {
    this.#terms++;
    if (this.#terms > MAX_FILTER_TERMS) {
      throw this.#fail(`It has more than ${MAX_FILTER_TERMS} comparisons.`);
    }
    const path = this.#valuePath(inElement);
    const start = this.#position;
    const word = this.#word()?.toLowerCase();
    if (word === 'pr') {
      return { kind: 'present', path };
    }
    if (word && OPERATORS.includes(word)) {
      const operator = word as Operator;
      return { kind: 'compare', path, operator, value: this.#literal() };
    }
    this.#position = start;
    if (path.where && path.sub === undefined) {
      return { kind: 'some', path };
    }
    throw this.#expected("an operator such as 'eq' or 'pr'");
  }

  #valuePath(inElement: boolean): ValuePath {
    const word = this.#word();
    if (word === undefined) {
      throw this.#expected('an attribute');
    }
    const path = this.#attributePath(word);
    if (this.#text[this.#position] !== '[') {
      return { path };
    }
    if (inElement || path.sub !== undefined) {
      throw this.#expected('no bracket');
    }
    this.#position++;
    this.#enter();
    const where = this.#or(true);
    this.#expect(']');
    this.#depth--;
    const sub = this.#take(SUB_ATTRIBUTE)?.slice(1);
    return sub === undefined
      ? { path, where }
      : { path, where, sub: this.#name(sub) };
  }

  #attributePath(word: string): AttributePath {
    // The name of a schema may have dots, as in `core:2.0:User`.
    const colon = word.lastIndexOf(':');
    const urn = colon < 0 ? undefined : word.slice(0, colon);
    const [name, sub, ...more] = word.slice(colon + 1).split('.');
    if (more.length > 0) {
      throw this.#fail(`'${word}' goes deeper than any attribute.`);
    }
    return {
      ...(urn !== undefined && { urn }),
      name: this.#name(name),
      ...(sub !== undefined && { sub: this.#name(sub) }),
    };
  }

  #name(name: string): string {
    if (!NAME.test(name) || RESERVED.includes(name.toLowerCase())) {
      throw this.#fail(`'${name}' is not the name of an attribute.`);
    }
    return name;
  }

  #literal(): Literal {
    this.#take(SPACE);
    const text = this.#take(STRING) ?? this.#take(NUMBER);
    if (text !== undefined) {
      return this.#parseJson(text);
    }
    switch (this.#word()?.toLowerCase()) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
      default:
        throw this.#expected('a value, text in double quotes');
    }
  }

  #parseJson(text: string): Literal {
    let value: Literal;
    try {
      value = JSON.parse(text);
    } catch {
      throw this.#fail(`${text} is not valid JSON.`);
    }
    if (typeof value === 'string' && UNSTORABLE.test(value)) {
      throw this.#fail('A value has characters that no attribute can have.');
    }
    return value;
  }

  #enter() {
    this.#depth++;
    if (this.#depth > MAX_FILTER_DEPTH) {
      throw this.#fail(`Its brackets go deeper than ${MAX_FILTER_DEPTH}.`);
    }
  }

  #word(): string | undefined {
    this.#take(SPACE);
    return this.#take(WORD);
  }

  #takeWord(wanted: string): boolean {
    const start = this.#position;
    if (this.#word()?.toLowerCase() === wanted) {
      return true;
    }
    this.#position = start;
    return false;
  }

  #takeMark(mark: string): boolean {
    this.#take(SPACE);
    if (this.#text[this.#position] !== mark) {
      return false;
    }
    this.#position++;
    return true;
  }

  #expect(mark: string) {
    if (!this.#takeMark(mark)) {
      throw this.#expected(`'${mark}'`);
    }
  }

  #end() {
    this.#take(SPACE);
    if (this.#position < this.#text.length) {
      throw this.#expected('the end');
    }
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text)?.[0];
    this.#position += match?.length ?? 0;
    return match;
  }

  #expected(what: string): ScimError {
    const rest = this.#text.slice(this.#position).trim();
    const found = rest === '' ? 'the end' : `'${rest.slice(0, 30)}'`;
    return this.#fail(`Expected ${what}, found ${found}.`);
  }
}
