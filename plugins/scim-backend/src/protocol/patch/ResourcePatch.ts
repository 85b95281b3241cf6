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

import { JsonObject } from '@backstage/types';
import type { MemberChange } from '../../directory';
import { ScimError } from '../errors';
import {
  isObject,
  knownEntries,
  normalizeValue,
  refuseReserved,
} from '../schema/normalizeValue';
import type { Attribute } from '../schema/Attribute';
import { namedEntries } from '../schema/namedEntries';
import { sameName } from '../schema/resolveAttribute';
import type { ResourceType } from '../schema/ResourceType';
import { changeList } from './listChanges';
import { toMemberChanges } from './memberChanges';
import type { PatchOperation } from './parsePatch';
import { nameOfTarget, PatchTarget, resolveTarget } from './PatchTarget';
import { setPart } from './setPart';

/** How often a PATCH may write attributes other than members. */
const MAX_WRITES = 100;

/** How often a PATCH may go through all members of a group. */
const MAX_MEMBER_SEARCHES = 10;

/** A resource that is being patched, operation by operation. */
export class ResourcePatch {
  readonly memberChanges: MemberChange[] = [];
  #writes = 0;
  #searches = 0;

  constructor(
    private readonly type: ResourceType,
    readonly resource: JsonObject,
  ) {}

  apply({ op, path, value }: PatchOperation): void {
    if (path === undefined) {
      this.#applyAll(op, value);
      return;
    }
    if (sameName(path, this.type.schema.id) && op !== 'remove') {
      this.#applyCore(op, value);
      return;
    }
    const target = resolveTarget(path, this.type);
    if (!target) {
      throw ScimError.invalidPath(
        `A ${this.type.name} has no attribute '${path.slice(0, 100)}'.`,
      );
    }
    if ('attribute' in target) {
      requireWritable(target);
      this.#applyTo(op, target, value);
    } else if (op === 'remove') {
      delete this.resource[target.extension];
    } else {
      this.#applyExtension(op, target.extension, value);
    }
  }

