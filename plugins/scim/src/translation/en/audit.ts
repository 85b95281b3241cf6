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

/** Texts of *Audit log*. */
export const audit = {
  title: 'Audit log',
  description: 'What was changed, by whom, newest first.',
  pages: 'Pages of the audit log',
  show: 'Details',
  export: 'Export',
  exportFailed: 'The export did not work. Try again.',
  filter: {
    area: 'Area',
    anyArea: 'Every area',
    actor: 'Who, e.g. user:default/ada',
  },
  area: {
    access: 'Access',
    binding: 'Role bindings',
    connection: 'Connections',
    enforcement: 'Enforcement',
    group: 'Groups',
    policy: 'Policies',
    role: 'Roles',
    user: 'Users',
  },
  column: {
    seq: 'No.',
    at: 'When',
    actor: 'Who',
    action: 'What',
    target: 'On what',
    detail: 'Details',
  },
  empty: {
    title: 'Nothing is recorded yet',
    description:
      'Every change of people, groups, access and connections will be here.',
  },
  verify: {
    action: 'Verify',
    again: 'Verify again',
    title: 'Each entry is sealed with the one before it',
    description: 'Verifying shows the first entry that was changed or removed.',
    intact: 'Chain intact, {{entries}} entries',
    broken: 'Entry {{seq}} is not as it was written',
  },
} as const;
