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

import { Entity } from '@backstage/catalog-model';
import {
  isAccessResource,
  isDirectoryGroup,
  isDirectoryUser,
} from './annotations';

function entity(kind: string, annotations?: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'it', annotations },
  };
}

describe('which entities get the SCIM tabs', () => {
  const user = entity('User', { 'backstage-scim.dev/user-id': 'u' });
  const group = entity('Group', { 'backstage-scim.dev/group-id': 'g' });
  const resource = { 'backstage-scim.dev/access-resource': 'cloud/prod-cloud' };

  it('people and groups of the directory, not those of other providers', () => {
    expect([user, group, entity('User')].map(isDirectoryUser)).toEqual([
      true,
      false,
      false,
    ]);
    expect([user, group, entity('Group')].map(isDirectoryGroup)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it.each(['Component', 'System', 'Resource'])(
    'a %s that is tied to an access resource',
    kind => {
      expect(isAccessResource(entity(kind, resource))).toBe(true);
      expect(isAccessResource(entity(kind))).toBe(false);
    },
  );

  it('nothing else with that annotation', () => {
    expect(isAccessResource(entity('API', resource))).toBe(false);
  });
});
