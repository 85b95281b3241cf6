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

import { AccessGrant, GroupSummary } from '@backstage-scim/plugin-scim-common';
import { buildWhyGraph } from './buildWhyGraph';

function throughGroup(role: string, ...path: string[]): AccessGrant {
  const group: GroupSummary = {
    id: path[path.length - 1],
    displayName: path[path.length - 1],
    entityRef: 'group:default/any',
  };
  return { role, origin: { type: 'group', group, path } };
}

function build(role: string, sources: AccessGrant[]) {
  return buildWhyGraph({ person: 'Mara', resource: 'prod', role, sources });
}

describe('buildWhyGraph', () => {
  it('leads a direct role straight to the resource', () => {
    const graph = build('owner', [
      { role: 'owner', origin: { type: 'direct' } },
    ]);
    expect(graph.nodes.map(({ label }) => label)).toEqual(['Mara', 'prod']);
    expect(graph.edges).toEqual([
      { from: 'person', to: 'resource', role: 'owner', effective: true },
    ]);
  });

  it('leads a role through every group on its path', () => {
    const graph = build('readonly', [
      throughGroup('readonly', 'Team', 'Engineering'),
    ]);
    expect(graph.edges).toEqual([
      { from: 'person', to: 'group Team', effective: true },
      { from: 'group Team', to: 'group Engineering', effective: true },
      {
        from: 'group Engineering',
        to: 'resource',
        role: 'readonly',
        effective: true,
      },
    ]);
  });

  it('shows a group of two paths once, and what gives less than the effective role', () => {
    const graph = build('owner', [
      throughGroup('owner', 'Team', 'Engineering'),
      throughGroup('readonly', 'Team'),
    ]);
    expect(graph.nodes.map(({ label }) => label)).toEqual([
      'Mara',
      'Team',
      'Engineering',
      'prod',
    ]);
    expect(graph.edges).toContainEqual({
      from: 'group Team',
      to: 'resource',
      role: 'readonly',
      effective: false,
    });
    expect(graph.edges).toContainEqual({
      from: 'person',
      to: 'group Team',
      effective: true,
    });
  });
});
