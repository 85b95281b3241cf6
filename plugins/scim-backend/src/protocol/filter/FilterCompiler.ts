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
import { foldCase } from '../../database';
import { isResourceId } from '../../directory';
import { ENTERPRISE_USER_SCHEMA } from '../schema/enterpriseUserSchema';
import { extensionAttribute } from '../schema/extensionAttribute';
import type { ResourceType } from '../schema/ResourceType';
import { BoundFilter, isImplicitlyFalse, Leaf } from './BoundFilter';
import { columnOf, Table, tableOf } from './columns';
import { compareExpression, contains, presenceOf } from './compareExpression';
import {
  Engine,
  engineOf,
  Expression,
  FALSE,
  join,
  Sql,
  sql,
  TRUE,
  wrap,
} from './Expression';
import { elementValue, jsonValue, someElement } from './jsonExpressions';
import { matchesBound } from './matchesFilter';
import { listedRows, someRow } from './memberRows';

/** Where a filter or an order is to be used. */
export interface CompileContext {
  knex: Knex;
  /** Absolute address of the SCIM endpoint, for `meta.location` and `$ref`. */
  baseUrl?: string;
  /** Row id of the connection whose external ids count; all of them if absent. */
  viewerId?: number;
  /** The types that are asked for at once, this one among them. */
  types?: readonly ResourceType[];
}

/** The value of an attribute where a condition stands. */
type ValueOf = (leaf: Leaf) => Expression;

