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

import type { PrincipalType } from '../BindingStore';

/** Something a file says, and where. */
export interface Located<T> {
  value: T;
  /** From 1. */
  line: number;
}

/** A resource that a file lists. */
export interface FileResource {
  type: string;
  name: string;
  ref: string;
  /** Reference of the resource it lies in. */
  parentRef?: string;
}

/** A role binding as a file writes it. */
export interface FileBinding {
  /** Type and reference of the resource. */
  resource: Located<{ type: string; ref: string }>;
  role: string;
  /** `name` is what the file calls the principal. */
  principal: Located<{ type: PrincipalType; name: string }>;
}

/** What an access file says, as far as it can be understood. */
export interface AccessFile {
  organization?: Located<string>;
  /** Resources that contain others come before those. */
  resources: Located<FileResource>[];
  serviceAccounts: Located<string>[];
  /** Emails of people the identity provider does not know. */
  users: Located<string>[];
  bindings: Located<FileBinding>[];
}
