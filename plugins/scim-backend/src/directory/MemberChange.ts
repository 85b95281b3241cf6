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

/** A member of a group as SCIM shows it. */
export interface GroupMember {
  /** SCIM id of the user or the group. */
  value: string;
  type: 'User' | 'Group';
  display: string;
}

/** A step of a change of a group's members. Steps apply in order. */
export type MemberChange =
  | { op: 'add'; ids: string[] }
  | { op: 'remove'; ids: string[] }
  | { op: 'removeMatching'; matches(member: GroupMember): boolean }
  | { op: 'replace'; ids: string[] }
  | { op: 'clear' };

/** How many members a change has really added and removed. */
export interface MembershipDiff {
  added: number;
  removed: number;
}
