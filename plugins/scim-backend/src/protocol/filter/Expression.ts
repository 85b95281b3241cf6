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

import { Knex } from 'knex';

/** The database engines that filters are compiled for. */
export type Engine = 'postgres' | 'sqlite';

/** The engine behind a connection. */
export function engineOf(knex: Knex): Engine {
  return knex.client.config.client === 'pg' ? 'postgres' : 'sqlite';
}

/** A piece of SQL with the values bound in it, in order. */
export interface Sql {
  readonly text: string;
  readonly bindings: readonly Knex.RawBinding[];
}

/** A value in SQL, and how it compares. */
export interface Expression extends Sql {
  /**
   * `key`: text already folded, or with case; `id`: a UUID; `instant`: an ISO
   * time; `json`: something with parts, that is there or not.
   */
  readonly kind: 'key' | 'id' | 'boolean' | 'instant' | 'json';
  readonly nullable: boolean;
}

/** SQL with values, each bound to a `?`. */
export function sql(text: string, ...bindings: Knex.RawBinding[]): Sql {
  return { text, bindings };
}

/** Joins pieces of SQL in brackets. */
export function join(pieces: readonly Sql[], by: 'and' | 'or'): Sql {
  return {
    text: `(${pieces.map(({ text }) => text).join(` ${by} `)})`,
    bindings: pieces.flatMap(({ bindings }) => bindings),
  };
}

/** Puts SQL around a piece of SQL that binds no value itself. */
export function wrap(before: string, inner: Sql, after: string): Sql {
  return { ...inner, text: `${before}${inner.text}${after}` };
}

export const TRUE = sql('1 = 1');
export const FALSE = sql('1 = 0');
