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
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  scimAccessReadPermission,
  scimPermissions,
} from '@backstage-scim/plugin-scim-common';
import { scimUserPermissionResourceRef } from '@backstage-scim/plugin-scim-node';
import { Request } from 'express';
import type { UserWithConnection } from '../access';
import { toUserSummary } from '../directory';

/** Decides who may call what. */
export class Authorizer {
  constructor(
    private readonly services: {
      auth: AuthService;
      httpAuth: HttpAuthService;
      permissions: PermissionsService;
      permissionsRegistry: PermissionsRegistryService;
    },
  ) {}

  /** Who is calling. */
  credentials(request: Request): Promise<BackstageCredentials> {
    return this.services.httpAuth.credentials(request);
  }

  /** The catalog entity of the caller, if it is a person. */
  userEntityRef(credentials: BackstageCredentials): string | undefined {
    return this.services.auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
  }

  /**
   * Refuses callers who are not people.
   *
   * @throws NotAllowedError
   */
  user(
    request: Request,
  ): Promise<BackstageCredentials<BackstageUserPrincipal>> {
    return this.services.httpAuth.credentials(request, { allow: ['user'] });
  }

  /**
   * Refuses callers who are not back ends or scripts.
   *
   * @throws NotAllowedError
   */
  async requireService(request: Request): Promise<void> {
    await this.services.httpAuth.credentials(request, { allow: ['service'] });
  }

  /**
   * Refuses callers who do not hold a permission.
   *
   * @returns the caller's credentials
   * @throws NotAllowedError
   */
  async require(
    request: Request,
    permission: BasicPermission,
  ): Promise<BackstageCredentials> {
    const credentials = await this.credentials(request);
    if (!(await this.allows(credentials, permission))) {
      throw this.refusal(permission);
    }
    return credentials;
  }

  /** Whether somebody holds a permission. */
  async allows(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [{ result }] = await this.services.permissions.authorize(
      [{ permission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  /** What is thrown at those who do not hold a permission. */
  refusal({ name }: { name: string }): NotAllowedError {
    return new NotAllowedError(
      `You need the permission '${name}' for this; ask an administrator of the organization.`,
    );
  }

  /**
   * Lets callers see the access of some people and not of others.
   *
   * @returns the person that `find` finds
   * @throws NotAllowedError if the caller may not see that person's access, or
   * may not know whether there is such a person
   */
  async requireAccessRead(
    request: Request,
    find: () => Promise<UserWithConnection | undefined>,
  ): Promise<UserWithConnection | undefined> {
    const credentials = await this.credentials(request);
    const permission = scimAccessReadPermission;
    const [decision] = await this.services.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) {
      throw this.refusal(permission);
    }
    if (decision.result === AuthorizeResult.ALLOW) {
      return find();
    }
    const user = await find().catch(error => {
      // Why it found nobody is nothing for those who may not see them.
      if (error instanceof InputError) {
        return undefined;
      }
      throw error;
    });
    const isAllowed = createConditionAuthorizer(
      this.services.permissionsRegistry.getPermissionRuleset(
        scimUserPermissionResourceRef,
      ),
    );
    if (!user || !isAllowed(decision, toUserSummary(user))) {
      throw this.refusal(permission);
    }
    return user;
  }

  /** Names of the permissions that the caller holds without conditions. */
  async held(credentials: BackstageCredentials): Promise<string[]> {
    const basic = scimPermissions.filter(
      (permission): permission is BasicPermission =>
        !isResourcePermission(permission),
    );
    const conditional = scimPermissions.filter(permission =>
      isResourcePermission(permission),
    );
    const { permissions } = this.services;
    const decisions = await Promise.all([
      permissions.authorize(
        basic.map(permission => ({ permission })),
        { credentials },
      ),
      permissions.authorizeConditional(
        conditional.map(permission => ({ permission })),
        { credentials },
      ),
    ]);
    const held = new Set(
      [...basic, ...conditional]
        .filter(
          (_, index) =>
            decisions.flat()[index].result === AuthorizeResult.ALLOW,
        )
        .map(({ name }) => name),
    );
    return scimPermissions
      .map(({ name }) => name)
      .filter(name => held.has(name));
  }
}
