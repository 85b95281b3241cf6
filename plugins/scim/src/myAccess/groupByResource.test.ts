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

import {
  defaultAccessModel,
  EffectiveRole,
} from '@backstage-scim/plugin-scim-common';
import { groupByResource } from './groupByResource';

function role(ref: string): EffectiveRole {
  const [type, parent, child] = ref.split('/');
  const name = child ?? parent ?? type;
  return {
    role: 'owner',
    sources: [],
    resource: {
      id: ref,
      ref,
      type,
      name,
      label: name,
      parent: child
        ? { id: `cloud/${parent}`, ref: `cloud/${parent}`, name: parent }
        : undefined,
    },
  };
}

describe('groupByResource', () => {
  it('puts the organization first and projects under their cloud', () => {
    const sections = groupByResource(
      [role('cloud/b'), role('project/b/p'), role('organization')],
      defaultAccessModel,
    );
    expect(sections.map(({ type }) => type)).toEqual(['organization', 'cloud']);
    const [cloud] = sections[1].nodes;
    expect(cloud.role?.resource.ref).toBe('cloud/b');
    expect(cloud.children.map(({ resource }) => resource.ref)).toEqual([
      'project/b/p',
    ]);
  });

  it('shows a cloud in which there is only a role on a project', () => {
    const [clouds] = groupByResource([role('project/a/p')], defaultAccessModel);
    expect(clouds.nodes).toEqual([
      expect.objectContaining({
        resource: { id: 'cloud/a', ref: 'cloud/a', name: 'a' },
        children: [role('project/a/p')],
      }),
    ]);
    expect(clouds.nodes[0].role).toBeUndefined();
  });
});
