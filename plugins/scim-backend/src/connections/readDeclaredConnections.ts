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
import { InputError } from '@backstage/errors';
import { digestToken, TokenDigest } from './digestToken';

/** Tokens that start with this are in the repository for everybody to read. */
const DEVELOPMENT_PREFIX = 'development-only-';

/** A connection as the configuration declares it. */
export interface DeclaredConnection {
  name: string;
  provider: string;
  token: TokenDigest;
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
