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
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  PrincipalStatus,
  scimAccessReadPermission,
} from '@backstage-scim/plugin-scim-common';
import {
  createScimUserConditionalDecision,
  isDeprovisioned,
  PrincipalStatusService,
  scimUserConditions,
} from '@backstage-scim/plugin-scim-node';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * Options of {@link ScimPermissionPolicy}.
 *
 * @public
 */
export interface ScimPermissionPolicyOptions {
  /** From `principalStatusServiceRef`. */
  statuses: Pick<PrincipalStatusService, 'get'>;
  /**
   * Decides about everything that is not of the SCIM plugin, for people who are
   * not deprovisioned. Everything is allowed if absent.
   */
  fallback?: PermissionPolicy;
}

/**
 * Who may do what:
 *
 * - Nobody who is deprovisioned may do anything.
 * - Administrators may do everything of the SCIM plugin; everybody else may
 *   read their own access.
 * - Everything else is left to the portal's own policy.
 *
 * Fails closed: as long as nobody can tell whether a person has been
 * deprovisioned, they are refused like one who has. A portal that lets leavers
 * in whenever one of its parts is down has no deprovisioning.
 *
 * @public
 */
export class ScimPermissionPolicy implements PermissionPolicy {
  readonly #statuses: Pick<PrincipalStatusService, 'get'>;
  readonly #fallback: PermissionPolicy | undefined;

  constructor(options: ScimPermissionPolicyOptions) {
    this.#statuses = options.statuses;
    this.#fallback = options.fallback;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const isOurs = request.permission.name.startsWith('scim.');
    if (!user) {
      return isOurs ? DENY : this.#others(request);
    }
    const userEntityRef = entityRefOf(user);
    const status = await this.#statuses.get(userEntityRef);
    if (!status || isDeprovisioned(status)) {
      return DENY;
    }
    return isOurs
      ? decideOurs(request, userEntityRef, status)
      : this.#others(request, user);
  }

  async #others(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    return this.#fallback ? this.#fallback.handle(request, user) : ALLOW;
  }
}

function decideOurs(
  { permission }: PolicyQuery,
  userEntityRef: string,
  status: PrincipalStatus,
): PolicyDecision {
  if (status.administrator) {
    return ALLOW;
  }
  if (isPermission(permission, scimAccessReadPermission)) {
    return createScimUserConditionalDecision(
      permission,
      scimUserConditions.isSelf({ userEntityRef }),
    );
  }
  return DENY;
}

/** Only users get to a policy; `info` of {@link PolicyQueryUser} is going away. */
function entityRefOf(user: PolicyQueryUser): string {
  const { principal } =
    user.credentials as BackstageCredentials<BackstageUserPrincipal>;
  return principal.userEntityRef;
}
