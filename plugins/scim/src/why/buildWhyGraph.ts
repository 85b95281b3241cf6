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

import { AccessGrant } from '@backstage-scim/plugin-scim-common';

/** Somebody, something a role comes through, or what the role is held on. */
export interface WhyNode {
  id: string;
  kind: 'person' | 'group' | 'portalRole' | 'baseline' | 'resource';
  label: string;
}

/** A step from a person towards a resource. */
export interface WhyEdge {
  from: string;
  to: string;
  /** The role it gives; on the last step to the resource only. */
  role?: string;
  /** True if a source of the effective role goes this way. */
  effective: boolean;
}

/** How roles come from a person to a resource. */
export interface WhyGraph {
  nodes: WhyNode[];
  edges: WhyEdge[];
}

/**
 * The graph of everything that gives a person a role on a resource. Groups on
 * several paths appear once.
 */
export function buildWhyGraph(why: {
  person: string;
  resource: string;
  role: string;
  sources: AccessGrant[];
}): WhyGraph {
  const nodes = new Map<string, WhyNode>();
  const edges = new Map<string, WhyEdge>();
  const node = (kind: WhyNode['kind'], id: string, label: string) => {
    nodes.set(id, { id, kind, label });
    return id;
  };
  const connect = (edge: WhyEdge) => {
    const id = JSON.stringify([edge.from, edge.to, edge.role]);
    const effective = edge.effective || edges.get(id)?.effective === true;
    edges.set(id, { ...edge, effective });
  };

  const person = node('person', 'person', why.person);
  for (const { role, origin } of why.sources) {
    const effective = role === why.role;
    let last = person;
    const step = (kind: WhyNode['kind'], id: string, label: string) => {
      const next = node(kind, id, label);
      connect({ from: last, to: next, effective });
      last = next;
    };
    if (origin.type === 'group') {
      origin.path.forEach(name => step('group', `group ${name}`, name));
    } else if (origin.type === 'portalRole') {
      step('portalRole', `portalRole ${origin.id}`, origin.name);
    } else if (origin.type === 'baseline') {
      step('baseline', 'baseline', '');
    }
    connect({ from: last, to: 'resource', role, effective });
  }
  node('resource', 'resource', why.resource);
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
