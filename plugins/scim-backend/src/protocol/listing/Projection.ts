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
import { Attribute, commonAttributes, ResourceType } from '../schema';
import type { AttributeChoice } from './ListRequest';

/**
 * Which attributes an answer shows (RFC 7644 §3.9). Paths are kept in lower
 * case: attribute names and schema URNs compare without it.
 */
export class Projection {
  readonly #type: ResourceType;
  readonly #wanted: string[];
  readonly #unwanted: string[];

  constructor(type: ResourceType, choice: AttributeChoice) {
    const toPath = (name: string) => withoutCoreUrn(type, name.toLowerCase());
    this.#type = type;
    this.#wanted = choice.attributes.map(toPath);
    this.#unwanted = choice.excludedAttributes.map(toPath);
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
    return shown;
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
    if (this.#unwanted.some(unwanted => covers(unwanted, path))) {
      return false;
    }
    if (this.#wanted.length === 0) {
      return returned === 'default';
    }
    return this.#wanted.some(
      wanted => covers(wanted, path) || covers(path, wanted),
    );
  }
}

/** Whether one path is another, or something around it. */
function covers(outer: string, inner: string): boolean {
  return (
    inner === outer ||
    (inner.startsWith(outer) && /[.:]/.test(inner.charAt(outer.length)))
  );
}

function withoutCoreUrn(type: ResourceType, path: string): string {
  const urn = `${type.schema.id.toLowerCase()}:`;
  return path.startsWith(urn) ? path.slice(urn.length) : path;
}
