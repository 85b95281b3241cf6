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
import { ScimError } from '../errors';
import { normalizeResource } from './normalizeResource';
import { groupResourceType, userResourceType } from './ResourceType';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const read = (body: object) =>
  normalizeResource(userResourceType, { userName: 'u', ...body });

/** Has as many attributes that nobody knows. */
const wide = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, 1]));

describe('normalizeResource', () => {
  it.each<[string, object, JsonObject]>([
    [
      'spells names as the schema does',
      { DISPLAYNAME: 'D', Name: { GIVENNAME: 'G' } },
      { displayName: 'D', name: { givenName: 'G' } },
    ],
    [
      'spells URNs as the schema does, and lists those used',
      { [enterprise.toUpperCase()]: { EMPLOYEENUMBER: '1' } },
      { [enterprise]: { employeeNumber: '1' }, schemas: [core, enterprise] },
    ],
    [
      'drops what is read-only',
      { id: 'x', meta: { version: '1' }, groups: [{ value: 'g' }] },
      {},
    ],
    ['drops what is unknown', { shoeSize: 40, name: { shoe: 1 } }, {}],
    ['drops a password', { password: 'secret' }, {}],
    [
      'drops null, [] and objects without a part',
      { title: null, roles: [], name: {}, emails: [null, {}], active: null },
      {},
    ],
    [
      'drops extensions that Entra lists but does not fill',
      { schemas: [core, enterprise], [enterprise]: {} },
      {},
    ],
    ['reads booleans as text', { active: 'False' }, { active: false }],
    ['unwraps a list of one', { title: ['Lead'] }, { title: 'Lead' }],
    [
      'wraps a single element',
      { emails: { value: 'a' } },
      { emails: [{ value: 'a' }] },
    ],
    [
      'reads bare values as elements',
      { roles: ['a', 'b'] },
      { roles: [{ value: 'a' }, { value: 'b' }] },
    ],
    [
      'reads a bare manager',
      { [enterprise]: { manager: 'm' } },
      {
        [enterprise]: { manager: { value: 'm' } },
        schemas: [core, enterprise],
      },
    ],
    ['reads "" as no manager', { [enterprise]: { manager: '' } }, {}],
    [
      'accepts further schemas',
      { schemas: ['urn:example:Custom', core.toUpperCase()] },
      {},
    ],
    [
      'reads core attributes in a container, as of an extension',
      { [core.toUpperCase()]: { displayName: 'D', title: 'T' }, title: 'Lead' },
      { displayName: 'D', title: 'Lead' },
    ],
    [
      'makes one of elements of the same type and value',
      {
        emails: [
          { value: 'a', type: 'work', display: 'A' },
          { value: 'a' },
          { value: 'a', type: 'work', primary: true },
          { value: 'a', type: 'home' },
        ],
      },
      {
        emails: [
          { value: 'a', type: 'work', display: 'A', primary: true },
          { value: 'a' },
          { value: 'a', type: 'home' },
        ],
      },
    ],
    [
      'keeps addresses apart, which have no value',
      { addresses: [{ type: 'work', locality: 'A' }, { type: 'work' }] },
      { addresses: [{ type: 'work', locality: 'A' }, { type: 'work' }] },
    ],
    [
      'reads Base64',
      { x509Certificates: ['AQIDBA==', { value: 'AQIDBA' }] },
      { x509Certificates: [{ value: 'AQIDBA==' }, { value: 'AQIDBA' }] },
    ],
    [
      'accepts a picture as data',
      { photos: [{ value: `data:${'x'.repeat(100_000)}` }] },
      { photos: [{ value: `data:${'x'.repeat(100_000)}` }] },
    ],
  ])('%s', (_, body, expected) => {
    expect(read(body)).toEqual({ userName: 'u', schemas: [core], ...expected });
  });

  it('ignores 999 attributes that nobody knows', () => {
    expect(read({ ...wide(999), userName: 'u' })).toEqual({
      userName: 'u',
      schemas: [core],
    });
  });

  it.each<[string, object, string]>([
    ['text that is no text', { title: 1 }, "'title'"],
    ['a boolean that is none', { active: 'maybe' }, "'active'"],
    ['an object for text', { displayName: { a: 1 } }, "'displayName'"],
    ['several values for one', { title: ['a', 'b'] }, "'title'"],
    ['text for something with parts', { name: 'Mara' }, "'name'"],
    ['a wrong type in a part', { name: { givenName: 1 } }, "'name.givenName'"],
    [
      'a wrong type in an element',
      { emails: [{ value: true }] },
      "'emails.value'",
    ],
    [
      'several primary elements',
      {
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
      "'emails'",
    ],
    ['a name that is too long', { displayName: 'x'.repeat(256) }, '255'],
    [
      'a name that is too long once folded',
      { displayName: 'İ'.repeat(200) },
      '255',
    ],
    ['an email that is too long', { emails: ['x'.repeat(256)] }, '255'],
    ['other text that is too long', { title: 'x'.repeat(1025) }, '1024'],
    ['a NUL character', { title: 'a\u0000' }, 'NUL'],
    ['half of a surrogate pair', { title: 'a\ud800' }, 'surrogate'],
    ['too many attributes', wide(1001), '1000 attributes'],
    ['too many in a part', { name: wide(1001) }, '1000 attributes'],
    ['too many in an extension', { [enterprise]: wide(1001) }, '1000 attr'],
    ['too many elements', { roles: Array(201).fill('r') }, "'roles'"],
    ['no userName', { userName: '' }, "'userName'"],
    ['a blank userName', { userName: ' ' }, "'userName'"],
    [
      'binary data that is no Base64',
      { x509Certificates: ['-----BEGIN'] },
      "'x509Certificates.value'",
    ],
    ['a core schema that is text', { [core]: 'x' }, core],
    ['an extension that is text', { [enterprise]: 'x' }, enterprise],
    ['a reserved name', JSON.parse('{"__proto__": {"a": 1}}'), '__proto__'],
    ['a reserved name in a part', { name: { constructor: 1 } }, 'constructor'],
  ])('refuses %s', (_, body, said) => {
    const refused = () =>
      normalizeResource(
        userResourceType,
        Object.defineProperties(
          { userName: 'u' },
          Object.getOwnPropertyDescriptors(body),
        ),
      );
    expect(refused).toThrow(ScimError);
    expect(refused).toThrow(said);
    expect(refused).toThrow(expect.objectContaining({ status: 400 }));
  });

  it.each([[null], [[]], ['x'], [{ userName: 'u', schemas: ['urn:x'] }]])(
    'refuses %j as a resource',
    body => {
      expect(() => normalizeResource(userResourceType, body)).toThrow(
        expect.objectContaining({ scimType: 'invalidSyntax' }),
      );
    },
  );

  it('reads groups with members', () => {
    expect(
      normalizeResource(groupResourceType, {
        displayName: 'G',
        members: [{ value: 'a', display: 'A', $ref: null }],
      }),
    ).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'G',
      members: [{ value: 'a' }],
    });
  });
});
