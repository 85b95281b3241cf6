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
import {
  groupResourceType,
  normalizeResource,
  userResourceType,
} from '../schema';
import { applyPatch } from './applyPatch';
import { parsePatch, PATCH_SCHEMA } from './parsePatch';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const user = normalizeResource(userResourceType, {
  userName: 'mara@example.com',
  displayName: 'Mara',
  name: { givenName: 'Mara', familyName: 'Lund' },
  active: true,
  emails: [
    { value: 'mara@example.com', type: 'work', primary: true },
    { value: 'mara@home.example', type: 'home' },
  ],
  [enterprise]: { manager: { value: 'm1', $ref: 'https://x/m1' } },
});

const group = normalizeResource(groupResourceType, {
  displayName: 'Developers',
  externalId: 'g1',
});

function patch(resource: JsonObject, ...operations: unknown[]) {
  return applyPatch(
    resource === group ? groupResourceType : userResourceType,
    resource,
    parsePatch({ schemas: [PATCH_SCHEMA], Operations: operations }),
  );
}

function refusal(resource: JsonObject, ...operations: unknown[]): ScimError {
  try {
    patch(resource, ...operations);
  } catch (error) {
    return error as ScimError;
  }
  throw new Error('Nothing was refused');
}

const [work, home] = user.emails as JsonObject[];