/** Turns a filter into a condition in SQL, never NULL. */
export class FilterCompiler {
  readonly #type: ResourceType;
  readonly #table: Table;
  readonly #engine: Engine;
  readonly #baseUrl: string;
  readonly #viewerId: number | undefined;
  readonly #valueInResource: ValueOf = leaf =>
    columnOf(leaf, this.#type, this.#baseUrl) ??
    jsonValue(leaf, this.#table, this.#engine);

  constructor(
    type: ResourceType,
    { knex, baseUrl = '', viewerId }: CompileContext,
  ) {
    this.#type = type;
    this.#table = tableOf(type);
    this.#engine = engineOf(knex);
    this.#baseUrl = baseUrl;
    this.#viewerId = viewerId;
  }

  compile(filter: BoundFilter): Sql {
    return this.#condition(filter, this.#valueInResource);
  }

  #condition(filter: BoundFilter, valueOf: ValueOf): Sql {
    switch (filter.kind) {
      case 'constant':
        return filter.value ? TRUE : FALSE;
      case 'and':
      case 'or':
        return join(
          filter.terms.map(term => this.#condition(term, valueOf)),
          filter.kind,
        );
      case 'not':
        return wrap('not (', this.#condition(filter.term, valueOf), ')');
      case 'present':
        return this.#visible(filter.leaf, presenceOf(valueOf(filter.leaf)));
      case 'some':
        return this.#some(filter.list, filter.where);
      default:
        return this.#visible(filter.leaf, this.#comparison(filter, valueOf));
    }
  }

  /**
   * An identity provider is not shown the external ids of what others provision,
   * nor the members of teams that nobody provisions; so it cannot look for them.
   */
  #visible({ keys }: Leaf, condition: Sql): Sql {
    const owner = `${this.#table}.connection_id`;
    if (this.#viewerId === undefined || this.#type.name === 'Role') {
      return condition;
    }
    switch (keys.join('/')) {
      case 'externalId':
        return join(
          [
            sql(`${owner} is not null and ${owner} = ?`, this.#viewerId),
            condition,
          ],
          'and',
        );
      case 'members':
        return join([sql(`${owner} is not null`), condition], 'and');
      default:
        return condition;
    }
  }

  #comparison(
    filter: BoundFilter & { kind: 'compare' },
    valueOf: ValueOf,
  ): Sql {
    const { leaf, operator, value } = filter;
    let expression = valueOf(leaf);
    if (isImplicitlyFalse(leaf)) {
      expression = {
        ...expression,
        ...wrap('coalesce(', expression, ', false)'),
        nullable: false,
      };
    }
    const comparison = compareExpression(
      expression,
      operator,
      value,
      this.#engine,
    );
    const isInColumn =
      valueOf !== this.#valueInResource ||
      columnOf(leaf, this.#type, this.#baseUrl) !== undefined;
    return isInColumn || operator !== 'eq' || typeof value !== 'string'
      ? comparison
      : join([this.#hintOfValue(leaf, value), comparison], 'and');
  }

  #hintOfValue({ keys }: Leaf, value: string): Sql {
    return isManager(keys) && isResourceId(value)
      ? sql('users.manager_uuid = ?', value)
      : this.#hint(keys, foldCase(value));
  }

  #some(list: Leaf, where: BoundFilter): Sql {
    if (list.attribute.name === 'schemas') {
      return this.#someSchema(where);
    }
    const rows = listedRows(list, this.#type, {
      baseUrl: this.#baseUrl,
      viewerId: this.#viewerId,
    });
    if (rows) {
      return this.#visible(
        list,
        someRow(rows, where, this.#table, (condition, valueOf) =>
          this.#condition(condition, valueOf),
        ),
      );
    }
    const condition = this.#condition(where, leaf =>
      elementValue(leaf, list, this.#table, this.#engine),
    );
    return join(
      [
        ...this.#hints(list, where),
        someElement(list, condition, this.#table, this.#engine),
      ],
      'and',
    );
  }

  /** The schemas of a resource follow from what it has. */
  #someSchema(where: BoundFilter): Sql {
    const { schema, extensions } = this.#type;
    return join(
      [
        matchesBound(where, schema.id) ? TRUE : FALSE,
        ...extensions
          .filter(({ id }) => matchesBound(where, id))
          .map(extension =>
            presenceOf(
              this.#valueInResource({
                keys: [extension.id],
                attribute: extensionAttribute(extension),
              }),
            ),
          ),
      ],
      'or',
    );
  }

  #hints(list: Leaf, where: BoundFilter): Sql[] {
    const known = equalities(where);
    if (known.length === 0) {
      return [];
    }
    const element = Object.fromEntries(known);
    return list.attribute.name === 'emails' && element.value
      ? [this.#hintOfEmail(element.value)]
      : [this.#hint(list.keys, [element])];
  }

  /** People are found by their addresses as quickly as by their names. */
  #hintOfEmail(value: string): Sql {
    const owners =
      'select user_emails.user_id from user_emails where user_emails.value_key = ?';
    return this.#engine === 'postgres'
      ? sql(`users.id = any(array(${owners}))`, value)
      : sql(`users.id in (${owners})`, value);
  }

  /**
   * A condition that follows from another one and is quick to decide: by index
   * on PostgreSQL, without parsing JSON on SQLite.
   */
  #hint(keys: readonly string[], value: FoldedValue): Sql {
    const column = `${this.#table}.resource_key`;
    if (this.#engine === 'sqlite') {
      const texts =
        typeof value === 'string' ? [value] : Object.values(value[0]);
      // The longest text is the rarest.
      const [longest] = texts.sort((one, other) => other.length - one.length);
      return contains(column, JSON.stringify(longest));
    }
    const document = keys.reduceRight<unknown>(
      (inner, key) => ({ [key]: inner }),
      value,
    );
    return sql(`${column} @> ?::jsonb`, JSON.stringify(document));
  }
}

/** Text, or the parts of one element of a list. */
type FoldedValue = string | [element: Record<string, string>];

function isManager(keys: readonly string[]): boolean {
  return keys.join('/') === `${ENTERPRISE_USER_SCHEMA}/manager/value`;
}

/** The parts of an element that a condition says, in folded text. */
function equalities(where: BoundFilter): Array<[name: string, text: string]> {
  switch (where.kind) {
    case 'and':
      return where.terms.flatMap(equalities);
    case 'compare':
      return where.operator === 'eq' && typeof where.value === 'string'
        ? [[where.leaf.keys[0], foldCase(where.value)]]
        : [];
    default:
      return [];
  }
}
