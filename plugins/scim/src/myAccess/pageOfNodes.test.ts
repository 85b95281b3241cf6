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

import { ResourceNode } from './groupByResource';
import { pageOfNodes } from './pageOfNodes';

function node(name: string, ...children: string[]): ResourceNode {
  const resourceOf = (own: string) => ({ id: own, ref: own, name: own });
  return {
    resource: resourceOf(name),
    children: children.map(child => ({
      role: 'owner',
      sources: [],
      resource: { ...resourceOf(child), type: 'project', label: child },
    })),
  };
}

const nodes = [node('Alpha'), node('Beta', 'payments'), node('Gamma')];
const names = (page: { items: ResourceNode[] }) =>
  page.items.map(({ resource }) => resource.name);

describe('pageOfNodes', () => {
  it('goes on where the page before ended', () => {
    const first = pageOfNodes(nodes, { limit: 2 });
    expect(names(first)).toEqual(['Alpha', 'Beta']);
    expect(first.totalItems).toBe(3);

    const second = pageOfNodes(nodes, { limit: 2, cursor: first.nextCursor });
    expect(names(second)).toEqual(['Gamma']);
    expect(second.nextCursor).toBeUndefined();
  });

  it('finds a resource by its name and by what lies in it', () => {
    expect(names(pageOfNodes(nodes, { search: 'GAM' }))).toEqual(['Gamma']);
    expect(names(pageOfNodes(nodes, { search: ' pay ' }))).toEqual(['Beta']);
    expect(pageOfNodes(nodes, { search: 'nothing' })).toMatchObject({
      items: [],
      totalItems: 0,
    });
  });
});
