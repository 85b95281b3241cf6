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

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
  RELATION_PARENT_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { MAX_GROUP_LEVELS } from '../directory';
import { slices } from '../directory/slices';

/** Entities in one question to the catalog. */
const BATCH = 200;

/** Groups as the catalog knows them, whichever provider they came from. */
export class CatalogGroups {
  constructor(
    private readonly catalog: CatalogService,
    private readonly credentials: BackstageCredentials,
  ) {}

  /** The people in each of some groups, and in the groups in them. */
  async members(groupRefs: string[]): Promise<Map<string, Set<string>>> {
    const people = new Map<string, string[]>();
    const children = new Map<string, string[]>();
    await this.#walk(groupRefs, group => {
      const ref = stringifyEntityRef(group);
      people.set(ref, targets(group, RELATION_HAS_MEMBER));
      children.set(ref, targets(group, RELATION_PARENT_OF));
      return children.get(ref)!;
    });
    return new Map(
      groupRefs.map(start => {
        const inside = new Set([start]);
        // Sets can grow while they are walked through.
        for (const ref of inside) {
          children.get(ref)?.forEach(child => inside.add(child));
        }
        return [
          start,
          new Set([...inside].flatMap(ref => people.get(ref) ?? [])),
        ];
      }),
    );
  }

  /** The groups that some people are in, and the groups those lie in. */
  async groupsOf(userRefs: string[]): Promise<Set<string>> {
    const direct = new Set<string>();
    for (const refs of slices(userRefs, BATCH)) {
      for (const user of await this.entities(refs)) {
        targets(user, RELATION_MEMBER_OF).forEach(ref => direct.add(ref));
      }
    }
    const all = new Set(direct);
    await this.#walk([...direct], group => {
      const parents = targets(group, RELATION_CHILD_OF);
      parents.forEach(ref => all.add(ref));
      return parents;
    });
    return all;
  }

  /** Those of some entities that are there. */
  async entities(entityRefs: string[]): Promise<Entity[]> {
    const found: Entity[] = [];
    for (const refs of slices(entityRefs, BATCH)) {
      const { items } = await this.catalog.getEntitiesByRefs(
        {
          entityRefs: refs,
          fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
        },
        { credentials: this.credentials },
      );
      found.push(...items.filter(item => item !== undefined));
    }
    return found;
  }

  /** Looks at groups level by level, at each of them once. */
  async #walk(
    start: string[],
    next: (group: Entity) => string[],
  ): Promise<void> {
    const seen = new Set(start);
    let level = start;
    for (
      let depth = 1;
      depth <= MAX_GROUP_LEVELS && level.length > 0;
      depth++
    ) {
      const further: string[] = [];
      for (const group of await this.entities(level)) {
        further.push(...next(group));
      }
      level = [...new Set(further)].filter(ref => !seen.has(ref));
      level.forEach(ref => seen.add(ref));
    }
  }
}

function targets(entity: Entity, relation: string): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => targetRef);
}
