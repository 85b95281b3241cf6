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

import { AccessPolicy } from '@backstage-scim/plugin-scim-common';
import { stringify } from 'yaml';

/**
 * A policy as the file that sets it. What portal roles hold is in comments:
 * setting a policy leaves it alone.
 */
export function renderPolicy({
  resource,
  bindings,
  portalRoles,
}: AccessPolicy): string {
  const comments = [
    resource.ref,
    ...portalRoles.flatMap(({ role, principals }) =>
      principals.map(({ name }) => `portal role ${name}: ${role}`),
    ),
  ];
  return [
    ...comments.map(comment => `# ${comment.replace(/\p{Cc}/gu, ' ')}`),
    stringify({
      bindings: bindings.map(({ role, principals }) => ({
        role_name: role,
        principals: principals.map(({ name }) => name),
      })),
    }).trimEnd(),
  ].join('\n');
}
