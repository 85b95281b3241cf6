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

import type { MemberChange } from '../../directory';
import { ScimError } from '../errors';
import { elementMatcher, Filter } from '../filter';
import type { Attribute } from '../schema/Attribute';
import { isObject, normalizeElement } from '../schema/normalizeValue';
import { findAttribute, sameName } from '../schema/resolveAttribute';
import { groupSchema } from '../schema/groupSchema';
import type { PatchOperation } from './parsePatch';
import type { PatchTarget } from './PatchTarget';

const membersAttribute: Attribute = findAttribute(
  groupSchema.attributes,
  'members',
)!;

/**
 * What an operation on `members` changes. The group is not loaded for it: its
 * size does not matter.
 */
export function toMemberChanges(
  op: PatchOperation['op'],
  { sub, where }: PatchTarget,
  value: unknown,
): MemberChange[] {
  if (sub || (where && op !== 'remove')) {
    throw ScimError.mutability(
      'A member cannot be changed; remove it and add the right one.',
    );
  }
  if (where) {
    return [toRemoval(where)];
  }
  if (op === 'remove' && (value === undefined || value === null)) {
    return [{ op: 'clear' }];
  }
  const ids = readMemberIds(value);
  if (op === 'replace') {
    return ids.length > 0 ? [{ op, ids }] : [{ op: 'clear' }];
  }
  return ids.length > 0 ? [{ op, ids }] : [];
}

/**
 * The ids in a value of `members`, each once.
 *
 * @throws ScimError invalidValue if one has none
 */
export function readMemberIds(value: unknown): string[] {
  const given = Array.isArray(value) ? value : [value ?? []].flat();
  const ids = given.map(element => {
    const member = normalizeElement(membersAttribute, element);
    const id = isObject(member) ? member.value : undefined;
    if (typeof id !== 'string' || id === '') {
      throw ScimError.invalidValue(
        "Each of 'members' needs the id of a user or group as its 'value'.",
      );
    }
    return id;
  });
  return [...new Set(ids)];
}

/** `value eq "…"`, which all clients send, does not need to see the members. */
function toRemoval(where: Filter): MemberChange {
  const matches = elementMatcher(where, membersAttribute);
  const ids = idsNamed(where);
  return ids
    ? { op: 'remove', ids: [...new Set(ids)] }
    : { op: 'removeMatching', matches };
}

function idsNamed(where: Filter): string[] | undefined {
  if (where.kind === 'or') {
    const named = where.terms.map(idsNamed);
    return named.every(ids => ids !== undefined) ? named.flat() : undefined;
  }
  return where.kind === 'compare' &&
    where.operator === 'eq' &&
    typeof where.value === 'string' &&
    sameName(where.path.path.name, 'value')
    ? [where.value]
    : undefined;
}
