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

import type { Attribute, Schema } from './Attribute';
import { commonAttributes } from './commonAttributes';
import type { ResourceType } from './ResourceType';

/** An attribute path as a client writes it, already taken apart. */
export interface WrittenPath {
  readonly urn?: string;
  readonly name: string;
  readonly sub?: string;
}

/** Where a path leads in a resource of some type. */
export interface ResolvedPath {
  /** Set if the attribute is one of an extension. */
  readonly extension?: Schema;
  /** Absent if the path names the whole extension. */
  readonly attribute?: Attribute;
  readonly sub?: Attribute;
  /** The keys that lead to it, in canonical spelling. */
  readonly keys: readonly string[];
}

/**
 * Finds what a path means, without case (RFC 7643 §2.1), or nothing if the
 * type has no such attribute. Entra leaves out the URN of an extension, as in
 * `manager eq "…"`.
 */
export function resolveAttribute(
  type: ResourceType,
  { urn, name, sub }: WrittenPath,
): ResolvedPath | undefined {
  const schemas = [type.schema, ...type.extensions];
  if (urn !== undefined && sub === undefined) {
    const whole = schemas.find(({ id }) => sameName(id, `${urn}:${name}`));
    if (whole && whole !== type.schema) {
      return { extension: whole, keys: [whole.id] };
    }
  }
  const schema = schemas.find(candidate =>
    urn === undefined
      ? findAttribute(attributesOf(candidate, type), name)
      : sameName(candidate.id, urn),
  );
  const attribute = schema && findAttribute(attributesOf(schema, type), name);
  if (!attribute) {
    return undefined;
  }
  const isCore = schema === type.schema;
  const part = sub && findAttribute(attribute.subAttributes ?? [], sub);
  if (sub !== undefined && !part) {
    return undefined;
  }
  return {
    ...(!isCore && { extension: schema }),
    attribute,
    ...(part && { sub: part }),
    keys: [
      ...(isCore ? [] : [schema.id]),
      attribute.name,
      ...(part ? [part.name] : []),
    ],
  };
}

function attributesOf(schema: Schema, type: ResourceType) {
  return schema === type.schema
    ? [...commonAttributes, ...schema.attributes]
    : schema.attributes;
}

/** The attribute of this name, without case. */
export function findAttribute(
  attributes: readonly Attribute[],
  name: string,
): Attribute | undefined {
  return attributes.find(attribute => sameName(attribute.name, name));
}

/** Whether two names of attributes or schemas are the same. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
