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
  BackstagePrincipalTypes,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { PrincipalStatusService } from '@backstage-scim/plugin-scim-node';
import type { Request, Response } from 'express';
import { refuseDeprovisioned } from './refuseDeprovisioned';

/**
 * Authenticates requests as another service does, and refuses those of people
 * who were deprovisioned, however long their token is valid.
 */
export class GuardedHttpAuth implements HttpAuthService {
  readonly #auth: AuthService;
  readonly #httpAuth: HttpAuthService;
  readonly #statuses: Pick<PrincipalStatusService, 'get'>;

  constructor(options: {
    auth: AuthService;
    httpAuth: HttpAuthService;
    statuses: Pick<PrincipalStatusService, 'get'>;
  }) {
    this.#auth = options.auth;
    this.#httpAuth = options.httpAuth;
    this.#statuses = options.statuses;
  }

  async credentials<TAllowed extends keyof BackstagePrincipalTypes = 'unknown'>(
    request: Request,
    options?: { allow?: Array<TAllowed>; allowLimitedAccess?: boolean },
  ): Promise<BackstageCredentials<BackstagePrincipalTypes[TAllowed]>> {
    const credentials = await this.#httpAuth.credentials(request, options);
    await this.#refuseDeprovisioned(credentials);
    return credentials;
  }

  async issueUserCookie(
    response: Response,
    options?: { credentials?: BackstageCredentials },
  ): Promise<{ expiresAt: Date }> {
    const credentials =
      options?.credentials ??
      (await this.#httpAuth.credentials(response.req, { allow: ['user'] }));
    await this.#refuseDeprovisioned(credentials);
    return this.#httpAuth.issueUserCookie(response, { credentials });
  }

  async #refuseDeprovisioned(credentials: BackstageCredentials): Promise<void> {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      const { userEntityRef } = credentials.principal;
      await refuseDeprovisioned(this.#statuses, userEntityRef);
    }
  }
}
