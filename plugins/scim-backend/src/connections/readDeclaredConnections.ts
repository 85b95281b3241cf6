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

import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ConnectionOptions } from '@backstage-scim/plugin-scim-common';
import { digestToken, TokenDigest } from './digestToken';
import { DEFAULT_OPTIONS } from './optionColumns';
import { requireNamespace } from './requireNamespace';

/** Tokens that start with this are in the repository for everybody to read. */
const DEVELOPMENT_PREFIX = 'development-only-';

/** A connection as the configuration declares it. */
export interface DeclaredConnection {
  name: string;
  provider: string;
  token: TokenDigest;
  options: ConnectionOptions;
  /** Whether it waits for an administrator when it is first seen. */
  review: boolean;
}

/**
 * Reads `scim.connections`.
 *
 * @throws InputError if two of them share a name or a token, or if one has a
 * development token in production
 */
export function readDeclaredConnections(
  config: RootConfigService,
): DeclaredConnection[] {
  const declared = (
    config.getOptionalConfigArray('scim.connections') ?? []
  ).map((connection, index) => {
    const key = `scim.connections[${index}]`;
    const token = connection.getString('token');
    refuseDevelopmentToken(key, token);
    return {
      name: requireName(key, connection.getString('name')),
      provider: connection.getOptionalString('provider') ?? 'generic',
      token: digestToken(token),
      options: readOptions(key, connection),
      review:
        oneOf(key, connection, 'activation', ['immediately', 'review']) ===
        'review',
    };
  });
  refuseDuplicates(
    'name',
    declared.map(({ name }) => name),
  );
  refuseDuplicates(
    'token',
    declared.map(({ token }) => token.hash),
  );
  return declared;
}

function readOptions(key: string, connection: Config): ConnectionOptions {
  const namespace =
    connection.getOptionalString('namespace') ?? DEFAULT_OPTIONS.namespace;
  const rateLimit = connection.getOptionalConfig('rateLimit');
  return {
    linking:
      oneOf(key, connection, 'linking', ['create-team', 'ask']) ??
      DEFAULT_OPTIONS.linking,
    linkWithAccess:
      oneOf(key, connection, 'linkWithAccess', ['automatically', 'ask']) ??
      DEFAULT_OPTIONS.linkWithAccess,
    roleSync: connection.getOptionalBoolean('roleSync') ?? false,
    rolesFromGroups: connection.getOptionalBoolean('rolesFromGroups') ?? false,
    namespace: requireNamespace(`${key}.namespace`, namespace),
    rateLimit: rateLimit && {
      requestsPerSecond: atLeastOne(key, rateLimit, 'requestsPerSecond'),
      burst: atLeastOne(key, rateLimit, 'burst'),
    },
  };
}

function oneOf<T extends string>(
  key: string,
  connection: Config,
  name: string,
  allowed: T[],
): T | undefined {
  const value = connection.getOptionalString(name);
  const known = allowed.find(one => one === value);
  if (value !== undefined && known === undefined) {
    throw new InputError(
      `${key}.${name} must be one of: ${allowed.join(', ')}.`,
    );
  }
  return known;
}

function atLeastOne(key: string, rateLimit: Config, name: string): number {
  const value = rateLimit.getNumber(name);
  if (!Number.isInteger(value) || value < 1) {
    throw new InputError(
      `${key}.rateLimit.${name} must be a whole number from 1.`,
    );
  }
  return value;
}

function requireName(key: string, name: string): string {
  if (name.length > 255) {
    throw new InputError(`${key}.name is longer than 255 characters.`);
  }
  return name;
}

function refuseDevelopmentToken(key: string, token: string) {
  if (
    process.env.NODE_ENV === 'production' &&
    token.startsWith(DEVELOPMENT_PREFIX)
  ) {
    throw new InputError(
      `${key}.token is a development token that anybody can read in the repository. ` +
        'Set a long random token of your own before running in production.',
    );
  }
}

function refuseDuplicates(what: string, values: string[]) {
  if (new Set(values).size < values.length) {
    throw new InputError(
      `Two entries of scim.connections have the same ${what}; give each its own.`,
    );
  }
}
