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

import { userEntityV1alpha1Validator } from '@backstage/catalog-model';
import { toUserEntity } from './toUserEntity';

describe('toUserEntity', () => {
  it('carries what the directory knows about a person', async () => {
    const entity = toUserEntity({
      id: '2819c223-7f76-453a-919d-413861904646',
      entityName: 'ada.k',
      userName: 'ada.k@example.com',
      email: 'ada.k@example.com',
      displayName: 'Ada Kovacs',
      title: 'Staff Engineer',
      picture: 'https://example.com/ada.png',
      department: 'Platform',
      manager: 'ben.o',
      connection: 'Example IdP',
      syncedAt: '2026-01-01T00:00:00.000Z',
      groups: ['platform', 'engineering'],
    });

    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: {
        name: 'ada.k',
        description: 'Staff Engineer, Platform',
        annotations: {
          'backstage.io/managed-by-location':
            'scim:Users/2819c223-7f76-453a-919d-413861904646',
          'backstage.io/managed-by-origin-location':
            'scim:Users/2819c223-7f76-453a-919d-413861904646',
          'backstage-scim.dev/user-id': '2819c223-7f76-453a-919d-413861904646',
          'backstage-scim.dev/connection': 'Example IdP',
          'backstage-scim.dev/synced-at': '2026-01-01T00:00:00.000Z',
          'backstage-scim.dev/title': 'Staff Engineer',
          'backstage-scim.dev/department': 'Platform',
          'backstage-scim.dev/manager': 'user:default/ben.o',
        },
      },
      spec: {
        profile: {
          displayName: 'Ada Kovacs',
          email: 'ada.k@example.com',
          picture: 'https://example.com/ada.png',
        },
        memberOf: ['engineering', 'platform'],
      },
    });
    await expect(userEntityV1alpha1Validator.check(entity)).resolves.toBe(true);
  });

  it('is a valid entity of somebody of whom little is known', async () => {
    const entity = toUserEntity({
      id: '2819c223-7f76-453a-919d-413861904646',
      entityName: 'ada',
      userName: 'ada',
      displayName: '',
      title: '',
      groups: [],
    });

    await expect(userEntityV1alpha1Validator.check(entity)).resolves.toBe(true);
    expect(entity.metadata).not.toHaveProperty('description');
    expect(entity.metadata.annotations).not.toHaveProperty([
      'backstage-scim.dev/connection',
    ]);
    expect(entity.spec).toEqual({
      profile: { displayName: 'ada' },
      memberOf: [],
    });
  });

  it('names namespaces where there are any', () => {
    const entity = toUserEntity({
      id: 'id',
      entityName: 'acme/ada',
      userName: 'ada@acme.example',
      manager: 'acme/ben',
      groups: ['acme/platform', 'everybody'],
    });

    expect(entity.metadata).toMatchObject({
      namespace: 'acme',
      name: 'ada',
      annotations: { 'backstage-scim.dev/manager': 'user:acme/ben' },
    });
    expect(entity.spec.memberOf).toEqual([
      'group:acme/platform',
      'group:default/everybody',
    ]);
  });
});