describe('a PATCH of a user', () => {
  it.each<[string, unknown, JsonObject]>([
    [
      'Entra disables with text',
      { op: 'Replace', path: 'active', value: 'False' },
      { active: false },
    ],
    [
      'Entra disables with a boolean',
      { op: 'Replace', path: 'active', value: false },
      { active: false },
    ],
    [
      'Okta disables without path',
      { op: 'replace', value: { active: false } },
      { active: false },
    ],
    [
      'Keycloak disables with text and without path',
      { op: 'replace', value: { active: 'false' } },
      { active: false },
    ],
    [
      'Entra wraps a scalar in a list',
      { op: 'Add', path: 'title', value: ['Lead'] },
      { title: 'Lead' },
    ],
    [
      'Entra writes dotted names and URNs without path',
      {
        op: 'Replace',
        value: {
          displayName: 'B',
          'name.givenName': 'K',
          [`${enterprise}:employeeNumber`]: 'A',
          'emails[type eq "work"].value': 'k@example.com',
        },
      },
      {
        displayName: 'B',
        name: { givenName: 'K', familyName: 'Lund' },
        emails: [{ ...work, value: 'k@example.com' }, home],
        [enterprise]: {
          employeeNumber: 'A',
          manager: { value: 'm1', $ref: 'https://x/m1' },
        },
      },
    ],
    [
      'an extension is written as an object without path',
      { op: 'add', value: { [enterprise]: { department: 'D' } } },
      {
        [enterprise]: {
          department: 'D',
          manager: { value: 'm1', $ref: 'https://x/m1' },
        },
      },
    ],
    [
      'Entra replaces an element by its type',
      {
        op: 'Replace',
        path: 'emails[type eq "work"].value',
        value: 'x@example.com',
      },
      { emails: [{ ...work, value: 'x@example.com' }, home] },
    ],
    [
      'Entra replaces an element that is not there yet',
      {
        op: 'Replace',
        path: 'phoneNumbers[type eq "mobile"].value',
        value: '+1',
      },
      { phoneNumbers: [{ type: 'mobile', value: '+1' }] },
    ],
    [
      'Entra replaces an address without type',
      {
        op: 'Replace',
        path: 'addresses[type eq "untyped"].formatted',
        value: 'Hafenstr. 1',
      },
      { addresses: [{ type: 'untyped', formatted: 'Hafenstr. 1' }] },
    ],
    [
      'Entra gives a first role',
      { op: 'Add', path: 'roles[primary eq "True"].value', value: 'admin' },
      { roles: [{ primary: true, value: 'admin' }] },
    ],
    [
      'Entra sets a manager as bare id',
      { op: 'Add', path: `${enterprise}:manager`, value: 'm2' },
      { [enterprise]: { manager: { value: 'm2' } } },
    ],
    [
      'the address of a former manager goes with it',
      { op: 'replace', path: 'manager', value: { value: 'm2' } },
      { [enterprise]: { manager: { value: 'm2' } } },
    ],
    [
      'a part is replaced, the others stay',
      { op: 'replace', path: 'name', value: { givenName: 'M.' } },
      { name: { givenName: 'M.', familyName: 'Lund' } },
    ],
    [
      'a part given as null goes, the others stay',
      { op: 'replace', value: { name: { givenName: null } } },
      { name: { familyName: 'Lund' } },
    ],
    [
      'a new primary takes over',
      {
        op: 'replace',
        path: 'emails[type eq "home"].primary',
        value: true,
      },
      {
        emails: [
          { ...work, primary: false },
          { ...home, primary: true },
        ],
      },
    ],
    [
      'a primary that is added takes over',
      {
        op: 'add',
        path: 'emails',
        value: { value: 'n@example.com', primary: 'True' },
      },
      {
        emails: [
          { ...work, primary: false },
          home,
          { value: 'n@example.com', primary: true },
        ],
      },
    ],
    [
      'an element of the same type and value is changed, not added again',
      {
        op: 'add',
        path: 'emails',
        value: [{ value: 'mara@home.example', type: 'home', primary: true }],
      },
      {
        emails: [
          { ...work, primary: false },
          { ...home, primary: true },
        ],
      },
    ],
    [
      'an element is removed by filter',
      { op: 'remove', path: 'emails[type eq "home"]' },
      { emails: [work] },
    ],
    [
      'elements are removed by value',
      {
        op: 'Remove',
        path: 'emails',
        value: [{ value: 'mara@home.example' }],
      },
      { emails: [work] },
    ],
    [
      'an element goes with its value',
      { op: 'remove', path: 'emails[type eq "home"].value' },
      { emails: [work] },
    ],
    [
      'a list is replaced as a whole',
      { op: 'replace', path: 'emails', value: [{ value: 'z@example.com' }] },
      { emails: [{ value: 'z@example.com' }] },
    ],
    [
      'names compare without case',
      { op: 'REPLACE', path: 'NAME.GIVENNAME', value: 'X' },
      { name: { givenName: 'X', familyName: 'Lund' } },
    ],
    [
      'core attributes are written in a container, as of an extension',
      { op: 'replace', value: { [core]: { displayName: 'B' } } },
      { displayName: 'B' },
    ],
    [
      'core attributes are written by the URN of their schema',
      { op: 'add', path: core, value: { displayName: 'B', id: 'x' } },
      { displayName: 'B' },
    ],
    [
      'read-only values beside others are ignored',
      { op: 'replace', value: { id: 'x', groups: [], displayName: 'B' } },
      { displayName: 'B' },
    ],
  ])('%s', (_, operation, expected) => {
    const outcome = patch(user, operation);
    expect(outcome.resource).toEqual({ ...user, ...expected });
    expect(outcome.changed).toBe(true);
  });

  it.each<[string, string, unknown]>([
    ['removed', 'emails', { op: 'remove', path: 'emails' }],
    ['emptied', 'emails', { op: 'replace', path: 'emails', value: [] }],
    [
      'set to null',
      'displayName',
      { op: 'replace', path: 'displayName', value: null },
    ],
    [
      'cleared with ""',
      enterprise,
      { op: 'replace', path: `${enterprise}:manager`, value: '' },
    ],
    [
      'cleared as object',
      enterprise,
      { op: 'replace', path: 'manager', value: { value: '' } },
    ],
    ['removed as extension', enterprise, { op: 'remove', path: enterprise }],
    ['left without a part', enterprise, { op: 'remove', path: 'manager' }],
  ])('what is %s is gone: %s', (_, name, operation) => {
    const { resource } = patch(user, operation);
    expect(resource).not.toHaveProperty([name]);
    expect(resource.schemas).toEqual(
      name === enterprise
        ? (user.schemas as string[]).slice(0, 1)
        : user.schemas,
    );
  });

  it.each<[string, unknown]>([
    [
      'a value that is there',
      { op: 'add', path: 'displayName', value: 'Mara' },
    ],
    [
      'an element that is there',
      {
        op: 'add',
        path: 'emails',
        value: [{ primary: true, type: 'work', value: 'mara@example.com' }],
      },
    ],
    [
      'less of an element that is there',
      {
        op: 'add',
        path: 'emails',
        value: [{ type: 'work', value: 'mara@example.com' }],
      },
    ],
    ['nothing', { op: 'add', path: 'emails', value: [] }],
    [
      'a part that is nothing',
      { op: 'add', path: 'photos.value', value: null },
    ],
    ['the same without path', { op: 'replace', value: { active: 'True' } }],
    ['a password', { op: 'replace', path: 'password', value: 'secret' }],
    ['what is unknown', { op: 'add', value: { shoeSize: 40 } }],
    ['no element to remove', { op: 'remove', path: 'emails[type eq "x"]' }],
  ])('changes nothing by writing %s', (_, operation) => {
    const outcome = patch(user, operation);
    expect(outcome.changed).toBe(false);
    expect(outcome.resource).toBe(user);
  });

  it.each<[string, unknown, string]>([
    ['remove without path', { op: 'remove' }, 'noTarget'],
    ['remove with a null path', { op: 'remove', path: null }, 'noTarget'],
    [
      'replace of no element',
      { op: 'replace', path: 'emails[value eq "x"].type', value: 'y' },
      'noTarget',
    ],
    [
      'replace of no whole element',
      { op: 'replace', path: 'emails[type eq "x"]', value: { value: 'y' } },
      'noTarget',
    ],
    [
      'replace of no element of an unusual type',
      { op: 'replace', path: 'emails[type eq "x"].value', value: 'y' },
      'noTarget',
    ],
    ['the core schema, removed', { op: 'remove', path: core }, 'invalidPath'],
    [
      'the core schema as text',
      { op: 'add', path: core, value: 'x' },
      'invalidValue',
    ],
    ['id', { op: 'replace', path: 'id', value: 'x' }, 'mutability'],
    ['meta', { op: 'replace', path: 'meta.version', value: 'x' }, 'mutability'],
    ['groups', { op: 'add', path: 'groups', value: [] }, 'mutability'],
    ['required, removed', { op: 'remove', path: 'userName' }, 'mutability'],
    [
      'required, emptied',
      { op: 'replace', path: 'userName', value: '' },
      'invalidValue',
    ],
    ['unknown', { op: 'add', path: 'shoeSize', value: 1 }, 'invalidPath'],
    ['no path', { op: 'add', path: 'a b', value: 1 }, 'invalidPath'],
    ['filter on no list', { op: 'remove', path: 'name[a pr]' }, 'invalidPath'],
    ['path of wrong type', { op: 'add', path: 1, value: 1 }, 'invalidPath'],
    [
      'unknown part in a filter',
      { op: 'remove', path: 'emails[shoe pr]' },
      'invalidFilter',
    ],
    ['no value', { op: 'add', path: 'title' }, 'invalidValue'],
    [
      'value of wrong type',
      { op: 'add', path: 'title', value: {} },
      'invalidValue',
    ],
    ['no boolean', { op: 'add', path: 'active', value: 'no' }, 'invalidValue'],
    ['pathless text', { op: 'add', value: 'x' }, 'invalidValue'],
    [
      'several primary',
      { op: 'replace', path: 'emails.primary', value: true },
      'invalidValue',
    ],
    [
      'reserved name',
      { op: 'add', value: JSON.parse('{"__proto__": {"x": 1}}') },
      'invalidValue',
    ],
    [
      'too many attributes',
      {
        op: 'add',
        value: Object.fromEntries(
          Array.from({ length: 1001 }, (_, i) => [`a${i}`, 1]),
        ),
      },
      'invalidValue',
    ],
    [
      'reserved path',
      { op: 'add', path: '__proto__.x', value: 1 },
      'invalidPath',
    ],
    ['unknown operation', { op: 'move', path: 'title' }, 'invalidSyntax'],
    ['no object', 'x', 'invalidSyntax'],
  ])('refuses %s', (_, operation, scimType) => {
    expect(refusal(user, operation)).toMatchObject({ status: 400, scimType });
  });

  it('leaves the resource as it was if an operation fails', () => {
    const before = structuredClone(user);
    refusal(
      user,
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'x' },
      { op: 'remove', path: 'userName' },
    );
    expect(user).toEqual(before);
  });

  it('applies operations in order', () => {
    const { resource } = patch(
      user,
      { op: 'remove', path: 'emails' },
      { op: 'add', path: 'emails', value: [{ value: 'a' }] },
      { op: 'add', path: 'emails', value: [{ value: 'b' }] },
    );
    expect(resource.emails).toEqual([{ value: 'a' }, { value: 'b' }]);
  });

  it.each([
    [{}],
    [[]],
    [null],
    [{ schemas: ['urn:x'], Operations: [{ op: 'remove', path: 'title' }] }],
    [{ schemas: [PATCH_SCHEMA] }],
    [{ schemas: [PATCH_SCHEMA], Operations: [] }],
  ])('refuses the body %j', body => {
    expect(() => parsePatch(body)).toThrow(
      expect.objectContaining({ scimType: 'invalidSyntax' }),
    );
  });
});

