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

import type { AdministratorFlags } from './administratorsIn';
import type { AccessDiff } from './diffAccess';
import type { InsideImpact } from './insideImpact';

/** What the kernel computed. */
export interface KernelResult {
  /** The order of each list: what came `order[i]`-th stands at place `i`. */
  order: { users: Int32Array; groups: Int32Array; resources: Int32Array };
  diff: AccessDiff;
  /** By place: 1 for who is a member of the organization afterwards. */
  memberAfter: Uint8Array;
  /** By entry of `diff.memberships`: direct bindings that go, or come back. */
  moved: Int32Array;
  /** Resources by how many people are affected on them, most first. */
  affected: Int32Array;
  inside: InsideImpact;
  administrators: AdministratorFlags;
  /** Direct role bindings that go, or come back. */
  bindings: number;
}
