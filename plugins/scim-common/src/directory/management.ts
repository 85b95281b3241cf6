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

import { GroupSummary, UserSummary } from '../access/types';

/**
 * A person in the list of people.
 *
 * @public
 */
export interface UserListItem extends UserSummary {
  /** True if an identity provider provisions them. */
  synced: boolean;
  /**
   * `waiting`: pushed by a connection that is not active yet.
   * `inactive`: deactivated. `ended`: no longer a member of the organization.
   */
  status: 'active' | 'inactive' | 'ended' | 'waiting';
  /** Name of a connection that wants to take this person over and has to wait. */
  linkRequestedBy?: string;
  /** Groups they are a direct member of. */
  groupCount: number;
  createdAt: string;
  updatedAt: string;
  syncedAt?: string;
}

/**
 * Which people to list.
 *
 * @public
 */
export interface UserFilter {
  status?: UserListItem['status'];
  synced?: boolean;
  /** Id of a connection. */
  connection?: string;
  /** Only people whom a connection wants to take over. */
  linkRequested?: boolean;
}

/**
 * An entry of somebody's history.
 *
 * @public
 */
export interface HistoryEntry {
  at: string;
  actor: string;
  action: string;
}

/**
 * Everything the portal knows of a person, but for their access.
 *
 * @public
 */
export interface UserDetail extends UserListItem {
  /** Those they are a direct member of. */
  groups: GroupListItem[];
  /** Portal roles they hold. */
  portalRoles: Array<{ id: string; name: string; synced: boolean }>;
  /** Role bindings they hold themselves. */
  bindingCount: number;
  /** The newest entries of the audit log about them, newest first. */
  history: HistoryEntry[];
  /** Whether the portal may remove them. */
  canRemove: boolean;
  /** Why not. */
  cannotRemoveReason?: string;
  /** People who may be the same one: same email, synced where they are not. */
  possibleDuplicates: UserSummary[];
}

/**
 * Whether people can be added in the portal.
 *
 * @public
 */
export interface UserPolicy {
  canAdd: boolean;
  /** Why not, and where to add them. */
  reason?: string;
  /** Where people are added instead. */
  connections: Array<{ id: string; name: string; provider: string }>;
}

/**
 * A person to add in the portal.
 *
 * @public
 */
export interface CreateUserRequest {
  userName: string;
  /** The user name if absent and it is an email. */
  email?: string;
  displayName?: string;
}

/**
 * With whom or what a person becomes one: a synced duplicate, or the
 * connection that asked for them.
 *
 * @public
 */
export type LinkUserRequest = { userId: string } | { connectionId: string };

/**
 * What linking two people moved to the one that stays.
 *
 * @public
 */
export interface LinkedUser {
  user: UserListItem;
  moved: { bindings: number; groups: number; roles: number };
}

/**
 * A group in the list of groups.
 *
 * @public
 */
export interface GroupListItem extends GroupSummary {
  /**
   * `synced`: an identity provider says who is in it. `waiting`: pushed, and to
   * be linked to a team. `local`: the portal's own.
   */
  state: 'synced' | 'waiting' | 'local';
  /** People directly in it. */
  memberCount: number;
  /** Role bindings it holds. */
  bindingCount: number;
  /** The catalog group of another provider that shows who is in it. */
  linkedEntityRef?: string;
  createdAt: string;
  updatedAt: string;
  syncedAt?: string;
}

/**
 * Which groups to list.
 *
 * @public
 */
export interface GroupFilter {
  state?: GroupListItem['state'];
  /** Id of a connection. */
  connection?: string;
}

/**
 * A group, and what it is right to do with it.
 *
 * @public
 */
export interface GroupDetail extends GroupListItem {
  history: HistoryEntry[];
  /** Groups directly inside it. */
  subgroups: GroupSummary[];
  /** A local team of the same name that a waiting group may be linked to. */
  suggestedTeam?: GroupSummary;
  /** Present on a synced group: the next sync may overwrite changes. */
  warning?: string;
}

/**
 * A person in a group.
 *
 * @public
 */
export interface GroupMemberItem extends UserSummary {}

/**
 * A group after a change.
 *
 * @public
 */
export interface ChangedGroup {
  group: GroupListItem;
  /** Present on a synced group: the next sync may overwrite the change. */
  warning?: string;
}

/**
 * Whom to add to a group or a role and whom to take out, by id.
 *
 * @public
 */
export interface ChangeMembersRequest {
  add?: string[];
  remove?: string[];
}

/**
 * What a waiting group is linked to: a local team, or a catalog group of
 * another provider.
 *
 * @public
 */
export type LinkGroupRequest = { groupId: string } | { entityRef: string };

/**
 * A role of the portal.
 *
 * @public
 */
export interface PortalRole {
  id: string;
  /** Roles named `scim:…` are filled by role sync. */
  name: string;
  /** True if its name starts with `scim:`. */
  synced: boolean;
  memberCount: number;
  bindingCount: number;
  createdAt: string;
  /** When who holds it last changed. */
  updatedAt?: string;
}

/**
 * A person who holds a portal role.
 *
 * @public
 */
export interface RoleMember extends UserSummary {
  /** True if role sync gave it; it takes it away, too. */
  synced: boolean;
}
