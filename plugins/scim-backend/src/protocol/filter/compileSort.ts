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
import { findAttribute, resolveAttribute } from '../schema/resolveAttribute';
import type { ResourceType } from '../schema/ResourceType';
import type { Leaf } from './BoundFilter';
import { columnOf, tableOf } from './columns';
import { orderedAsText } from './compareExpression';
import type { QueryStep } from './compileFilter';
import type { CompileContext } from './FilterCompiler';
import { engineOf, Expression } from './Expression';
import { jsonValue, preferredValue } from './jsonExpressions';
import { listedRows } from './memberRows';
import { parsePath } from './parseFilter';

/**
 * Compiles `sortBy` to an order. A list is ordered by its primary element, else
 * its first; resources without the attribute come last, or first if descending
 * (RFC 7644 §3.4.2.3).
 *
 * @throws ScimError invalidValue if there is no order by this attribute
 */
export function compileSort(
  sortBy: string,
  descending: boolean,
  type: ResourceType,
  context: CompileContext,
): QueryStep {
  const key = orderKey(sortBy, type, context);
  const { text, bindings } = orderedAsText(key, engineOf(context.knex));
  const direction = descending ? 'desc' : 'asc';
  const nulls = descending ? 'nulls first' : 'nulls last';
  return query => {
    query.orderByRaw(`${text} ${direction}${key.nullable ? ` ${nulls}` : ''}`, [
      ...bindings,
    ]);
  };
}

function orderKey(
  sortBy: string,
  type: ResourceType,
  { knex, baseUrl = '' }: CompileContext,
): Expression {
  const refused = ScimError.invalidValue(
    `Resources cannot be sorted by '${sortBy.slice(0, 100)}'.`,
  );
  const { path, where } = parsePath(sortBy, ScimError.invalidValue);
  const found = where ? undefined : resolveAttribute(type, path);
  if (!found?.attribute || found.attribute.returned === 'never') {
    throw refused;
  }
  const { attribute, sub, keys } = found;
  const part =
    sub ?? findAttribute(attribute.subAttributes ?? [], 'value') ?? attribute;
  if (part.type === 'complex' || attribute.name === 'schemas') {
    throw refused;
  }
  const listKeys = sub ? keys.slice(0, -1) : keys;
  const list: Leaf = { keys: listKeys, attribute };
  if (attribute.multiValued) {
    if (listedRows(list, type, { baseUrl })) {
      throw refused;
    }
    const leaf = { keys: [part.name], attribute: part };
    return preferredValue(leaf, list, tableOf(type), engineOf(knex));
  }
  const leaf: Leaf = {
    keys: part === attribute ? listKeys : [...listKeys, part.name],
    attribute: part,
  };
  return (
    columnOf(leaf, type, baseUrl) ??
    jsonValue(leaf, tableOf(type), engineOf(knex))
  );
}
