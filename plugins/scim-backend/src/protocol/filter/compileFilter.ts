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

import { Knex } from 'knex';
import type { ResourceType } from '../schema/ResourceType';
import { bindFilter } from './bindFilter';
import type { Filter } from './Filter';
import { CompileContext, FilterCompiler } from './FilterCompiler';
import { isLookup } from './isLookup';

/** Narrows or orders a query on `users` or `groups`. */
export interface QueryStep {
  (query: Knex.QueryBuilder): void;
  /** Stands for its SQL if it is a lookup, of which there are few kinds. */
  title?: string;
}

/**
 * Compiles a filter to a condition on the table of the resource type.
 *
 * @throws ScimError invalidFilter if it cannot be evaluated
 */
export function compileFilter(
  filter: Filter,
  type: ResourceType,
  context: CompileContext,
): QueryStep {
  const bound = bindFilter(filter, type, context.types);
  const { text, bindings } = new FilterCompiler(type, context).compile(bound);
  const narrow: QueryStep = query => {
    query.whereRaw(text, [...bindings]);
  };
  if (isLookup(bound)) {
    narrow.title = `${type.name} where ${text}`;
  }
  return narrow;
}
