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

import fc from 'fast-check';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Paths of attributes, and some that are none. */
export const arbitraryPath = fc.constantFrom(
  'userName',
  'displayName',
  'externalId',
  'title',
  'name',
  'name.givenName',
  'name.middleName',
  'emails',
  'emails.value',
  'emails.type',
  'emails[type eq "work"]',
  'emails[type eq "work"].value',
  'emails[not (primary eq true) and value co "a"].type',
  'photos.value',
  'active',
  'meta.created',
  'meta.version',
  'members',
  'members.display',
  'members[value eq "a"]',
  'groups.display',
  'groups',
  'schemas',
  'id',
  enterprise,
  `${enterprise}:manager`,
  `${enterprise}:department`,
  'photos.$ref',
  '__proto__',
  '__proto__.polluted',
  'constructor.prototype',
  'toString',
);

const operator = fc.constantFrom(
  'eq',
  'NE',
  'co',
  'sw',
  'ew',
  'gt',
  'ge',
  'lt',
  'le',
  'pr',
  '',
);

const literal = fc.oneof(
  fc.string().map(text => JSON.stringify(text)),
  fc.string({ unit: 'binary' }).map(text => `"${text}"`),
  fc.string({ unit: 'grapheme' }).map(text => JSON.stringify(text)),
  fc.constantFrom(
    'true',
    '"False"',
    'null',
    '1',
    '1e999',
    '""',
    '"a"',
    '"A"',
    '"work"',
    '"mara@example.com"',
    '"%"',
    '"_"',
    '"*"',
    '"Ö"',
    '"2026-01-01T00:00:00Z"',
  ),
);

/** One comparison, right or wrong. */
export const arbitraryComparison = fc
  .tuple(arbitraryPath, operator, literal)
  .map(([path, op, value]) =>
    op === 'pr' ? `${path} pr` : `${path} ${op} ${value}`,
  );

/** Filters, most of them well-formed, and some text that is none. */
export const arbitraryFilter = fc.letrec<{ filter: string }>(tie => ({
  filter: fc.oneof(
    { maxDepth: 5 },
    arbitraryComparison,
    fc.tuple(tie('filter'), tie('filter')).map(both => both.join(' and ')),
    fc.tuple(tie('filter'), tie('filter')).map(both => both.join(' or ')),
    tie('filter').map(inner => `not (${inner})`),
    tie('filter').map(inner => `emails[${inner}]`),
    fc.string(),
    fc.string({ unit: 'binary' }),
  ),
})).filter;
