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

import type { Attribute } from '../schema/Attribute';
import type { Operator } from './Filter';

/** An attribute, and the keys that lead to it from the resource or element. */
export interface Leaf {
  readonly keys: readonly string[];
  readonly attribute: Attribute;
}

/**
 * A filter whose attributes are known: what it says can be evaluated, in the
 * database or in memory, without a question left open.
 */
export type BoundFilter =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly BoundFilter[] }
  | { readonly kind: 'not'; readonly term: BoundFilter }
  | { readonly kind: 'present'; readonly leaf: Leaf }
  | {
      readonly kind: 'compare';
      readonly leaf: Leaf;
      /** Never `ne`, which is the opposite of `eq`. */
      readonly operator: Exclude<Operator, 'ne'>;
      /** Folded if case does not matter; an ISO time for a dateTime. */
      readonly value: string | boolean;
    }
  | {
      readonly kind: 'some';
      readonly list: Leaf;
      /** Relative to one element. */
      readonly where: BoundFilter;
    };

/** What every element fulfils. */
export const ALWAYS: BoundFilter = { kind: 'constant', value: true };

/** What nothing fulfils. */
export const NEVER: BoundFilter = { kind: 'constant', value: false };

/**
 * Whether an absent value counts as false: an element of a list that does not
 * say that it is primary is not (RFC 7643 §2.4).
 */
export function isImplicitlyFalse({ attribute }: Leaf): boolean {
  return attribute.type === 'boolean' && attribute.name === 'primary';
}
