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
import type { Attribute } from '../schema/Attribute';
import { extensionAttribute } from '../schema/extensionAttribute';
import { findAttribute, resolveAttribute } from '../schema/resolveAttribute';
import type { ResourceType } from '../schema/ResourceType';
import { ALWAYS, BoundFilter, Leaf, NEVER } from './BoundFilter';
import { comparisonValue } from './comparisonValue';
import type { Filter, Literal, Operator, ValuePath } from './Filter';

/** Finds the attribute that a path means where it stands, if it is there. */
type Scope = (path: ValuePath) => Place | undefined;

/** An attribute in its surroundings. */
interface Place {
  /** The list in whose elements the leaf is; absent for a single value. */
  list?: Leaf;
  /** What holds for the elements meant. */
  where?: BoundFilter;
  leaf: Leaf;
}

/**
 * Finds the attributes of a filter in a resource type.
 *
 * An attribute that is absent fulfils `ne`, as it fulfils `not (… eq …)`: it is
 * not identical with the value. A list fulfils a comparison, `ne` too, if one of
 * its elements does (RFC 7644 §3.4.2.2).
 *
 * @param among - the types that are asked for at once; what another of them has
 * and this one has not is an attribute without value (RFC 7644 §3.4.2.1)
 * @throws ScimError invalidFilter, also if an operator does not fit
 */
export function bindFilter(
  filter: Filter,
  type: ResourceType,
  among: readonly ResourceType[] = [],
): BoundFilter {
  return bind(filter, path =>
    isElsewhere(path, type, among) ? undefined : placeInResource(path, type),
  );
}

function isElsewhere(
  { path }: ValuePath,
  type: ResourceType,
  among: readonly ResourceType[],
): boolean {
  return (
    !resolveAttribute(type, path) &&
    among.some(other => resolveAttribute(other, path) !== undefined)
  );
}

/** Finds the attributes of a filter on the elements of a list. */
export function bindElementFilter(
  filter: Filter,
  attribute: Attribute,
  prefix: readonly string[] = [],
): BoundFilter {
  return bind(filter, path => placeInElement(path, attribute, prefix));
}

function bind(filter: Filter, scope: Scope): BoundFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return {
        kind: filter.kind,
        terms: filter.terms.map(term => bind(term, scope)),
      };
    case 'not':
      return not(bind(filter.term, scope));
    case 'some':
    case 'present':
      return bindPresence(scope(filter.path));
    default:
      return bindComparison(scope(filter.path), filter.operator, filter.value);
  }
}

function bindPresence(place: Place | undefined): BoundFilter {
  if (!place) {
    return NEVER;
  }
  const { list, leaf } = place;
  return list && leaf.keys.length === 0
    ? inList(place, ALWAYS)
    : inList(place, { kind: 'present', leaf });
}

function bindComparison(
  written: Place | undefined,
  operator: Operator,
  value: Literal,
): BoundFilter {
  if (value === null) {
    if (operator !== 'eq' && operator !== 'ne') {
      throw ScimError.invalidFilter("null can only stand after 'eq' or 'ne'.");
    }
    const presence = bindPresence(written);
    return operator === 'ne' ? presence : not(presence);
  }
  if (!written) {
    return operator === 'ne' ? ALWAYS : NEVER;
  }
  const place = withDefaultSub(written);
  const { leaf } = place;
  const comparison = (wanted: Exclude<Operator, 'ne'>): BoundFilter => ({
    kind: 'compare',
    leaf,
    operator: wanted,
    value: comparisonValue(leaf.attribute, operator, value),
  });
  if (operator !== 'ne') {
    return inList(place, comparison(operator));
  }
  const differs = not(comparison('eq'));
  return place.list
    ? {
        kind: 'or',
        terms: [not(inList(place, ALWAYS)), inList(place, differs)],
      }
    : differs;
}

function inList({ list, where }: Place, test: BoundFilter): BoundFilter {
  const both: BoundFilter = where
    ? { kind: 'and', terms: [where, test] }
    : test;
  return list ? { kind: 'some', list, where: both } : both;
}

/** `emails eq "v"` means the addresses; `name eq "v"` means nothing. */
function withDefaultSub(place: Place): Place {
  const { keys, attribute } = place.leaf;
  if (attribute.type !== 'complex') {
    return place;
  }
  const value = findAttribute(attribute.subAttributes ?? [], 'value');
  if (!value) {
    throw ScimError.invalidFilter(
      `'${attribute.name}' has parts; say which, as in '${attribute.name}.${
        attribute.subAttributes?.[0]?.name ?? 'value'
      }'.`,
    );
  }
  return { ...place, leaf: { keys: [...keys, value.name], attribute: value } };
}

function placeInResource(written: ValuePath, type: ResourceType): Place {
  const { path, where, sub } = written;
  const found = resolveAttribute(type, path);
  if (!found) {
    throw ScimError.invalidFilter(
      `A ${type.name} has no attribute '${nameOf(written)}'.`,
    );
  }
  const { extension, attribute, sub: part, keys } = found;
  if (!attribute) {
    return { leaf: { keys, attribute: extensionAttribute(extension!) } };
  }
  if (attribute.returned === 'never') {
    throw ScimError.invalidFilter(`'${attribute.name}' cannot be filtered by.`);
  }
  if (where && attribute.type !== 'complex') {
    throw ScimError.invalidFilter(`'${attribute.name}' has no parts.`);
  }
  const listKeys = part ? keys.slice(0, -1) : keys;
  const prefix = attribute.multiValued ? [] : listKeys;
  const bound = where && bindElementFilter(where, attribute, prefix);
  const element: Leaf = { keys: prefix, attribute };
  const leafOfSub = (name: string) =>
    placeInElement({ path: { name } }, attribute, prefix).leaf;
  return {
    ...(attribute.multiValued && { list: { keys: listKeys, attribute } }),
    ...(bound && { where: bound }),
    leaf: part ?? sub ? leafOfSub(part?.name ?? sub!) : element,
  };
}

function placeInElement(
  written: ValuePath,
  attribute: Attribute,
  prefix: readonly string[],
): Place {
  const { urn, name, sub } = written.path;
  const found = findAttribute(attribute.subAttributes ?? [], name);
  if (!found || urn !== undefined || sub !== undefined) {
    throw ScimError.invalidFilter(
      `'${attribute.name}' has no part '${nameOf(written)}'.`,
    );
  }
  return { leaf: { keys: [...prefix, found.name], attribute: found } };
}

function not(term: BoundFilter): BoundFilter {
  return { kind: 'not', term };
}

function nameOf({ path: { urn, name, sub } }: ValuePath): string {
  const prefix = urn === undefined ? '' : `${urn}:`;
  const suffix = sub === undefined ? '' : `.${sub}`;
  return `${prefix}${name}${suffix}`;
}
