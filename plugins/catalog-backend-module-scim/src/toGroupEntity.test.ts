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

import { groupEntityV1alpha1Validator } from '@backstage/catalog-model';
import { toGroupEntity } from './toGroupEntity';

describe('toGroupEntity', () => {
  it('names the groups inside it, and leaves members and parents to them', async () => {
    const entity = toGroupEntity({
      id: 'e9e30dba-f08f-4109-8486-d5c6a331660a',
      entityName: 'engineering',
      displayName: 'Engineering',
      connection: 'Example IdP',
      syncedAt: '2026-01-01T00:00:00.000Z',
      children: ['platform', 'mobile'],
    });

    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: {
        name: 'engineering',
        annotations: {
          'backstage.io/managed-by-location':
            'scim:Groups/e9e30dba-f08f-4109-8486-d5c6a331660a',
          'backstage.io/managed-by-origin-location':
            'scim:Groups/e9e30dba-f08f-4109-8486-d5c6a331660a',
          'backstage-scim.dev/group-id': 'e9e30dba-f08f-4109-8486-d5c6a331660a',
          'backstage-scim.dev/connection': 'Example IdP',
          'backstage-scim.dev/synced-at': '2026-01-01T00:00:00.000Z',
        },
      },
      spec: {
        type: 'team',
        profile: { displayName: 'Engineering' },
        children: ['mobile', 'platform'],
      },
    });
    await expect(groupEntityV1alpha1Validator.check(entity)).resolves.toBe(
      true,
    );
  });

  it('has no sync mark when it is a local team', () => {
    const entity = toGroupEntity({
      id: 'e9e30dba-f08f-4109-8486-d5c6a331660a',
      entityName: 'guild',
      displayName: 'Guild',
      children: [],
    });

    expect(Object.keys(entity.metadata.annotations ?? {})).not.toContain(
      'backstage-scim.dev/connection',
    );
  });
});
