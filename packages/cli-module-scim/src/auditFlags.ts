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

/** The flags of commands that read a part of the audit log. */
export const auditFlags = {
  actor: {
    type: String,
    placeholder: '<reference>',
    description: 'Only what this actor did',
  },
  action: {
    type: String,
    placeholder: '<action>',
    description:
      'Only this action, such as enforcement.apply, or area, such as enforcement',
  },
  target: {
    type: String,
    placeholder: '<target>',
    description: 'Only what was done to this',
  },
  since: {
    type: String,
    placeholder: '<time>',
    description: 'Only from this time on, e.g. 2026-11-22T06:00:00Z',
  },
  until: {
    type: String,
    placeholder: '<time>',
    description: 'Only before this time',
  },
} as const;
