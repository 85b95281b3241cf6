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
 * One type of resource that roles are held on.
 *
 * @public
 */
export interface ResourceTypeModel {
  /** Machine name, e.g. `cloud`. First segment of a resource reference. */
  readonly type: string;
  /** Heading of this type in reports, e.g. `clouds`. */
  readonly label: string;
  /** Type of the resource that one of this type lies in, if any. */
  readonly parentType?: string;
  /** Whether exactly one resource of this type exists. */
  readonly singleton?: boolean;
  /** Roles, most powerful first. */
  readonly roles: readonly string[];
  /** The roles that a user group may hold; a subset of `roles`. */
  readonly groupRoles: readonly string[];
}

/**
 * Resource types and their roles, as data. Nothing outside a model may name a
 * resource type or a role.
 *
 * @public
 */
export interface AccessModel {
  /** Resource types, in the order in which reports list them. */
  readonly types: readonly ResourceTypeModel[];
  /** The role that makes its holder an administrator of the organization. */
  readonly administrator: { readonly type: string; readonly role: string };
  /** The role that every member holds at least. */
  readonly baseline?: { readonly type: string; readonly role: string };
  /**
   * What the permission check looks for: people who hold one of `roles` on a
   * resource of `type`, and no role on any resource of `childType` inside it.
   */
  readonly completeness?: {
    readonly type: string;
    readonly roles: readonly string[];
    readonly childType: string;
    /** The sentence that names the gap. */
    readonly issue: string;
  };
}

/**
 * The access model of the local access source.
 *
 * @public
 */
export const defaultAccessModel: AccessModel = {
  types: [
    {
      type: 'cloud',
      label: 'clouds',
      roles: ['owner', 'collaborator', 'readonly'],
      groupRoles: ['collaborator', 'readonly'],
    },
    {
      type: 'project',
      label: 'projects',
      parentType: 'cloud',
      roles: ['owner', 'collaborator', 'readonly'],
      groupRoles: ['owner', 'collaborator', 'readonly'],
    },
    {
      type: 'organization',
      label: 'organization',
      singleton: true,
      roles: ['owner', 'collaborator'],
      groupRoles: ['owner', 'collaborator'],
    },
  ],
  administrator: { type: 'organization', role: 'owner' },
  baseline: { type: 'organization', role: 'collaborator' },
  completeness: {
    type: 'cloud',
    roles: ['owner', 'collaborator'],
    childType: 'project',
    issue: 'No project permissions',
  },
};
