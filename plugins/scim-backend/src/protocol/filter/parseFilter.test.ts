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

import { ScimError } from '../errors';
import { userResourceType } from '../schema';
import { bindFilter } from './bindFilter';
import { parseFilter, parsePath } from './parseFilter';

function errorOf(run: () => unknown): ScimError {
  try {
    run();
  } catch (error) {
    return error as ScimError;
  }
  throw new Error('Nothing was thrown');
}

const name = { path: { path: { name: 'a' } } };
const present = (attribute: string) => ({
  kind: 'present',
  path: { path: { name: attribute } },
});

describe('parseFilter', () => {
  it('binds not closer than and, and and closer than or', () => {
    expect(parseFilter('a pr or b pr and not (c pr)')).toEqual({
      kind: 'or',
      terms: [
        present('a'),
        {
          kind: 'and',
          terms: [present('b'), { kind: 'not', term: present('c') }],
        },
      ],
    });
  });

  it('groups by brackets', () => {
    expect(parseFilter('(a pr or b pr) AND c PR')).toEqual({
      kind: 'and',
      terms: [
        { kind: 'or', terms: [present('a'), present('b')] },
        present('c'),
      ],
    });
  });

  it.each([
    ['a EQ "x"', 'eq', 'x'],
    ['a eq "a \\"b\\" \\u00e9"', 'eq', 'a "b" é'],
    ['a gt 1.5e3', 'gt', 1500],
    ['a ne -1', 'ne', -1],
    ['a eq TRUE', 'eq', true],
    ['a eq null', 'eq', null],
    ['  a   eq   ""  ', 'eq', ''],
  ])('reads %s', (text, operator, value) => {
    expect(parseFilter(text)).toEqual({
      kind: 'compare',
      ...name,
      operator,
      value,
    });
  });

  it('keeps the filter and the sub-attribute of a value path together', () => {
    expect(parseFilter('emails[type eq "work"].value eq "x"')).toEqual({
      kind: 'compare',
      path: {
        path: { name: 'emails' },
        where: {
          kind: 'compare',
          path: { path: { name: 'type' } },
          operator: 'eq',
          value: 'work',
        },
        sub: 'value',
      },
      operator: 'eq',
      value: 'x',
    });
  });

  it('reads the URN of a schema', () => {
    expect(
      parseFilter(
        'urn:ietf:params:scim:schemas:core:2.0:User:name.givenName pr',
      ),
    ).toEqual({
      kind: 'present',
      path: {
        path: {
          urn: 'urn:ietf:params:scim:schemas:core:2.0:User',
          name: 'name',
          sub: 'givenName',
        },
      },
    });
  });

  it.each([
    '',
    ' ',
    'a',
    'a eq',
    'a eq b',
    'a eq "x',
    "a eq 'x'",
    'a eq "\\x"',
    'a xx "y"',
    'a pr b pr',
    'a pr and',
    'a pr or or b pr',
    '(a pr',
    'a pr)',
    'not a pr',
    'emails[type eq "work"',
    'emails[]',
    'emails[x[y pr]]',
    'a.b.c pr',
    'a..b pr',
    '1a pr',
    'a eq 01',
    'a eq "\\u0000"',
    'a eq "\\ud800"',
    '__proto__ pr',
    'a.constructor eq "x"',
    'prototype[a pr]',
    `a eq "${'x'.repeat(5000)}"`,
    `${'('.repeat(30)}a pr${')'.repeat(30)}`,
    Array(200).fill('a pr').join(' or '),
  ])('refuses %s', text => {
    expect(errorOf(() => parseFilter(text))).toMatchObject({
      status: 400,
      scimType: 'invalidFilter',
    });
  });
});

describe('parsePath', () => {
  it.each([
    ['active', { path: { name: 'active' } }],
    ['name.givenName', { path: { name: 'name', sub: 'givenName' } }],
    [
      'emails[primary eq true]',
      {
        path: { name: 'emails' },
        where: {
          kind: 'compare',
          path: { path: { name: 'primary' } },
          operator: 'eq',
          value: true,
        },
      },
    ],
  ])('reads %s', (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });

  it.each(['', 'a b', 'emails[', 'a.b[c pr]', 'a eq "x"', '__proto__.x'])(
    'refuses %j',
    text => {
      expect(errorOf(() => parsePath(text))).toMatchObject({
        status: 400,
        scimType: 'invalidPath',
      });
    },
  );
});

describe('bindFilter', () => {
  it.each([
    ['shoeSize eq 12', 'an unknown attribute'],
    ['name.shoeSize pr', 'an unknown part'],
    ['emails[shoeSize pr]', 'an unknown part of an element'],
    ['urn:example:User:userName pr', 'an unknown schema'],
    ['active gt true', 'an order of booleans'],
    ['active co "t"', 'a part of a boolean'],
    ['active eq "maybe"', 'text that is no boolean'],
    ['x509Certificates.value gt "a"', 'an order of binary values'],
    ['name eq "x"', 'a comparison of something that has parts'],
    ['addresses eq "x"', 'a comparison of elements without value'],
    ['userName eq true', 'a boolean as text'],
    ['userName eq 1', 'a number as text'],
    ['userName gt null', 'an order of nothing'],
    ['meta.created gt "yesterday"', 'a time that is none'],
    ['userName[value pr]', 'elements of something simple'],
    ['password eq "secret"', 'a password'],
    ['password sw "s"', 'the start of a password'],
  ])('refuses %s: %s', text => {
    expect(
      errorOf(() => bindFilter(parseFilter(text), userResourceType)),
    ).toMatchObject({ status: 400, scimType: 'invalidFilter' });
  });
});
