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

import { ENTERPRISE_SCHEMA } from '../scimResources';
import { providerStyles } from './providerStyles';

const { okta, entra } = providerStyles;
const group = { displayName: 'Payments', isRenamed: false };

describe('Okta', () => {
  it('sends a whole person back, and activity by itself', () => {
    const [put, patch] = okta.updateUser('1', [
      { attribute: 'title', value: 'Lead' },
      { attribute: 'active', value: false },
    ]);

    expect(put).toMatchObject({
      method: 'PUT',
      before: '/Users/1',
      echo: true,
    });
    expect(patch.body).toMatchObject({
      Operations: [{ op: 'replace', value: { active: false } }],
    });
  });

  it('says what a group is called beside each change of its members', () => {
    const { body } = okta.updateGroup('1', {
      ...group,
      added: ['2'],
      removed: ['3'],
    });

    expect(body).toMatchObject({
      Operations: [
        { op: 'replace', value: { id: '1', displayName: 'Payments' } },
        { op: 'remove', path: 'members[value eq "3"]' },
        { op: 'add', path: 'members', value: [{ value: '2' }] },
      ],
    });
  });

  it('never deletes a person', () => {
    expect(okta.deleteUser('1', true).map(({ method }) => method)).toEqual([
      'PATCH',
    ]);
    expect(okta.deleteUser('1', false)).toEqual([]);
  });
});

describe('Entra', () => {
  it('capitalises operations, sends booleans as text, and clears with nothing', () => {
    const [{ body }] = entra.updateUser('1', [
      { attribute: 'active', value: false },
      { attribute: 'email', value: 'a@example.com' },
      { attribute: 'manager' },
      { attribute: 'title' },
    ]);

    expect(body).toMatchObject({
      Operations: [
        { op: 'Replace', path: 'active', value: 'False' },
        {
          op: 'Replace',
          path: 'emails[type eq "work"].value',
          value: 'a@example.com',
        },
        { op: 'Replace', path: `${ENTERPRISE_SCHEMA}:manager`, value: '' },
        { op: 'Remove', path: 'title' },
      ],
    });
  });

  it('removes members by value, and never reads them', () => {
    const { body, before } = entra.updateGroup('1', {
      ...group,
      added: [],
      removed: ['3'],
    });

    expect(before).toBe('/Groups/1?excludedAttributes=members');
    expect(body).toMatchObject({
      Operations: [
        { op: 'Remove', path: 'members', value: [{ $ref: null, value: '3' }] },
      ],
    });
  });

  it('deactivates a person before it deletes them', () => {
    expect(entra.deleteUser('1', true).map(({ method }) => method)).toEqual([
      'PATCH',
      'DELETE',
    ]);
  });
});
