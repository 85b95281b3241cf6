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

import { InputError } from '@backstage/errors';

/** Flags that say which resource a policy is for. */
export const policyAddressFlags = {
  resourceType: {
    type: String,
    placeholder: '<type>',
    description: 'Type of the resource, such as cloud, project or organization',
  },
  resourceId: {
    type: String,
    placeholder: '<id|name>',
    description:
      'The resource: its id, its name or its reference; leave it out for the organization',
  },
} as const;

/** Which resource the flags say. */
export function policyAddress(flags: {
  resourceType?: string;
  resourceId?: string;
}): [type: string, resource: string | undefined] {
  const { resourceType, resourceId } = flags;
  if (!resourceType) {
    throw new InputError(
      'Say what the policy is for: --resource-type TYPE, and --resource-id ID unless it is the organization.',
    );
  }
  return [resourceType, resourceId];
}
