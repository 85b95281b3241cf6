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

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  DirectoryConflict,
  directoryEntityRef,
  DirectoryGroup,
  DirectoryUser,
} from '@backstage-scim/plugin-scim-common';
import { EntityBuilder } from './EntityBuilder';
import { OtherProviders } from './OtherProviders';
import { describeConflict } from './describeConflict';

/** A part of the directory: a page of it, or what changed. */
export interface DirectoryPart {
  users: DirectoryUser[];
  groups: DirectoryGroup[];
  /** References of those who are gone. */
  gone?: string[];
}

/** What a part of the directory means for the catalog. */
export interface EntityChanges {
  added: Entity[];
  /** References. */
  removed: string[];
  conflicts: DirectoryConflict[];
}

/** A person for whom another provider's entity stands. */
interface LinkedUser {
  /** Reference of that entity. */
  otherRef: string;
  /** References of their groups. */
  groups: string[];
}

/**
 * The directory as entities of the catalog. People name their groups, and
 * groups the groups inside them. Where another provider has the entity that
 * should say so, ours on the other side says it: a group names such members,
 * and a group inside such a group names its parent.
 */
export class DirectoryEntities {
  readonly #groups = new Map<string, DirectoryGroup>();
  /** By the reference that their own entities would have. */
  readonly #linkedUsers = new Map<string, LinkedUser>();
  /** References of the linked people's entities, by group. */
  readonly #linkedMembers = new Map<string, Set<string>>();
  /** Parents that another provider has, by the reference of the child. */
  readonly #linkedParents = new Map<string, Set<string>>();
  readonly #linkedGroups = new Set<string>();

  constructor(private readonly builder: EntityBuilder) {}

  /** Takes in a part of the directory. Whoever is in it is there, gone or not. */
  async take(
    part: DirectoryPart,
    others: OtherProviders,
  ): Promise<EntityChanges> {
    const entities = new Map<string, Entity | undefined>();
    const conflicts: DirectoryConflict[] = [];
    /** Groups that must say something else now. */
    const stale = new Set<string>();

    for (const entityRef of part.gone ?? []) {
      entities.set(entityRef, undefined);
      this.#unlinkUser(entityRef, stale);
      this.#forgetGroup(entityRef, stale);
    }
    for (const user of part.users) {
      const entityRef = directoryEntityRef('user', user.entityName);
      const standing = others.standingOfUser(user);
      this.#unlinkUser(entityRef, stale);
      const isOwn = standing.state === 'own' || standing.state === 'shared';
      if (standing.state === 'linked') {
        this.#linkUser(user, standing.other.entityRef, stale);
      }
      if (standing.state !== 'own') {
        const unseen =
          standing.state === 'linked'
            ? this.#groupsOf(user).filter(
                ref => this.#linkedGroups.has(ref) || others.has(ref),
              )
            : [];
        conflicts.push(describeConflict('user', user, standing, unseen));
      }
      entities.set(
        entityRef,
        isOwn ? await this.builder.user(user) : undefined,
      );
    }
    for (const group of part.groups) {
      const entityRef = directoryEntityRef('group', group.entityName);
      const standing = others.standingOfGroup(group);
      this.#forgetGroup(entityRef, stale);
      this.#groups.set(entityRef, group);
      if (standing.state === 'own') {
        stale.add(entityRef);
      } else {
        this.#linkGroup(group, stale);
        conflicts.push(describeConflict('group', group, standing, []));
        entities.set(entityRef, undefined);
      }
    }
    for (const entityRef of stale) {
      const group = this.#groups.get(entityRef);
      if (group && !this.#linkedGroups.has(entityRef)) {
        entities.set(entityRef, await this.#groupEntity(entityRef, group));
      }
    }
    return { ...sorted(entities), conflicts };
  }

  #groupEntity(entityRef: string, group: DirectoryGroup) {
    const [parent] = [...(this.#linkedParents.get(entityRef) ?? [])].sort();
    return this.builder.group(group, {
      members: [...(this.#linkedMembers.get(entityRef) ?? [])].sort(),
      parent,
    });
  }

  #groupsOf(user: DirectoryUser): string[] {
    return user.groups.map(name => directoryEntityRef('group', name));
  }

  #linkUser(user: DirectoryUser, otherRef: string, stale: Set<string>): void {
    const groups = this.#groupsOf(user);
    this.#linkedUsers.set(directoryEntityRef('user', user.entityName), {
      otherRef,
      groups,
    });
    for (const group of groups) {
      addTo(this.#linkedMembers, group, otherRef);
      stale.add(group);
    }
  }

  #unlinkUser(entityRef: string, stale: Set<string>): void {
    const { otherRef = '', groups = [] } =
      this.#linkedUsers.get(entityRef) ?? {};
    this.#linkedUsers.delete(entityRef);
    for (const group of groups) {
      this.#linkedMembers.get(group)?.delete(otherRef);
      stale.add(group);
    }
  }

  #linkGroup(group: DirectoryGroup, stale: Set<string>): void {
    const entityRef = directoryEntityRef('group', group.entityName);
    this.#linkedGroups.add(entityRef);
    for (const name of group.children) {
      const child = directoryEntityRef('group', name);
      addTo(this.#linkedParents, child, entityRef);
      stale.add(child);
    }
  }

  #forgetGroup(entityRef: string, stale: Set<string>): void {
    const children = this.#groups.get(entityRef)?.children ?? [];
    this.#groups.delete(entityRef);
    if (this.#linkedGroups.delete(entityRef)) {
      for (const name of children) {
        const child = directoryEntityRef('group', name);
        this.#linkedParents.get(child)?.delete(entityRef);
        stale.add(child);
      }
    }
  }
}

function addTo(
  sets: Map<string, Set<string>>,
  key: string,
  value: string,
): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(value));
}

function sorted(
  entities: Map<string, Entity | undefined>,
): Pick<EntityChanges, 'added' | 'removed'> {
  const added = [...entities.values()].filter(entity => entity !== undefined);
  const present = new Set(added.map(entity => stringifyEntityRef(entity)));
  return {
    added,
    removed: [...entities.keys()].filter(ref => !present.has(ref)),
  };
}