  /**
   * An operation without path: each entry is one of its own. Entra names them
   * by path. What is unknown or read-only is ignored; Okta sends the `id` along.
   */
  #applyAll(op: PatchOperation['op'], value: unknown): void {
    if (!isObject(value)) {
      throw ScimError.invalidValue(
        "Without a 'path', the 'value' must be an object.",
      );
    }
    for (const [name, part] of namedEntries(value)) {
      refuseReserved(name);
      if (sameName(name, this.type.schema.id)) {
        this.#applyCore(op, part);
        continue;
      }
      const target = resolveTarget(name, this.type);
      if (!target) {
        continue;
      }
      if (!('attribute' in target)) {
        this.#applyExtension(op, target.extension, part);
      } else if (isWritable(target)) {
        this.#applyTo(op, target, part);
      }
    }
  }

  /** Core attributes in a container, as of an extension. */
  #applyCore(op: PatchOperation['op'], value: unknown): void {
    const { id, attributes } = this.type.schema;
    if (!isObject(value)) {
      throw ScimError.invalidValue(`'${id}' must be an object.`);
    }
    for (const [attribute, part] of knownEntries(value, attributes)) {
      if (isWritable({ attribute })) {
        this.#applyTo(op, { attribute }, part);
      }
    }
  }

  #applyExtension(
    op: PatchOperation['op'],
    extension: string,
    value: unknown,
  ): void {
    if (value === null) {
      delete this.resource[extension];
      return;
    }
    if (!isObject(value)) {
      throw ScimError.invalidValue(`'${extension}' must be an object.`);
    }
    const { attributes } = this.type.extensions.find(
      ({ id }) => id === extension,
    )!;
    for (const [attribute, part] of knownEntries(value, attributes)) {
      if (attribute.mutability !== 'readOnly') {
        this.#applyTo(op, { extension, attribute }, part);
      }
    }
  }

  #applyTo(op: PatchOperation['op'], target: PatchTarget, value: unknown) {
    const { attribute, extension } = target;
    if (attribute.name === 'members') {
      this.#changeMembers(toMemberChanges(op, target, value));
      return;
    }
    this.#writes++;
    if (this.#writes > MAX_WRITES) {
      throw ScimError.tooLarge(
        `A PATCH can write attributes at most ${MAX_WRITES} times; send several.`,
      );
    }
    if (attribute.name === 'schemas') {
      return;
    }
    if (extension === undefined) {
      this.#change(op, target, value, this.resource);
      return;
    }
    const present = this.resource[extension];
    const container = isObject(present) ? present : {};
    this.#change(op, target, value, container);
    if (Object.keys(container).length > 0) {
      this.resource[extension] = container;
    } else {
      delete this.resource[extension];
    }
  }

  #changeMembers(changes: MemberChange[]) {
    this.memberChanges.push(...changes);
    this.#searches += changes.filter(
      ({ op }) => op === 'removeMatching',
    ).length;
    if (this.#searches > MAX_MEMBER_SEARCHES) {
      throw ScimError.tooLarge(
        `A PATCH can search members at most ${MAX_MEMBER_SEARCHES} times; remove them by 'value'.`,
      );
    }
  }

  #change(
    op: PatchOperation['op'],
    target: PatchTarget,
    value: unknown,
    container: JsonObject,
  ): void {
    const { attribute } = target;
    const before = container[attribute.name];
    const after = valueAfter(op, target, value, before);
    if (after !== undefined && attribute.mutability !== 'writeOnly') {
      container[attribute.name] = after;
      return;
    }
    // Adding nothing is no change; only the other two take something away.
    if (op === 'add' && after === undefined) {
      return;
    }
    if (attribute.required) {
      const detail = `'${attribute.name}' is required and cannot be removed.`;
      throw op === 'remove'
        ? ScimError.mutability(detail)
        : ScimError.invalidValue(detail);
    }
    delete container[attribute.name];
  }
}

function valueAfter(
  op: PatchOperation['op'],
  target: PatchTarget,
  value: unknown,
  before: JsonObject[string],
) {
  const { attribute, sub } = target;
  if (attribute.multiValued) {
    const present = Array.isArray(before) ? before.filter(isObject) : [];
    const elements = changeList(op, target, value, present);
    return elements.length > 0 ? elements : undefined;
  }
  if (attribute.type !== 'complex') {
    return op === 'remove' ? undefined : normalizeValue(attribute, value);
  }
  const whole = isObject(before) ? before : {};
  if (sub) {
    const given = op === 'remove' ? undefined : value;
    return unlessEmpty(setPart(attribute, whole, sub, given));
  }
  if (op === 'remove') {
    return undefined;
  }
  return normalizeValue(attribute, mergeParts(attribute, whole, value));
}

/** The parts given replace those present; the others stay (RFC 7644 §3.5.2.3). */
function mergeParts(attribute: Attribute, whole: JsonObject, value: unknown) {
  const parts = isObject(value)
    ? knownEntries(value, attribute.subAttributes ?? [])
    : [];
  if (parts.length === 0) {
    // A bare value, such as the id of a manager, or one that clears.
    return value;
  }
  // The id first: it drops the address of the one before.
  return parts
    .filter(([{ mutability }]) => mutability !== 'readOnly')
    .sort(
      ([one], [other]) =>
        Number(other.name === 'value') - Number(one.name === 'value'),
    )
    .reduce(
      (merged, [part, given]) => setPart(attribute, merged, part, given),
      whole,
    );
}

function unlessEmpty(value: JsonObject): JsonObject | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}

function isWritable({ attribute, sub }: PatchTarget): boolean {
  return attribute.mutability !== 'readOnly' && sub?.mutability !== 'readOnly';
}

function requireWritable(target: PatchTarget): void {
  if (!isWritable(target)) {
    throw ScimError.mutability(`'${nameOfTarget(target)}' is read-only.`);
  }
}
