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
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import {
  ApprovalRequiredError,
  GuardRefusedError,
  ScimApi,
  ScimClient,
  StalePlanError,
} from '@backstage-scim/plugin-scim-common';

/** What every action is made of. */
export interface ActionOptions {
  actionsRegistry: ActionsRegistryService;
  callerApi: CallerApi;
}

/**
 * The management API as whoever calls an action: who they are decides what it
 * answers, and the audit log names them.
 */
export class CallerApi {
  constructor(
    private readonly services: {
      auth: AuthService;
      discovery: DiscoveryService;
    },
  ) {}

  /**
   * Does something with the API, and puts its refusals so that callers of
   * actions are told them.
   */
  async use<T>(
    credentials: BackstageCredentials,
    run: (api: ScimApi) => Promise<T>,
  ): Promise<T> {
    const { auth, discovery } = this.services;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'scim',
    });
    const api = new ScimClient({
      discovery,
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: { ...init?.headers, Authorization: `Bearer ${token}` },
        }),
    });
    return run(api).catch(error => {
      throw toCallerError(error);
    });
  }
}

function toCallerError(error: unknown): unknown {
  if (error instanceof StalePlanError) {
    return new ConflictError(`${error.message} Make a new plan.`);
  }
  if (error instanceof GuardRefusedError) {
    return new ConflictError(
      `A guard refuses this; nothing was changed. ${error.guards
        .map(({ guard, message }) => `${guard}: ${message}`)
        .join(' ')}`,
    );
  }
  if (error instanceof ApprovalRequiredError) {
    return new ConflictError(error.message);
  }
  if (!(error instanceof ResponseError)) {
    return error;
  }
  const { message } = error.body.error;
  switch (error.statusCode) {
    case 400:
      return new InputError(message);
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    case 409:
    case 422:
      return new ConflictError(message);
    default:
      return error;
  }
}
