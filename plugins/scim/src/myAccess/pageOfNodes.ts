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

import { Page, PageRequest } from '@backstage-scim/plugin-scim-common';
import { ResourceNode } from './groupByResource';

/**
 * A page of resources, as a server would give it. The search looks at their
 * names and at the names of what lies in them.
 */
export function pageOfNodes(
  nodes: ResourceNode[],
  { search = '', cursor, limit = nodes.length }: PageRequest,
): Page<ResourceNode> {
  const wanted = search.trim().toLocaleLowerCase();
  const has = ({ name }: { name: string }) =>
    name.toLocaleLowerCase().includes(wanted);
  const found = nodes.filter(
    ({ resource, children }) =>
      has(resource) || children.some(child => has(child.resource)),
  );
  const start = Number(cursor ?? 0);
  const end = start + limit;
  return {
    items: found.slice(start, end),
    totalItems: found.length,
    nextCursor: end < found.length ? String(end) : undefined,
  };
}
