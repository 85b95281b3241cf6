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

import { isResourceId } from '../../directory';
import type { Operator } from './Filter';
import { Engine, Expression, FALSE, join, Sql, sql, wrap } from './Expression';

/** Whether a value is there: neither NULL nor empty. */
export function presenceOf(expression: Expression): Sql {
  const present = isNotNull(expression);
  return expression.kind === 'key' && expression.nullable
    ? join([present, wrap('', expression, " <> ''")], 'and')
    : present;
}

/**
 * Compares a value. The outcome is never NULL, so that its opposite is right
 * where there is no value.
 */
export function compareExpression(
  expression: Expression,
  operator: Exclude<Operator, 'ne'>,
  wanted: string | boolean,
  engine: Engine,
): Sql {
  const comparison =
    typeof wanted === 'boolean'
      ? wrap('', expression, ` = ${wanted}`)
      : compareText(expression, operator, wanted, engine);
  return expression.nullable
    ? join([isNotNull(expression), comparison], 'and')
    : comparison;
}

function isNotNull(expression: Expression): Sql {
  return wrap('', expression, ' is not null');
}

function compareText(
  expression: Expression,
  operator: Exclude<Operator, 'ne'>,
  wanted: string,
  engine: Engine,
): Sql {
  if (expression.kind === 'id') {
    if (operator === 'eq') {
      return isResourceId(wanted) ? compare(expression, '= ?', wanted) : FALSE;
    }
    const asText: Expression = {
      ...expression,
      ...wrap('cast(', expression, ' as text)'),
      kind: 'key',
    };
    return compareText(asText, operator, wanted, engine);
  }
  switch (operator) {
    case 'eq':
      return compare(expression, '= ?', wanted);
    case 'co':
      return engine === 'postgres'
        ? compare(wrap('strpos(', expression, ''), ', ?) > 0', wanted)
        : compare(wrap('instr(', expression, ''), ', ?) > 0', wanted);
    case 'sw':
      return engine === 'postgres'
        ? compare(wrap('starts_with(', expression, ''), ', ?)', wanted)
        : compare(expression, 'glob ?', startingWith(wanted));
    case 'ew':
      return endsWith(expression, wanted, engine);
    default:
      return compareInOrder(expression, operator, wanted, engine);
  }
}

function compare(left: Sql, right: string, wanted: string): Sql {
  return {
    text: `${left.text} ${right}`,
    bindings: [...left.bindings, wanted],
  };
}

function endsWith(expression: Expression, wanted: string, engine: Engine): Sql {
  const length = [...wanted].length;
  if (length === 0) {
    return isNotNull(expression);
  }
  return engine === 'postgres'
    ? compare(wrap('right(', expression, `, ${length})`), '= ?', wanted)
    : compare(wrap('substr(', expression, `, -${length})`), '= ?', wanted);
}

function compareInOrder(
  expression: Expression,
  operator: 'gt' | 'ge' | 'lt' | 'le',
  wanted: string,
  engine: Engine,
): Sql {
  const sign = { gt: '>', ge: '>=', lt: '<', le: '<=' }[operator];
  return compare(orderedAsText(expression, engine), `${sign} ?`, wanted);
}

/**
 * Text that has the order of its characters, whatever the language of the
 * database (RFC 7644 §3.4.2.3): its collation may ignore punctuation.
 */
export function orderedAsText(expression: Expression, engine: Engine): Sql {
  return engine === 'postgres' && expression.kind === 'key'
    ? wrap('', expression, ' collate "C"')
    : expression;
}

/** A pattern of `glob`, which minds case and can use an index. */
function startingWith(text: string): string {
  return `${text.replace(/[*?[]/g, '[$&]')}*`;
}

/** A condition on bound text, for SQLite's JSON. */
export function contains(column: string, text: string): Sql {
  return sql(`instr(${column}, ?) > 0`, text);
}
