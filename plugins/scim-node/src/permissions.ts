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

import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_SCIM_USER,
  UserSummary,
} from '@backstage-scim/plugin-scim-common';
import { z } from 'zod';

/**
 * Which people a condition lets through: those with one of these entity
 * references.
 *
 * @public
 */
export interface ScimUserFilter {
  /** Entity references, e.g. `user:default/mara`. */
  entityRefs: string[];
}

/**
 * The resource of permissions that concern one person's access.
 *
 * @public
 */
export const scimUserPermissionResourceRef = createPermissionResourceRef<
  UserSummary,
  ScimUserFilter
>().with({ pluginId: 'scim', resourceType: RESOURCE_TYPE_SCIM_USER });

const isSelf = createPermissionRule({
  name: 'IS_SELF',
  description: "Allow only for the caller's own access",
  resourceRef: scimUserPermissionResourceRef,
  paramsSchema: z.object({
    userEntityRef: z.string().describe('Entity reference of the caller'),
  }),
  apply: (user, { userEntityRef }) => sameRef(user.entityRef, userEntityRef),
  toQuery: ({ userEntityRef }) => ({ entityRefs: [userEntityRef] }),
});

/**
 * Rules that conditional decisions about people's access are made of.
 *
 * @public
 */
export const scimUserPermissionRules = { isSelf };

const exported = createConditionExports({
  resourceRef: scimUserPermissionResourceRef,
  rules: scimUserPermissionRules,
});

/**
 * Conditions for permissions that concern one person's access.
 *
 * @example
 * ```ts
 * createScimUserConditionalDecision(
 *   request.permission,
 *   scimUserConditions.isSelf({ userEntityRef: user.info.userEntityRef }),
 * );
 * ```
 *
 * @public
 */
export const scimUserConditions = exported.conditions;

/**
 * Makes a conditional decision out of {@link scimUserConditions}.
 *
 * @public
 */
export const createScimUserConditionalDecision =
  exported.createConditionalDecision;

/** Entity references compare without case. */
function sameRef(a: string, b: string): boolean {
  return a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
}