describe('a PATCH of the members of a group', () => {
  it.each<[string, unknown, unknown[]]>([
    [
      'Entra adds',
      { op: 'Add', path: 'members', value: [{ $ref: null, value: 'a' }] },
      [{ op: 'add', ids: ['a'] }],
    ],
    [
      'Entra removes by value',
      { op: 'Remove', path: 'members', value: [{ $ref: null, value: 'a' }] },
      [{ op: 'remove', ids: ['a'] }],
    ],
    [
      'Okta removes by filter',
      { op: 'remove', path: 'members[value eq "a"]' },
      [{ op: 'remove', ids: ['a'] }],
    ],
    [
      'several are removed by filter',
      { op: 'remove', path: 'members[value eq "a" or (value eq "b")]' },
      [{ op: 'remove', ids: ['a', 'b'] }],
    ],
    [
      'all are replaced',
      { op: 'replace', path: 'members', value: [{ value: 'a' }, 'b'] },
      [{ op: 'replace', ids: ['a', 'b'] }],
    ],
    [
      'all are replaced by none',
      { op: 'replace', path: 'members', value: [] },
      [{ op: 'clear' }],
    ],
    ['all are removed', { op: 'remove', path: 'members' }, [{ op: 'clear' }]],
    ['none are removed', { op: 'remove', path: 'members', value: [] }, []],
    [
      'one is added without path, as a single object',
      { op: 'add', value: { members: { value: 'a' } } },
      [{ op: 'add', ids: ['a'] }],
    ],
  ])('%s', (_, operation, expected) => {
    const outcome = patch(group, operation);
    expect(outcome.memberChanges).toEqual(expected);
    expect(outcome.resource).toBe(group);
  });

  it('keeps the order of several, and renames beside them', () => {
    const { resource, changed, memberChanges } = patch(
      group,
      { op: 'remove', path: 'members[value eq "a"]' },
      { op: 'replace', value: { id: 'x', displayName: 'New' } },
      { op: 'add', path: 'members', value: [{ value: 'b' }] },
    );
    expect(memberChanges).toEqual([
      { op: 'remove', ids: ['a'] },
      { op: 'add', ids: ['b'] },
    ]);
    expect(changed).toBe(true);
    expect(resource).toEqual({ ...group, displayName: 'New' });
  });

  it('removes by any other filter through a test of each member', () => {
    const [step] = patch(group, {
      op: 'remove',
      path: 'members[type eq "group" and display sw "A"]',
    }).memberChanges;
    if (step.op !== 'removeMatching') {
      throw new Error(`Not removeMatching: ${step.op}`);
    }
    expect(
      [
        { value: '1', type: 'Group' as const, display: 'Ab' },
        { value: '2', type: 'User' as const, display: 'Ab' },
        { value: '3', type: 'Group' as const, display: 'b' },
      ].filter(step.matches),
    ).toHaveLength(1);
  });

  it.each([
    [101, { op: 'replace', path: 'displayName', value: 'x' }],
    [11, { op: 'remove', path: 'members[display sw "x"]' }],
    [2001, { op: 'remove', path: 'members[value eq "x"]' }],
  ])('refuses %d times %j', (times, operation) => {
    expect(refusal(group, ...Array(times).fill(operation)).status).toBe(413);
  });

  it.each([
    [{ op: 'add', path: 'members', value: [{ display: 'x' }] }, 'invalidValue'],
    [{ op: 'add', path: 'members', value: [{ value: 1 }] }, 'invalidValue'],
    [
      { op: 'replace', path: 'members[value eq "a"].value', value: 'b' },
      'mutability',
    ],
    [{ op: 'remove', path: 'displayName' }, 'mutability'],
  ])('refuses %j', (operation, scimType) => {
    expect(refusal(group, operation)).toMatchObject({ status: 400, scimType });
  });
});
