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

export * from './activeGroups';
export { ConflictStore } from './ConflictStore';
export { DirectoryReader } from './DirectoryReader';
export { entityNameOf, groupEntityNameOf } from './entityNameOf';
export { GroupStore, type GroupInput, type GroupOutcome } from './GroupStore';
export type { GroupMember, MemberChange, MembershipDiff } from './MemberChange';
export type { PageQuery, RowPage } from './readPage';
export { RoleStore, type StoredRole } from './RoleStore';
export { RemovalGuard } from './RemovalGuard';
export { isResourceId } from './resourceId';
export { isRetiredUser } from './retiredEntityNames';
export type { StoredGroup, StoredUser } from './storedRows';
export * from './summaries';
export { readUserNaming, type UserNaming } from './UserNaming';
export { UserStore, type UserInput } from './UserStore';
export { whereUserEntity } from './whereUserEntity';
export { readDirectoryStatus } from './readDirectoryStatus';
export type { ConnectionRemoval } from './ConnectionRemoval';
export type { ConnectionReviews } from './ConnectionReviews';
export { createManagedDirectory } from './createManagedDirectory';
export { describeGroups, whereGroupState } from './describeGroups';
export { describeUsers, whereUserStatus } from './describeUsers';
export type { ManagedGroups } from './ManagedGroups';
export { describeRoles, type ManagedRoles } from './ManagedRoles';
export type { ManagedUsers } from './ManagedUsers';
export type { UserLinking } from './UserLinking';
export { roleSyncFollower } from './roleSyncFollower';
