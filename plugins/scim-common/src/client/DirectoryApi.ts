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

import { Page, UserSummary } from '../access/types';
import {
  ChangedGroup,
  ChangeMembersRequest,
  CreateUserRequest,
  GroupDetail,
  GroupFilter,
  GroupListItem,
  GroupMemberItem,
  LinkedUser,
  LinkGroupRequest,
  LinkUserRequest,
  PortalRole,
  RoleMember,
  UserDetail,
  UserFilter,
  UserListItem,
  UserPolicy,
} from '../directory/management';
import { PageRequest } from './ScimApi';

/**
 * The part of the management API that is about people, groups and portal roles.
 * Reading needs `scim.directory.read`, changing `scim.directory.manage`. What
 * would leave nobody who administers the organization is refused with 422 and
 * changes nothing.
 *
 * @public
 */
export interface DirectoryApi {
  /** People of the directory, by email. */
  listUsers(page?: PageRequest & UserFilter): Promise<Page<UserListItem>>;
  /** Whether people can be added here, and where else. */
  getUserPolicy(): Promise<UserPolicy>;
  getUser(id: string): Promise<UserDetail>;
  /** Adds an unsynced person. Refused while SCIM is on. */
  createUser(request: CreateUserRequest): Promise<UserListItem>;
  /** Removes an unsynced person with their role bindings. */
  deleteUser(id: string): Promise<UserSummary>;
  /**
   * Makes one of two people: `id` is the unsynced one. What they hold goes to
   * the one that stays; nothing is lost.
   */
  linkUser(id: string, request: LinkUserRequest): Promise<LinkedUser>;
  /**
   * Parts a person from their identity provider: they stay, unsynced, with all
   * that they hold. If it pushes them again, it provisions them again.
   */
  unlinkUser(id: string): Promise<UserListItem>;

  /** User groups of the directory, by name. */
  listGroups(page?: PageRequest & GroupFilter): Promise<Page<GroupListItem>>;
  getGroup(id: string): Promise<GroupDetail>;
  /** People directly in a group, by email. */
  listGroupMembers(
    id: string,
    page?: PageRequest,
  ): Promise<Page<GroupMemberItem>>;
  /** Makes a local team. */
  createGroup(request: { displayName: string }): Promise<GroupListItem>;
  /** Renames a group. */
  updateGroup(
    id: string,
    request: { displayName: string },
  ): Promise<ChangedGroup>;
  /** Removes a local team with its role bindings; its members stay. */
  deleteGroup(id: string): Promise<{ id: string; displayName: string }>;
  changeGroupMembers(
    id: string,
    request: ChangeMembersRequest,
  ): Promise<ChangedGroup>;
  /** Makes a waiting group a team of its own name. */
  createTeam(id: string): Promise<ChangedGroup>;
  /** Links a waiting group to a team that is there. */
  linkGroup(id: string, request: LinkGroupRequest): Promise<ChangedGroup>;
  /**
   * Parts a team from its identity provider: a local team with the members and
   * role bindings stays, and the identity provider's group waits again.
   */
  unlinkGroup(id: string): Promise<ChangedGroup>;

  /** Portal roles, by name. */
  listRoles(page?: PageRequest): Promise<Page<PortalRole>>;
  getRole(id: string): Promise<PortalRole>;
  /** Makes a role; one named `scim:x` goes to whoever has `x` at once. */
  createRole(request: { name: string }): Promise<PortalRole>;
  /** Renames a role; its role bindings stay. */
  updateRole(id: string, request: { name: string }): Promise<PortalRole>;
  /** Removes a role with its role bindings. */
  deleteRole(id: string): Promise<{ id: string; name: string }>;
  /** Who holds a role, by email. */
  listRoleMembers(id: string, page?: PageRequest): Promise<Page<RoleMember>>;
  /** Refused for roles that role sync fills. */
  changeRoleMembers(
    id: string,
    request: ChangeMembersRequest,
  ): Promise<PortalRole>;
}
