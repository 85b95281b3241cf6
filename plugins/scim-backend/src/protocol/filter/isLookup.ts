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

import type { BoundFilter } from './BoundFilter';

const NAMES = ['id', 'externalId', 'userName', 'displayName'];

/**
 * Whether identity providers look somebody up like this, again and again: by one
 * of their names, or by an email address and perhaps its type.
 */
export function isLookup(filter: BoundFilter): boolean {
  switch (filter.kind) {
    case 'compare':
      return (
        filter.operator === 'eq' && NAMES.includes(filter.leaf.keys.join('/'))
      );
    case 'some':
      return (
        filter.list.attribute.name === 'emails' && namesAddress(filter.where)
      );
    default:
      return false;
  }
}

function namesAddress(where: BoundFilter): boolean {
  const terms = where.kind === 'and' ? where.terms : [where];
  const named = terms.map(term =>
    term.kind === 'compare' && term.operator === 'eq'
      ? term.leaf.keys.join('/')
      : '',
  );
  return ['value', 'type value'].includes(named.join(' '));
}
