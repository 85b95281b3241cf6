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

/** Texts about role bindings. */
export const bindings = {
  title: 'What it gives',
  description: 'Roles that everybody in it holds.',
  pages: 'Pages of role bindings',
  empty: 'It gives no role yet.',
  column: {
    resource: 'Resource',
    role: 'Role',
  },
  add: {
    action: 'Grant role',
    title: 'Grant {{name}} a role',
  },
  remove: {
    action: 'Revoke',
    label: 'Revoke {{role}} on {{resource}}',
    title: 'Revoke {{role}} on {{resource}}?',
    description:
      'Members of {{name}} who reach it in no other way can no longer reach it.',
  },
} as const;
