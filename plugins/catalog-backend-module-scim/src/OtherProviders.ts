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
  directoryEntityRef,
  DirectoryGroup,
  DirectoryUser,
} from '@backstage-scim/plugin-scim-common';
import { foldEmail, PresentEntity } from './CatalogView';

/**
 * How somebody of the directory stands beside the entities of other providers:
 *
 * - `own`: has an entity of their own
 * - `linked`: another provider's entity is the same person or group
 * - `taken`: another provider's entity has the name and is somebody else
 * - `shared`: has an entity of their own, and so does somebody with their email
 */
export type Standing =
  | { state: 'own' }
  | { state: 'linked' | 'taken' | 'shared'; other: PresentEntity };

const OWN: Standing = { state: 'own' };

/** The people and groups in the catalog, and who brought them. */
export class OtherProviders {
  /** References of the entities that are ours. */
  readonly ours = new Set<string>();
  readonly #byRef = new Map<string, PresentEntity>();
  readonly #byEmail = new Map<string, PresentEntity>();

  add(entities: PresentEntity[]): void {
    for (const entity of entities) {
      if (entity.isOurs) {
        this.ours.add(entity.entityRef);
        continue;
      }
      this.#byRef.set(entity.entityRef, entity);
      const { email } = entity;
      const known = email && this.#byEmail.get(email);
      // The same one on every replica if there are several.
      if (email && (!known || entity.entityRef < known.entityRef)) {
        this.#byEmail.set(email, entity);
      }
    }
  }

  /** Whether another provider has an entity of this reference. */
  has(entityRef: string): boolean {
    return this.#byRef.has(entityRef);
  }

  /** Same name and not another email, or same email, is the same person. */
  standingOfUser(user: DirectoryUser): Standing {
    const entityRef = directoryEntityRef('user', user.entityName);
    const emails = emailsOf(user);
    const namesake = this.#byRef.get(entityRef);
    if (namesake && (!namesake.email || emails.includes(namesake.email))) {
      return { state: 'linked', other: namesake };
    }
    const same = emails.flatMap(email => this.#byEmail.get(email) ?? [])[0];
    if (same) {
      // Whoever was there first stays: components may name them as their owner.
      const state = this.ours.has(entityRef) ? 'shared' : 'linked';
      return { state, other: same };
    }
    return namesake ? { state: 'taken', other: namesake } : OWN;
  }

  /** Names of groups come from their display names: same name, same group. */
  standingOfGroup(group: DirectoryGroup): Standing {
    const other = this.#byRef.get(
      directoryEntityRef('group', group.entityName),
    );
    return other ? { state: 'linked', other } : OWN;
  }
}

/** Emails of a person: their user name is often one. */
export function emailsOf(user: DirectoryUser): string[] {
  return [user.email, user.userName]
    .filter(value => value !== undefined && value.includes('@'))
    .map(value => foldEmail(value!));
}
