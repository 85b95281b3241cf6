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

export { AccessExporter } from './AccessExporter';
export { AccessHolders, type AccessHolderSlice } from './AccessHolders';
export { AccessImporter } from './AccessImporter';
export { BindingStore, whereBinding, type NewBinding } from './BindingStore';
export { EffectiveAccess } from './EffectiveAccess';
export { withGroupDescent } from './groupDescent';
export { withGroupReach } from './groupReach';
export { findGroups } from './findGroups';
export { findResource } from './findResource';
export { findUser, type UserWithConnection } from './findUser';
export type { EntityOwners } from './HoldingPeople';
export { keepAdministrators } from './keepAdministrators';
export {
  listGroupItems,
  listGroupMembers,
  listRoleMembers,
  listRoles,
  listUserItems,
} from './listDirectory';
export type { Position, Slice, Sliced } from './pagedRows';
export { PermissionCheck } from './PermissionCheck';
export { AccessPolicies } from './policy/AccessPolicies';
export { readOwnershipRefs } from './readOwnershipRefs';
export { ResourceStore, type NewResource } from './ResourceStore';
export { RoleBindings } from './RoleBindings';
export { ServiceAccountStore } from './ServiceAccountStore';
