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
  AccessModel,
  EffectiveRole,
  ResourceSummary,
} from '@backstage-scim/plugin-scim-common';

/** A resource with the role on it, if any, and the roles on what lies in it. */
export interface ResourceNode {
  resource: Pick<ResourceSummary, 'id' | 'ref' | 'name'>;
  role?: EffectiveRole;
  children: EffectiveRole[];
}

/** The resources of one type that lie in nothing else. */
export interface ResourceSection {
  type: string;
  nodes: ResourceNode[];
}

/**
 * Puts roles under the resources they belong to: a project under its cloud. A
 * resource on which there is no role, but on something in it, is there too.
 *
 * The one resource of a singleton type, such as the organization, comes first.
 */
export function groupByResource(
  roles: EffectiveRole[],
  model: AccessModel,
): ResourceSection[] {
  const parentType = new Map(model.types.map(t => [t.type, t.parentType]));
  const sections = new Map<string, Map<string, ResourceNode>>();
  const nodeOf = (type: string, resource: ResourceNode['resource']) => {
    const nodes = sections.get(type) ?? new Map<string, ResourceNode>();
    sections.set(type, nodes);
    const node = nodes.get(resource.id) ?? { resource, children: [] };
    nodes.set(resource.id, node);
    return node;
  };

  for (const role of roles) {
    const { type, parent } = role.resource;
    if (parent) {
      nodeOf(parentType.get(type) ?? type, parent).children.push(role);
    } else {
      nodeOf(type, role.resource).role = role;
    }
  }

  const singletons = model.types.filter(type => type.singleton);
  const others = model.types.filter(type => !type.singleton);
  const known = [...singletons, ...others].map(({ type }) => type);
  const unknown = [...sections.keys()].filter(type => !known.includes(type));
  return [...known, ...unknown].flatMap(type => {
    const nodes = sections.get(type);
    return nodes ? [{ type, nodes: sorted([...nodes.values()]) }] : [];
  });
}

/** Numbers as people count: `team-9` before `team-10`. */
const collator = new Intl.Collator(undefined, { numeric: true });

function sorted(nodes: ResourceNode[]): ResourceNode[] {
  nodes.forEach(({ children }) => children.sort(byName));
  return nodes.sort(byName);
}

function byName(a: Named, b: Named): number {
  return collator.compare(a.resource.name, b.resource.name);
}

interface Named {
  resource: { name: string };
}
