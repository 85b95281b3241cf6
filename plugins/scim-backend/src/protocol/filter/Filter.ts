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

/** The operators that compare (RFC 7644 §3.4.2.2). */
export type Operator =
  | 'eq'
  | 'ne'
  | 'co'
  | 'sw'
  | 'ew'
  | 'gt'
  | 'ge'
  | 'lt'
  | 'le';

/** What an attribute is compared with. */
export type Literal = string | number | boolean | null;

/** An attribute as written; what it means depends on the resource type. */
export interface AttributePath {
  readonly urn?: string;
  readonly name: string;
  readonly sub?: string;
}

/** A filter as written. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Filter[] }
  | { readonly kind: 'not'; readonly term: Filter }
  | { readonly kind: 'present'; readonly path: ValuePath }
  | {
      readonly kind: 'compare';
      readonly path: ValuePath;
      readonly operator: Operator;
      readonly value: Literal;
    }
  | { readonly kind: 'some'; readonly path: ValuePath };

/**
 * An attribute, with a filter on its elements if there is one: in
 * `emails[type eq "work"].value` filter and sub-attribute stay together, so
 * that they speak of one and the same element.
 */
export interface ValuePath {
  readonly path: AttributePath;
  readonly where?: Filter;
  readonly sub?: string;
}
