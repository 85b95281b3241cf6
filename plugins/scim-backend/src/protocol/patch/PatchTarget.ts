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
import { Filter, parsePath } from '../filter';
import type { Attribute } from '../schema/Attribute';
import { findAttribute, resolveAttribute } from '../schema/resolveAttribute';
import type { ResourceType } from '../schema/ResourceType';

/** What an operation is about. */
export interface PatchTarget {
  /** URN of the extension that the attribute belongs to. */
  extension?: string;
  attribute: Attribute;
  sub?: Attribute;
  /** Which elements of a list. */
  where?: Filter;
}

/** An extension as a whole. */
export interface ExtensionTarget {
  extension: string;
  attributes: readonly Attribute[];
}

/**
 * What a path means.
 *
 * @returns nothing if the resource type has no such attribute
 * @throws ScimError invalidPath if it is no path
 */
export function resolveTarget(
  text: string,
  type: ResourceType,
): PatchTarget | ExtensionTarget | undefined {
  const written = parsePath(text);
  const found = resolveAttribute(type, written.path);
  if (!found) {
    return undefined;
  }
  const { extension, attribute, sub } = found;
  if (!attribute) {
    return {
      extension: extension!.id,
      attributes: extension!.attributes,
    };
  }
  const part =
    written.sub === undefined
      ? sub
      : findAttribute(attribute.subAttributes ?? [], written.sub);
  if (written.sub !== undefined && !part) {
    return undefined;
  }
  if (written.where && !attribute.multiValued) {
    throw ScimError.invalidPath(
      `'${attribute.name}' is no list; leave out the filter in the path.`,
    );
  }
  return {
    ...(extension && { extension: extension.id }),
    attribute,
    ...(part && { sub: part }),
    ...(written.where && { where: written.where }),
  };
}

/** How messages name a target. */
export function nameOfTarget({ attribute, sub }: PatchTarget): string {
  return sub ? `${attribute.name}.${sub.name}` : attribute.name;
}
