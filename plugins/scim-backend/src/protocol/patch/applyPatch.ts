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

import { JsonObject } from '@backstage/types';
import { isDeepStrictEqual } from 'node:util';
import type { MemberChange } from '../../directory';
import { completeResource } from '../schema/normalizeResource';
import type { ResourceType } from '../schema/ResourceType';
import type { PatchOperation } from './parsePatch';
import { ResourcePatch } from './ResourcePatch';

/** What a PATCH makes of a resource. */
export interface PatchOutcome {
  /** The resource afterwards; the very same one if nothing differs. */
  resource: JsonObject;
  /** Whether anything but members differs. */
  changed: boolean;
  /** For groups: what to do with the members, in order. */
  memberChanges: MemberChange[];
}

/**
 * Applies the operations of a PATCH in order (RFC 7644 §3.5.2). All or nothing:
 * the resource given stays as it is.
 *
 * @param resource - as stored: normalized, for groups without members
 * @throws ScimError if an operation is not possible
 */
export function applyPatch(
  type: ResourceType,
  resource: JsonObject,
  operations: readonly PatchOperation[],
): PatchOutcome {
  const patch = new ResourcePatch(type, JSON.parse(JSON.stringify(resource)));
  operations.forEach(operation => patch.apply(operation));
  const { schemas: before, ...original } = resource;
  const { schemas: after, ...result } = patch.resource;
  const changed = !isDeepStrictEqual(original, result);
  return {
    resource: changed ? completeResource(type, result) : resource,
    changed,
    memberChanges: patch.memberChanges,
  };
}
