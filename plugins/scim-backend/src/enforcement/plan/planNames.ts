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

import { ResourceSummary } from '@backstage-scim/plugin-scim-common';
import { toGroupSummary } from '../../directory';
import { Numbering } from '../kernel';
import type { PlanDraft } from './PlanDraft';
import { PlanNames } from './storeNames';

/** What a resource's name is kept with. */
export interface NamedResource {
  summary: ResourceSummary;
  /** Most powerful first. */
  roles: readonly string[];
}

/**
 * What the change rows of a draft name beside people, kind by kind. All groups
 * and portal roles are among them: finding out which are needed takes longer.
 */
export function* planNames({
  snapshot,
  diff,
}: PlanDraft): Generator<PlanNames> {
  const resources = pick(snapshot.resources, diff.changes.resources);
  yield {
    kind: 'resource',
    ...byId(resources, ({ summary, roles }) => {
      const detail: NamedResource = { summary, roles };
      return { keys: [summary.ref], detail };
    }),
  };
  yield {
    kind: 'group',
    ...byId(snapshot.groups, group => ({
      keys: [group.display_name],
      detail: toGroupSummary(group, group.connection),
    })),
  };
  yield {
    kind: 'portalRole',
    ...byId(snapshot.portalRoles, ({ uuid, name }) => ({
      keys: [name],
      detail: { id: uuid, name },
    })),
  };
}

/** Those at some places of a list, each once. */
function pick<T>(list: T[], places: Int32Array): T[] {
  const wanted = new Uint8Array(list.length);
  for (let i = 0; i < places.length; i++) {
    wanted[places[i]] = 1;
  }
  return list.filter((_, place) => wanted[place]);
}

function byId<T extends { id: number }>(
  list: T[],
  name: (one: T) => ReturnType<PlanNames['name']>,
): Pick<PlanNames, 'ids' | 'name'> {
  const places = new Numbering();
  list.forEach(({ id }) => places.add(id));
  return {
    ids: Int32Array.from(places.ids).sort(),
    name: id => name(list[places.of(id)]),
  };
}
