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

import type { ResourceType } from '../schema/ResourceType';
import type { BoundFilter, Leaf } from './BoundFilter';
import { addressOf } from './columns';
import { Expression, join, Sql } from './Expression';
import type { CompileContext } from './FilterCompiler';

/** Rows of the database that SCIM shows as the elements of a list. */
export interface ListedRows {
  /** From membership to the row that is shown. */
  from: string;
  /** Column of the membership that names the resource with the list. */
  owner: string;
  /** The value of a part of an element. */
  valueOf(leaf: Leaf): Expression;
}

/** The rows behind `members` of groups and roles, and `groups` of users. */
export function listedRows(
  list: Leaf,
  type: ResourceType,
  { baseUrl = '', viewerId }: Pick<CompileContext, 'baseUrl' | 'viewerId'>,
): readonly ListedRows[] | undefined {
  const people: ListedRows['valueOf'] = leaf =>
    rowValue(
      leaf,
      "'User'",
      'coalesce(listed.display_name, listed.user_name)',
      `${baseUrl}/Users/`,
    );
  switch (`${type.name} ${list.keys.join('/')}`) {
    case 'Role members':
      return [
        {
          from: 'user_roles as membership join users as listed on listed.id = membership.user_id',
          owner: 'membership.portal_role_id',
          valueOf: people,
        },
      ];
    case 'Group members':
      return [
        {
          from: 'group_members as membership join users as listed on listed.id = membership.user_id',
          owner: 'membership.group_id',
          valueOf: people,
        },
        {
          from: 'group_subgroups as membership join groups as listed on listed.id = membership.subgroup_id',
          owner: 'membership.group_id',
          valueOf: leaf =>
            rowValue(
              leaf,
              "'Group'",
              'listed.display_name',
              `${baseUrl}/Groups/`,
            ),
        },
      ];
    case 'User groups':
      return [
        {
          from: `group_members as membership join groups as listed on listed.id = membership.group_id${
            viewerId === undefined
              ? ''
              : ' and listed.connection_id is not null'
          }`,
          owner: 'membership.user_id',
          valueOf: leaf =>
            rowValue(
              leaf,
              "'direct'",
              'listed.display_name_key',
              `${baseUrl}/Groups/`,
            ),
        },
      ];
    default:
      return undefined;
  }
}

/** Whether one of the rows behind a list fulfils a condition. */
export function someRow(
  rows: readonly ListedRows[],
  where: BoundFilter,
  table: string,
  compile: (where: BoundFilter, valueOf: ListedRows['valueOf']) => Sql,
): Sql {
  const pieces = rows.map(({ from, owner, valueOf }) => {
    const condition = compile(where, valueOf);
    // Who holds one member is found from the member; who holds any, from there.
    const text = namesOne(where)
      ? `${table}.id in (select ${owner} from ${from} where ${condition.text})`
      : `exists (select 1 from ${from} where ${owner} = ${table}.id and ${condition.text})`;
    return { text, bindings: condition.bindings };
  });
  return join(pieces, 'or');
}

function namesOne(where: BoundFilter): boolean {
  switch (where.kind) {
    case 'compare':
      return where.operator === 'eq' && where.leaf.attribute.name === 'value';
    case 'and':
      return where.terms.some(namesOne);
    case 'or':
      return where.terms.every(namesOne);
    default:
      return false;
  }
}

function rowValue(
  leaf: Leaf,
  type: string,
  display: string,
  collection: string,
): Expression {
  const expression = { bindings: [], nullable: false };
  switch (leaf.attribute.name) {
    case 'value':
      return { ...expression, kind: 'id', text: 'listed.uuid' };
    case '$ref':
      return addressOf('listed.uuid', collection);
    case 'type':
      return {
        ...expression,
        kind: 'key',
        text: leaf.attribute.caseExact ? type : type.toLowerCase(),
      };
    default:
      return { ...expression, kind: 'key', text: display };
  }
}
