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
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { scimDirectoryManagePermission } from '@backstage-scim/plugin-scim-common';
import { Request } from 'express';
import { createHmac, randomBytes } from 'node:crypto';
import type { Connection, ConnectionStore } from '../../connections';
import { ScimError } from '../errors';
import type { ScimSettings } from '../settings/ScimSettings';
import { RateLimiter } from './RateLimiter';
import type { ScimCaller } from './ScimCaller';

/** How many tokens are remembered as good. */
const MANY_TOKENS = 1000;

/**
 * Finds out who is calling: an identity provider by the token of its
 * connection, or an administrator by a token of the portal.
 */
export class CallerAuthenticator {
  readonly #limiter: RateLimiter;
  /** Counts tokens that are not known, by address. */
  readonly #guesses: RateLimiter;
  /** What tokens that were good look like under a key of this process. */
  readonly #goodTokens = new Set<string>();
  readonly #processKey = randomBytes(32);

  constructor(
    private readonly services: {
      connections: ConnectionStore;
      httpAuth: HttpAuthService;
      permissions: PermissionsService;
    },
    private readonly settings: ScimSettings,
  ) {
    this.#limiter = new RateLimiter(settings.rateLimit);
    this.#guesses = new RateLimiter(settings.rateLimit);
  }

  /**
   * @param onConnection - is told which connection it is, also if it is refused
   * @throws ScimError 401 if the token is not known, 403 if its holder may not
   * manage the directory, 429 if it comes too often
   */
  async authenticate(
    request: Request,
    onConnection: (connection: Connection) => void = () => {},
  ): Promise<ScimCaller> {
    const token = bearerToken(request);
    if (!token) {
      throw ScimError.unauthorized(
        'Send the bearer token of the connection in the Authorization header.',
      );
    }
    const address = request.ip ?? '';
    const mark = createHmac('sha256', this.#processKey)
      .update(token)
      .digest('base64');
    // Those who guess are not looked up for ever; those who were right go on,
    // also behind the same proxy.
    if (!this.#goodTokens.has(mark)) {
      this.#guesses.requireAllowance(address);
    }
    try {
      const caller =
        (await this.#connection(token, onConnection)) ??
        (await this.#principal(request));
      this.#remember(mark);
      return caller;
    } catch (error) {
      if (error instanceof ScimError && error.status === 401) {
        this.#goodTokens.delete(mark);
        this.#guesses.charge(address, 1);
      }
      throw error;
    }
  }

  /** Counts further work of a request against the limit of its caller. */
  charge(caller: ScimCaller, cost: number): void {
    this.#limiter.charge(keyOf(caller), cost);
  }

  #remember(mark: string): void {
    this.#goodTokens.add(mark);
    if (this.#goodTokens.size > MANY_TOKENS) {
      const [oldest] = this.#goodTokens;
      this.#goodTokens.delete(oldest);
    }
  }

  async #connection(
    token: string,
    onConnection: (connection: Connection) => void,
  ): Promise<ScimCaller | undefined> {
    const { connections } = this.services;
    const connection = await connections.authenticate(token);
    if (!connection) {
      return undefined;
    }
    onConnection(connection);
    if (connection.status === 'paused') {
      throw ScimError.forbidden(
        'This connection is paused; resume it in the portal first.',
      );
    }
    this.#limiter.setLimit(connection.uuid, connection.rateLimit);
    this.#limiter.admit(connection.uuid);
    await connections.touchLastPush(connection);
    return { actor: `connection:${connection.name}`, connection };
  }

  async #principal(request: Request): Promise<ScimCaller> {
    const credentials = await this.#credentials(request);
    const caller = toCaller(credentials);
    if (!this.#isServiceUser(caller) && !readsOneself(request, caller)) {
      await this.#requireAdministrator(credentials);
    }
    this.#limiter.admit(keyOf(caller));
    return caller;
  }

  #isServiceUser({ actor, userEntityRef }: ScimCaller): boolean {
    const { serviceUser } = this.settings;
    const subject = actor.replace(/^service:/, '');
    const names = userEntityRef
      ? [userEntityRef]
      : // The framework puts `external:` before the subject that people configure.
        [actor, subject, subject.replace(/^external:/, '')];
    return serviceUser !== undefined && names.includes(serviceUser);
  }

  async #requireAdministrator(credentials: BackstageCredentials) {
    const [decision] = await this.services.permissions.authorize(
      [{ permission: scimDirectoryManagePermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw ScimError.forbidden(
        `You need the permission '${scimDirectoryManagePermission.name}' to use SCIM.`,
      );
    }
  }

  async #credentials(request: Request) {
    try {
      return await this.services.httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
    } catch {
      // Why a token is no good is nothing for whoever tries tokens.
      throw ScimError.unauthorized(
        'The token is not known; use the one of the connection.',
      );
    }
  }
}

/** By what a caller's requests are counted. */
function keyOf({ connection, actor }: ScimCaller): string {
  return connection?.uuid ?? actor;
}

/** Okta's header mode sends the bare token, without `Bearer`. */
function bearerToken(request: Request): string | undefined {
  const header = request.headers.authorization?.trim();
  const [first, second, ...rest] = header?.split(/ +/) ?? [];
  if (rest.length > 0 || !first) {
    return undefined;
  }
  if (second === undefined) {
    return first.toLowerCase() === 'bearer' ? undefined : first;
  }
  return first.toLowerCase() === 'bearer' ? second : undefined;
}

function toCaller({ principal }: BackstageCredentials<unknown>): ScimCaller {
  const { userEntityRef, subject } = Object(principal);
  return userEntityRef
    ? { actor: userEntityRef, userEntityRef }
    : { actor: `service:${subject}` };
}

/** Everybody may see what SCIM says about them. */
function readsOneself(request: Request, { userEntityRef }: ScimCaller) {
  return (
    userEntityRef !== undefined &&
    request.method === 'GET' &&
    /^\/me\/?$/i.test(request.path)
  );
}
