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
 * A person of the directory, as other back ends see them.
 *
 * @public
 */
export interface DirectoryUser {
  id: string;
  /**
   * Name of the catalog entity, with the namespace in front unless that is
   * `default`: `mara` or `acme/mara`. See {@link directoryEntityRef}.
   */
  entityName: string;
  userName: string;
  email?: string;
  displayName?: string;
  title?: string;
  /** URL of a picture. */
  picture?: string;
  department?: string;
  /** Entity name of the manager. */
  manager?: string;
  /** Name of the connection that provisions them; absent for unsynced people. */
  connection?: string;
  /** ISO 8601 time of the last change by the connection. */
  syncedAt?: string;
  /** Entity names of the groups they are a direct member of. */
  groups: string[];
}

/**
 * A group of the directory, as other back ends see it.
 *
 * @public
 */
export interface DirectoryGroup {
  id: string;
  /** Name of the catalog entity, as in {@link DirectoryUser}. */
  entityName: string;
  displayName: string;
  /** Name of the connection that provisions it; absent for local teams. */
  connection?: string;
  /** ISO 8601 time of the last change by the connection. */
  syncedAt?: string;
  /** Entity names of the groups directly inside it. */
  children: string[];
}

/**
 * One entry of the change feed: somebody or something that changed, with its
 * present state. An absent `user` or `group` means it is gone from the catalog:
 * deleted, deactivated, or no longer a member.
 *
 * @public
 */
export type DirectoryChange =
  | {
      kind: 'user';
      id: string;
      entityName: string;
      user?: DirectoryUser;
    }
  | {
      kind: 'group';
      id: string;
      entityName: string;
      group?: DirectoryGroup;
    };

/**
 * A slice of the change feed.
 *
 * @public
 */
export interface DirectoryChanges {
  changes: DirectoryChange[];
  /** Pass as `since` to go on from here. */
  revision: number;
  /** True if more changes are waiting behind this slice. */
  more: boolean;
}

/**
 * A page of the whole directory: everybody and everything the catalog shows.
 *
 * @public
 */
export interface DirectoryPage {
  users: DirectoryUser[];
  groups: DirectoryGroup[];
  /**
   * Organization revision when the first page was read; the feed goes on from
   * here, so nothing that changes during the walk is missed.
   */
  revision: number;
  nextCursor?: string;
}

/**
 * What the directory knows about the person behind a catalog entity.
 *
 * @public
 */
export interface PrincipalStatus {
  /** False if the directory does not know this person. */
  known: boolean;
  /** Active and a member; false as soon as they are deprovisioned. */
  active: boolean;
  /** Holds the administrator role of the access model. */
  administrator: boolean;
}

/**
 * Topic of the hint that the directory changed. The change feed is the truth;
 * events may be lost.
 *
 * @public
 */
export const DIRECTORY_EVENT_TOPIC = 'scim.directory';

/**
 * Payload of events on {@link DIRECTORY_EVENT_TOPIC}.
 *
 * @public
 */
export interface DirectoryEventPayload {
  /** Organization revision after the change. */
  revision: number;
  /** An administrator has let removals from the catalog through. */
  removalsApproved?: boolean;
}

/**
 * Topic of events about applied plans.
 *
 * @public
 */
export const ENFORCEMENT_EVENT_TOPIC = 'scim.enforcement';
