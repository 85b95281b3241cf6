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

import { layoutWhyGraph } from './layoutWhyGraph';

const graph = {
  nodes: [
    { id: 'person', kind: 'person' as const, label: 'Mara Voss' },
    { id: 'group', kind: 'group' as const, label: 'Payments' },
    { id: 'resource', kind: 'resource' as const, label: 'prod-cloud' },
  ],
  edges: [
    { from: 'person', to: 'group', effective: true },
    { from: 'group', to: 'resource', role: 'owner', effective: true },
  ],
};

describe('layoutWhyGraph', () => {
  it.each([
    ['LR', 'x'],
    ['TB', 'y'],
  ] as const)('goes %s from the person to the resource', (direction, axis) => {
    const { nodes, edges } = layoutWhyGraph(
      graph,
      node => node.label,
      direction,
    );
    const [person, group, resource] = nodes.map(node => node[axis]);

    expect(person).toBeLessThan(group);
    expect(group).toBeLessThan(resource);
    expect(edges[1].label[axis]).toBeGreaterThan(group);
  });
});
