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

/** What an attribute holds (RFC 7643 §2.3), as far as our schemas need it. */
export type AttributeType =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'dateTime'
  | 'reference'
  | 'binary'
  | 'complex';

/** An attribute of a schema, as RFC 7643 §7 describes it. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  /** For text: whether letter case matters in filters and uniqueness. */
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
  /** The longest text accepted, in UTF-16 units. */
  readonly maxLength: number;
}

/** A schema: a core one, or an extension. */
export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

type Options = Partial<Omit<Attribute, 'name' | 'type' | 'description'>>;

function define(
  type: AttributeType,
  name: string,
  description: string,
  options: Options,
): Attribute {
  return {
    name,
    type,
    multiValued: false,
    description,
    required: false,
    caseExact: type === 'reference' || type === 'binary',
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    maxLength: 1024,
    ...options,
  };
}

/** Shorthands for writing schemas down; defaults as in RFC 7643 §2.2. */
export const attribute = {
  string: (name: string, description: string, options: Options = {}) =>
    define('string', name, description, options),
  boolean: (name: string, description: string, options: Options = {}) =>
    define('boolean', name, description, options),
  integer: (name: string, description: string, options: Options = {}) =>
    define('integer', name, description, options),
  dateTime: (name: string, description: string, options: Options = {}) =>
    define('dateTime', name, description, options),
  reference: (
    name: string,
    description: string,
    referenceTypes: readonly string[],
    options: Options = {},
  ) => define('reference', name, description, { referenceTypes, ...options }),
  binary: (name: string, description: string, options: Options = {}) =>
    define('binary', name, description, options),
  complex: (
    name: string,
    description: string,
    subAttributes: readonly Attribute[],
    options: Options = {},
  ) => define('complex', name, description, { subAttributes, ...options }),
};
