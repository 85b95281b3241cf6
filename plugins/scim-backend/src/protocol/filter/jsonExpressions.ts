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

import type { Leaf } from './BoundFilter';
import type { Engine, Expression, Sql } from './Expression';

/**
 * The stored JSON of a resource: `resource` as written, and `resource_key` with
 * its text folded. Both have the same shape.
 */
function documentFor({ attribute }: Leaf, table: string): string {
  return attribute.caseExact && attribute.type !== 'boolean'
    ? `${table}.resource`
    : `${table}.resource_key`;
}

/** A value outside of lists. */
export function jsonValue(
  leaf: Leaf,
  table: string,
  engine: Engine,
): Expression {
  const document = documentFor(leaf, table);
  return typed(
    leaf,
    engine === 'postgres'
      ? postgresPath(document, leaf)
      : `json_extract(${document}, '${sqlitePath(leaf.keys)}')`,
    engine,
  );
}

/** A value of the list's element at hand, inside {@link someElement}. */
export function elementValue(
  leaf: Leaf,
  list: Leaf,
  table: string,
  engine: Engine,
): Expression {
  const exact = documentFor(leaf, table) === `${table}.resource`;
  if (engine === 'postgres') {
    const element = exact
      ? `(${table}.resource -> ${quoted(
          list.keys,
        )} -> (element.position - 1)::int)`
      : 'element.value';
    return typed(leaf, postgresPath(element, leaf), engine);
  }
  const inElement = leaf.keys.map(key => `."${key}"`).join('');
  return typed(
    leaf,
    exact
      ? `json_extract(${table}.resource, '${sqlitePath(
          list.keys,
        )}[' || element.key || ']${inElement}')`
      : `json_extract(element.value, '$${inElement}')`,
    engine,
  );
}

/** Whether an element of a list fulfils a condition. */
export function someElement(
  list: Leaf,
  condition: Sql,
  table: string,
  engine: Engine,
): Sql {
  const rows = elements(list, table, engine);
  return {
    text: `exists (select 1 from ${rows} where ${condition.text})`,
    bindings: condition.bindings,
  };
}

function elements(list: Leaf, table: string, engine: Engine): string {
  return engine === 'postgres'
    ? `jsonb_array_elements(${table}.resource_key -> ${quoted(
        list.keys,
      )}) with ordinality as element(value, position)`
    : `json_each(${table}.resource_key, '${sqlitePath(list.keys)}') as element`;
}

/** A value of a list's primary element, else of its first one. */
export function preferredValue(
  leaf: Leaf,
  list: Leaf,
  table: string,
  engine: Engine,
): Expression {
  const value = elementValue(leaf, list, table, engine);
  const isPrimary =
    engine === 'postgres'
      ? "coalesce((element.value ->> 'primary')::boolean, false)"
      : `coalesce(json_extract(element.value, '$."primary"'), 0)`;
  const position = engine === 'postgres' ? 'position' : 'key';
  return {
    ...value,
    text: `(select ${value.text} from ${elements(
      list,
      table,
      engine,
    )} order by ${isPrimary} desc, element.${position} limit 1)`,
  };
}

function typed(leaf: Leaf, text: string, engine: Engine): Expression {
  const { type } = leaf.attribute;
  const expression = { bindings: [], nullable: true };
  switch (type) {
    case 'complex':
      return { ...expression, kind: 'json', text };
    case 'boolean':
      return {
        ...expression,
        kind: 'boolean',
        text: engine === 'postgres' ? `(${text})::boolean` : text,
      };
    default:
      return { ...expression, kind: 'key', text };
  }
}

function postgresPath(from: string, { keys, attribute }: Leaf): string {
  const last = attribute.type === 'complex' ? '->' : '->>';
  const steps = keys.map(
    (key, index) => `${index < keys.length - 1 ? '->' : last} '${key}'`,
  );
  return `(${from} ${steps.join(' ')})`;
}

function sqlitePath(keys: readonly string[]): string {
  return `$${keys.map(key => `."${key}"`).join('')}`;
}

function quoted(keys: readonly string[]): string {
  return keys.map(key => `'${key}'`).join(' -> ');
}
