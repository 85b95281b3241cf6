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

/**
 * What stands between somebody or something of the directory and an entity of
 * their own in the catalog:
 *
 * - `linked`: another provider's entity is the same person or group, and stands
 *   for them; their memberships appear on it
 * - `entityTaken`: another provider's entity has their name and is somebody
 *   else; they are not in the catalog
 * - `emailShared`: another provider's entity has their email; both are in the
 *   catalog, and signing in by email finds two
 * - `nameNumbered`: somebody of the directory had the name first, so theirs got
 *   a number
 *
 * @public
 */
export type DirectoryConflictReason =
  | 'linked'
  | 'entityTaken'
  | 'emailShared'
  | 'nameNumbered';

/**
 * A person or group whose catalog entity is not simply theirs.
 *
 * @public
 */
export interface DirectoryConflict {
  kind: 'user' | 'group';
  /** SCIM id. */
  id: string;
  /** Reference of their own catalog entity, whether or not it is there. */
  entityRef: string;
  reason: DirectoryConflictReason;
  /** Reference of the other entity. */
  otherEntityRef: string;
  /** Where the other entity comes from, as the catalog says. */
  otherLocation?: string;
  /** What it means and what can be done, in a sentence or two. */
  message: string;
}

/**
 * Conflicts as the catalog's module finds them.
 *
 * @public
 */
export interface DirectoryConflictReport {
  conflicts: DirectoryConflict[];
  /** SCIM ids of those who have no conflict any more. */
  resolved: string[];
  /**
   * Ends a report of everything, in several calls: what was not reported since
   * this time, the `reportedAt` of the first call, is over.
   */
  completeSince?: string;
}

/**
 * Entities that the catalog holds and the directory does not.
 *
 * @public
 */
export interface CatalogRemovals {
  /** References of the entities that would go. */
  entityRefs: string[];
  /** People and groups of the directory in the catalog now. */
  present: number;
  /** Above both of these, only what the change feed accounts for may go. */
  limits: {
    entities: number;
    /** Of those present, from 0 to 100. */
    percentage: number;
  };
}

/**
 * Whether entities may go from the catalog.
 *
 * @public
 */
export interface CatalogRemovalsDecision {
  allowed: boolean;
  /** How many of them the change feed knows nothing about. */
  unaccounted: number;
  /** Names this set of entities when an administrator lets it through. */
  fingerprint: string;
}

/**
 * Removals that were not made, because the directory looks as if it had been
 * lost rather than emptied.
 *
 * @public
 */
export interface BlockedCatalogRemovals {
  fingerprint: string;
  /** How many entities would go. */
  count: number;
  /** People and groups of the directory in the catalog. */
  present: number;
  /** The first of them. */
  entityRefs: string[];
  /** ISO 8601 time. */
  blockedAt: string;
  /** Who let them through; they go with the next reconciliation. */
  approvedBy?: string;
}
