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
  CatalogRemovals,
  CatalogRemovalsDecision,
  DirectoryChange,
  DirectoryChanges,
  DirectoryConflict,
  DirectoryConflictReport,
  directoryEntityRef,
  DirectoryGroup,
  DirectoryPage,
  DirectoryUser,
  PrincipalStatus,
} from '@backstage-scim/plugin-scim-common';
import { ScimService } from '@backstage-scim/plugin-scim-node';

interface FeedEntry {
  revision: number;
  kind: 'user' | 'group';
  id: string;
  entityName: string;
}

/** A directory in memory, with the promises that {@link ScimService} makes. */
export class FakeDirectory implements ScimService {
  revision = 0;
  /** Users and groups on a page. */
  pageSize = 2;
  /** Called before each answer; may change the directory or throw. */
  beforeAnswer: (request: 'page' | 'changes') => void = () => {};

  /** What was reported and is not over, by SCIM id. */
  readonly conflicts = new Map<string, DirectoryConflict>();
  /** Whether an administrator lets all removals through. */
  areRemovalsApproved = false;

  readonly #reportedAt = new Map<string, number>();
  #reports = 0;
  readonly #users = new Map<string, DirectoryUser>();
  readonly #groups = new Map<string, DirectoryGroup>();
  readonly #feed: FeedEntry[] = [];

  /** Id of the user with this entity name. */
  holderOf(entityName: string): string | undefined {
    return [...this.#users.values()].find(
      user => user.entityName === entityName,
    )?.id;
  }

  putUser(id: string, user: Partial<DirectoryUser> = {}): void {
    const before = this.#users.get(id);
    const after = {
      entityName: id,
      userName: `${id}@example.com`,
      groups: [],
      ...before,
      ...user,
      id,
    };
    this.#users.set(id, after);
    this.#touch('user', id, [before?.entityName, after.entityName]);
  }

  removeUser(id: string): void {
    const before = this.#users.get(id);
    this.#users.delete(id);
    this.#touch('user', id, [before?.entityName]);
  }

  putGroup(id: string, group: Partial<DirectoryGroup> = {}): void {
    const before = this.#groups.get(id);
    const after = {
      entityName: id,
      displayName: id,
      children: [],
      ...before,
      ...group,
      id,
    };
    this.#groups.set(id, after);
    this.#touch('group', id, [before?.entityName, after.entityName]);
  }

  removeGroup(id: string): void {
    const before = this.#groups.get(id);
    this.#groups.delete(id);
    this.#touch('group', id, [before?.entityName]);
  }

  async listDirectory(
    options: { cursor?: string } = {},
  ): Promise<DirectoryPage> {
    this.beforeAnswer('page');
    const { after, revision } = options.cursor
      ? JSON.parse(options.cursor)
      : { after: '', revision: this.revision };
    // By id: what goes meanwhile does not move what is still to come.
    const ids = [...this.#users.keys(), ...this.#groups.keys()]
      .sort()
      .filter(id => id > after);
    const page = ids.slice(0, this.pageSize);
    return {
      users: page.flatMap(id => this.#users.get(id) ?? []),
      groups: page.flatMap(id => this.#groups.get(id) ?? []),
      revision,
      nextCursor:
        page.length < ids.length
          ? JSON.stringify({ after: page[page.length - 1], revision })
          : undefined,
    };
  }

  async listDirectoryChanges(options: {
    since: number;
    limit?: number;
  }): Promise<DirectoryChanges> {
    this.beforeAnswer('changes');
    const waiting = this.#feed.filter(entry => entry.revision > options.since);
    const slice = waiting.slice(0, options.limit ?? 500);
    const more = slice.length < waiting.length;
    return {
      changes: slice.map(entry => this.#toChange(entry)),
      revision: more ? slice[slice.length - 1].revision : this.revision,
      more,
    };
  }

  async getOwnershipEntityRefs(): Promise<string[]> {
    return [];
  }

  async getPrincipalStatus(): Promise<PrincipalStatus> {
    throw new Error('The catalog asks nothing about single people.');
  }

  async reportConflicts(
    report: DirectoryConflictReport,
  ): Promise<{ reportedAt: string }> {
    const reportedAt = ++this.#reports;
    report.resolved.forEach(id => this.conflicts.delete(id));
    for (const conflict of report.conflicts) {
      this.conflicts.set(conflict.id, conflict);
      this.#reportedAt.set(conflict.id, reportedAt);
    }
    if (report.completeSince !== undefined) {
      for (const id of this.conflicts.keys()) {
        if (this.#reportedAt.get(id)! < Number(report.completeSince)) {
          this.conflicts.delete(id);
        }
      }
    }
    return { reportedAt: String(reportedAt) };
  }

  async checkRemovals(
    removals: CatalogRemovals,
  ): Promise<CatalogRemovalsDecision> {
    const known = new Set(
      this.#feed.map(entry => directoryEntityRef(entry.kind, entry.entityName)),
    );
    const unaccounted = removals.entityRefs.filter(ref => !known.has(ref));
    const { limits, present } = removals;
    const isTooMuch =
      unaccounted.length > limits.entities &&
      unaccounted.length * 100 > limits.percentage * present;
    const isEmpty = this.#users.size + this.#groups.size === 0;
    return {
      allowed:
        this.areRemovalsApproved ||
        !(isTooMuch || (unaccounted.length > 0 && isEmpty)),
      unaccounted: unaccounted.length,
      fingerprint: 'fingerprint',
    };
  }

  #touch(
    kind: FeedEntry['kind'],
    id: string,
    names: (string | undefined)[],
  ): void {
    this.revision++;
    for (const entityName of new Set(names)) {
      if (entityName) {
        this.#feed.push({ revision: this.revision, kind, id, entityName });
      }
    }
  }

  #toChange({ kind, id, entityName }: FeedEntry): DirectoryChange {
    return kind === 'user'
      ? { kind, id, entityName, user: this.#users.get(id) }
      : { kind, id, entityName, group: this.#groups.get(id) };
  }
}
