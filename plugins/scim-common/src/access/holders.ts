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
  AccessGrant,
  GroupSummary,
  Page,
  ResourceSummary,
  UserSummary,
} from './types';

/**
 * Entity annotation that ties a Component, System or Resource of the catalog to
 * an access resource, by its reference: `project/prod-cloud/proj-1`.
 *
 * @public
 */
export const ACCESS_RESOURCE_ANNOTATION = 'backstage-scim.dev/access-resource';

/**
 * Somebody or something that holds a role on a resource.
 *
 * @public
 */
export type AccessHolderPrincipal =
  /** `people` is the number of people who belong to it, nested groups too. */
  | { type: 'group'; group: GroupSummary; people: number }
  | { type: 'portalRole'; id: string; name: string; people: number }
  | { type: 'serviceAccount'; id: string; name: string }
  | { type: 'user'; user: UserSummary };

/**
 * A row of who has access to a resource.
 *
 * @public
 */
export interface AccessHolder {
  principal: AccessHolderPrincipal;
  /** The effective role; absent for an owner of the entity without access. */
  role?: string;
  /** Every source of a role on the resource, most powerful first. */
  sources: AccessGrant[];
  /**
   * For people, when it was asked about a catalog entity: whether they are an
   * owner of it or belong to a group that is.
   */
  owner?: boolean;
}

/**
 * A page of who has access to a resource: groups, portal roles and service
 * accounts that hold a role on it, then people.
 *
 * @public
 */
export interface ResourceAccess extends Page<AccessHolder> {
  resource: ResourceSummary;
  /** The catalog entity that was asked about. */
  entity?: {
    entityRef: string;
    title?: string;
    /** Entity references of its owners. */
    owners: string[];
  };
  /** Roles elsewhere whose holders have rights here too. */
  impliedBy: Array<{ resource: ResourceSummary; role: string }>;
  /** Numbers of people, whatever is searched for. */
  counts: {
    /** With a role on the resource. */
    withAccess: number;
    /** Of these, those who do not own the entity; absent without an entity. */
    withAccessNotOwners?: number;
    /** Owners of the entity without a role; absent without an entity. */
    ownersWithoutAccess?: number;
  };
}
