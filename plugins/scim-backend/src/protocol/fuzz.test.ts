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
import {
  arbitraryFilter as filter,
  arbitraryPath as attribute,
} from './__testUtils__/arbitraryFilter';
import { fuzzRuns } from './__testUtils__/fuzzRuns';
import { ScimError } from './errors';
import {
  elementMatcher,
  matchesFilter,
  parseFilter,
  parsePath,
} from './filter';
import { applyPatch, parsePatch, PATCH_SCHEMA } from './patch';
import {
  findAttribute,
  groupResourceType,
  normalizeResource,
  userResourceType,
} from './schema';

jest.setTimeout(60_000);

const RUNS = fuzzRuns(2500);

const user = normalizeResource(userResourceType, {
  userName: 'mara@example.com',
  name: { givenName: 'Mara' },
  emails: [{ value: 'mara@example.com', type: 'work', primary: true }],
});
const emails = findAttribute(userResourceType.schema.attributes, 'emails')!;

const key = fc.oneof(
  attribute,
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'value',
    'type',
    'primary',
    '$ref',
    'name',
    'title',
  ),
  fc.string(),
);
const json = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.double(),
    fc.constantFrom('True', 'a\u0000', '\ud800', ''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map(entries =>
      // As JSON.parse does it: `__proto__` becomes a key like any other.
      JSON.parse(
        `{${entries
          .map(
            ([name, value]) =>
              `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`,
          )
          .join(',')}}`,
      ),
    ),
  ),
})).value;

const operation = fc.record(
  {
    op: fc.constantFrom('add', 'Replace', 'REMOVE', 'move'),
    path: fc.oneof(attribute, filter, fc.constant(null)),
    value: json,
  },
  { requiredKeys: ['op'] },
);

/** Runs what is to succeed, or to refuse as SCIM does, and to harm nothing. */
function refusesAtMost(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ScimError)) {
      throw error;
    }
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.status).toBeLessThan(500);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}

describe('whatever is sent', () => {
  it('a filter is evaluated or refused', () => {
    fc.assert(
      fc.property(filter, text =>
        refusesAtMost(() => {
          const parsed = parseFilter(text);
          expect([true, false]).toContain(
            matchesFilter(parsed, user, userResourceType),
          );
        }),
      ),
      { numRuns: RUNS },
    );
  });

  it('a path is read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(attribute, filter), text =>
        refusesAtMost(() => {
          const { where } = parsePath(text);
          const matches = where ? elementMatcher(where, emails) : () => true;
          expect([true, false]).toContain(matches({ value: 'a' }));
        }),
      ),
      { numRuns: RUNS },
    );
  });

  it('bytes are no filter, or one that is evaluated', () => {
    const bytes = fc.uint8Array({ maxLength: 60 });
    const broken = fc
      .tuple(filter, fc.nat(), fc.integer({ min: 0, max: 255 }))
      .map(([text, position, byte]) => {
        const written = Buffer.from(text);
        written[position % (written.length || 1)] = byte;
        return written;
      });
    fc.assert(
      fc.property(fc.oneof(bytes, broken), written =>
        refusesAtMost(() => {
          const text = Buffer.from(written).toString('latin1');
          matchesFilter(parseFilter(text), user, userResourceType);
        }),
      ),
      { numRuns: RUNS },
    );
  });

  it('a resource is read or refused, and reads the same again', () => {
    fc.assert(
      fc.property(json, body =>
        refusesAtMost(() => {
          const resource = normalizeResource(userResourceType, {
            ...(body as object),
            userName: 'u',
          });
          expect(normalizeResource(userResourceType, resource)).toEqual(
            resource,
          );
        }),
      ),
      { numRuns: RUNS },
    );
  });

  it('a PATCH is applied or refused, and leaves a valid resource', () => {
    const before = JSON.stringify(user);
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 4 }), operations =>
        refusesAtMost(() => {
          const parsed = parsePatch({
            schemas: [PATCH_SCHEMA],
            Operations: operations,
          });
          const { resource } = applyPatch(userResourceType, user, parsed);
          expect(normalizeResource(userResourceType, resource)).toEqual(
            resource,
          );
        }),
      ),
      { numRuns: RUNS },
    );
    expect(JSON.stringify(user)).toBe(before);
  });

  it('a PATCH of a group never touches members that are not loaded', () => {
    const group = normalizeResource(groupResourceType, { displayName: 'G' });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 4 }), operations =>
        refusesAtMost(() => {
          const { resource } = applyPatch(
            groupResourceType,
            group,
            parsePatch({ schemas: [PATCH_SCHEMA], Operations: operations }),
          );
          expect(resource).not.toHaveProperty('members');
        }),
      ),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['brackets', '('.repeat(100_000)],
    ['open lists', `${'x['.repeat(2000)}a pr`],
    ['backslashes', `a eq "${'\\'.repeat(4000)}`],
    ['negations', `${'not '.repeat(1000)}a pr`],
    ['parts', `${'a.'.repeat(2000)}b pr`],
    ['spaces', ' '.repeat(4000)],
    ['digits', `active eq ${'1'.repeat(4000)}`],
  ])('a filter of very many %s is refused', (_, text) => {
    expect(() =>
      matchesFilter(parseFilter(text), user, userResourceType),
    ).toThrow(ScimError);
  });
});
