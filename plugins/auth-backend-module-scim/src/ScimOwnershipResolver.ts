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

import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { AuthOwnershipResolver } from '@backstage/plugin-auth-node';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  PrincipalStatusService,
  ScimService,
} from '@backstage-scim/plugin-scim-node';
import { refuseDeprovisioned } from './refuseDeprovisioned';

/** How many levels of nested groups count, as in the SCIM plugin. */
const MAX_LEVELS = 10;

/**
 * Says at sign-in what belongs to somebody: themselves, the groups they are in,
 * and all groups that those lie in, whether they came over SCIM or from another
 * catalog provider. Whoever was deprovisioned does not get in, even if another
 * provider still keeps their catalog entity.
 */
export class ScimOwnershipResolver implements AuthOwnershipResolver {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #scim: Pick<ScimService, 'getOwnershipEntityRefs'>;
  readonly #statuses: Pick<PrincipalStatusService, 'get'>;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    scim: Pick<ScimService, 'getOwnershipEntityRefs'>;
    statuses: Pick<PrincipalStatusService, 'get'>;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#scim = options.scim;
    this.#statuses = options.statuses;
  }

  async resolveOwnershipEntityRefs(
    entity: Entity,
  ): Promise<{ ownershipEntityRefs: string[] }> {
    const userEntityRef = stringifyEntityRef(entity);
    await refuseDeprovisioned(this.#statuses, userEntityRef);
    const own = new Set([
      userEntityRef,
      ...groupsBy(entity, RELATION_MEMBER_OF),
    ]);
    for (const ref of await this.#scim.getOwnershipEntityRefs(userEntityRef)) {
      own.add(ref);
    }
    await this.#addParents(own);
    return { ownershipEntityRefs: [...own] };
  }

  /** Adds the groups that groups of `refs` lie in. */
  async #addParents(refs: Set<string>): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    let level = [...refs].filter(ref => ref.startsWith('group:'));
    for (let depth = 1; depth < MAX_LEVELS && level.length > 0; depth++) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: level, fields: ['relations'] },
        { credentials },
      );
      const parents = items.flatMap(group =>
        group ? groupsBy(group, RELATION_CHILD_OF) : [],
      );
      level = [...new Set(parents)].filter(ref => !refs.has(ref));
      level.forEach(ref => refs.add(ref));
    }
  }
}

function groupsBy(entity: Entity, relation: string): string[] {
  return (entity.relations ?? [])
    .filter(
      ({ type, targetRef }) =>
        type === relation && targetRef.startsWith('group:'),
    )
    .map(({ targetRef }) => targetRef);
}
