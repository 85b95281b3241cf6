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

/** The organization: exactly one row, with id 1. */
export interface OrganizationRow {
  id: number;
  name: string;
  revision: number;
  /** JSON: {@link OrganizationSettings}. */
  settings: string;
}

export interface OrganizationSettings {
  /** Key of the audit log's chain, base64, unless the configuration has one. */
  auditKey: string;
}

export interface ConnectionRow {
  id: number;
  uuid: string;
  name: string;
  provider: string;
  status: 'pending' | 'active' | 'paused';
  configured: boolean;
  token_hash: string | null;
  token_hint: string | null;
  next_token_hash: string | null;
  next_token_hint: string | null;
  created_at: string;
  last_push_at: string | null;
  linking: 'create-team' | 'ask';
  link_with_access: 'automatically' | 'ask';
  role_sync: boolean;
  roles_from_groups: boolean;
  namespace: string;
  requests_per_second: number | null;
  burst: number | null;
  activated_at: string | null;
  token_created_at: string | null;
  token_expires_at: string | null;
  token_used_at: string | null;
  token_uses: number;
  next_token_created_at: string | null;
  next_token_expires_at: string | null;
  next_token_used_at: string | null;
  next_token_uses: number;
}

/** A person of the portal whom a connection may not take over yet. */
export interface LinkRequestRow {
  user_id: number;
  connection_id: number;
  /** JSON: the SCIM resource as pushed. */
  resource: string;
  created_at: string;
  updated_at: string;
}

export interface UserRow {
  id: number;
  uuid: string;
  connection_id: number | null;
  external_id: string | null;
  user_name: string;
  user_name_key: string;
  email: string | null;
  email_key: string | null;
  /** Made of the parts of the name if nobody says it. */
  display_name: string | null;
  /** Of the attribute of this name alone: filters compare with that. */
  display_name_key: string | null;
  /** Of `display_name`, if it is made of the parts of the name. */
  full_name_key: string | null;
  given_name_key: string | null;
  family_name_key: string | null;
  /** SCIM id of the manager, as the identity provider says. */
  manager_uuid: string | null;
  active: boolean;
  member: boolean;
  /** With the namespace in front unless that is `default`. */
  entity_name: string;
  /** Entity of another provider that stands for the person in the catalog. */
  catalog_ref?: string | null;
  /** JSON: the SCIM resource without id, meta, groups and roles. */
  resource: string;
  /** JSON: the resource with its text folded, for filters. */
  resource_key: string;
  version: number;
  created_at: string;
  updated_at: string;
  synced_at: string | null;
}

export interface GroupRow {
  id: number;
  uuid: string;
  connection_id: number | null;
  external_id: string | null;
  display_name: string;
  display_name_key: string;
  linked: boolean;
  entity_name: string;
  /** JSON: the SCIM resource without id, meta and members. */
  resource: string;
  /** JSON: the resource with its text folded, for filters. */
  resource_key: string;
  version: number;
  created_at: string;
  updated_at: string;
  synced_at: string | null;
  /** Catalog group of another provider that shows the members. */
  linked_entity_ref: string | null;
}

export interface PortalRoleRow {
  id: number;
  uuid: string;
  name: string;
  name_key: string;
  version: number;
  created_at: string;
  updated_at: string | null;
}

export interface ResourceRow {
  id: number;
  uuid: string;
  type: string;
  name: string;
  parent_id: number | null;
  ref: string;
}

export interface BindingRow {
  id: number;
  resource_id: number;
  role: string;
  user_id: number | null;
  group_id: number | null;
  service_account_id: number | null;
  portal_role_id: number | null;
  created_at: string;
}
