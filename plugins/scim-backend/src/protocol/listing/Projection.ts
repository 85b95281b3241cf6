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

import { JsonObject, JsonValue } from '@backstage/types';
import { ScimError } from '../errors';
import { elementMatcher, parsePath } from '../filter';
import {
  Attribute,
  commonAttributes,
  resolveAttribute,
  ResourceType,
} from '../schema';
import type { AttributeChoice } from './ListRequest';

/** A path that a client names, in lower case, and which elements it means. */
interface NamedPath {
  path: string;
  /** The list that is filtered, and what tells its elements apart. */
  elements?: { list: string; match: (element: unknown) => boolean };
}

/**
 * Which attributes an answer shows (RFC 7644 §3.9). Paths are kept in lower
 * case: attribute names and schema URNs compare without it. A path may have a
 * filter, as in `members[value eq "…"].display`: it means those elements only.
 */
export class Projection {
  readonly #type: ResourceType;
  readonly #wanted: NamedPath[];
  readonly #unwanted: NamedPath[];

  /** @throws ScimError if a filter in a path cannot be evaluated */
  constructor(type: ResourceType, choice: AttributeChoice) {
    this.#type = type;
    this.#wanted = choice.attributes.map(name => readPath(type, name));
    this.#unwanted = choice.excludedAttributes.map(name =>
      readPath(type, name),
    );
  }

  /** Whether anything of a core attribute is shown; else it need not be read. */
  includes(name: string): boolean {
    const definition = this.#type.schema.attributes.find(
      attribute => attribute.name === name,
    );
    return this.#shows(name.toLowerCase(), definition);
  }

  /** What of a resource is shown. */
  apply(resource: JsonObject): JsonObject {
    const shown: JsonObject = {};
    for (const [name, value] of Object.entries(resource)) {
      const extension = this.#type.extensions.find(({ id }) => id === name);
      const kept = extension
        ? this.#object(value, `${name.toLowerCase()}:`, extension.attributes)
        : this.#value(value, name.toLowerCase(), this.#definition(name));
      if (kept !== undefined) {
        shown[name] = kept;
      }
    }
    return withUsedSchemas(this.#type, shown);
  }

  #definition(name: string): Attribute | undefined {
    return [...commonAttributes, ...this.#type.schema.attributes].find(
      attribute => attribute.name === name,
    );
  }

  #value(
    value: JsonValue | undefined,
    path: string,
    definition: Attribute | undefined,
  ): JsonValue | undefined {
    if (!this.#shows(path, definition)) {
      return undefined;
    }
    const subAttributes = definition?.subAttributes;
    if (!subAttributes) {
      return value;
    }
    if (!Array.isArray(value)) {
      return this.#object(value, `${path}.`, subAttributes);
    }
    const elements = value
      .filter(element => this.#showsElement(path, element))
      .map(element => this.#object(element, `${path}.`, subAttributes))
      .filter(element => element !== undefined);
    return elements.length > 0 || value.length === 0 ? elements : undefined;
  }

  #object(
    value: JsonValue | undefined,
    prefix: string,
    definitions: readonly Attribute[],
  ): JsonValue | undefined {
    if (!value || typeof value !== 'object' || Array.isArray(value)) {
      return value;
    }
    const shown: JsonObject = {};
    for (const [name, part] of Object.entries(value)) {
      const kept = this.#value(
        part,
        `${prefix}${name.toLowerCase()}`,
        definitions.find(attribute => attribute.name === name),
      );
      if (kept !== undefined) {
        shown[name] = kept;
      }
    }
    return Object.keys(shown).length > 0 ? shown : undefined;
  }

  #shows(path: string, definition: Attribute | undefined): boolean {
    const returned = definition?.returned ?? 'default';
    if (returned === 'always' || returned === 'never') {
      return returned === 'always';
    }
    if (
      this.#unwanted.some(
        unwanted => !unwanted.elements && covers(unwanted.path, path),
      )
    ) {
      return false;
    }
    if (this.#wanted.length === 0) {
      return returned === 'default';
    }
    return this.#wanted.some(
      wanted => covers(wanted.path, path) || covers(path, wanted.path),
    );
  }

  /** Whether the filters in paths, if there are any, let an element through. */
  #showsElement(list: string, element: JsonValue): boolean {
    const concerns = ({ path }: NamedPath) => covers(list, path);
    const isMeant = ({ elements }: NamedPath) =>
      elements?.list !== list || elements.match(element);
    const wanted = this.#wanted.filter(concerns);
    const excluded = this.#unwanted.filter(
      ({ elements }) => elements?.list === list,
    );
    return (
      (wanted.length === 0 || wanted.some(isMeant)) && !excluded.some(isMeant)
    );
  }
}

/** `schemas` names those whose attributes are shown (RFC 7643 §3). */
function withUsedSchemas(type: ResourceType, shown: JsonObject): JsonObject {
  const unused = type.extensions.filter(({ id }) => !Object.hasOwn(shown, id));
  const { schemas } = shown;
  return unused.length > 0 && Array.isArray(schemas)
    ? {
        ...shown,
        schemas: schemas.filter(
          schema => !unused.some(({ id }) => id === schema),
        ),
      }
    : shown;
}

/** Whether one path is another, or something around it. */
function covers(outer: string, inner: string): boolean {
  return (
    inner === outer ||
    (inner.startsWith(outer) && /[.:]/.test(inner.charAt(outer.length)))
  );
}

function readPath(type: ResourceType, name: string): NamedPath {
  if (!name.includes('[')) {
    return { path: withoutCoreUrn(type, name.toLowerCase()) };
  }
  const { path, where, sub } = parsePath(name, ScimError.invalidValue);
  const found = resolveAttribute(type, path);
  if (!where || !found?.attribute?.multiValued) {
    // No such list: nothing is shown for it.
    return { path: name.toLowerCase() };
  }
  const list = path.urn ? `${path.urn}:${path.name}` : path.name;
  const bare = withoutCoreUrn(type, list.toLowerCase());
  return {
    path: sub === undefined ? bare : `${bare}.${sub.toLowerCase()}`,
    elements: { list: bare, match: elementMatcher(where, found.attribute) },
  };
}

function withoutCoreUrn(type: ResourceType, path: string): string {
  const urn = `${type.schema.id.toLowerCase()}:`;
  return path.startsWith(urn) ? path.slice(urn.length) : path;
}
