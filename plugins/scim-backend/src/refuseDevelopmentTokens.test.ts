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

import { ConfigReader } from '@backstage/config';
import { JsonArray } from '@backstage/types';
import { refuseDevelopmentTokens } from './refuseDevelopmentTokens';

function check(externalAccess: JsonArray | undefined, environment?: string) {
  const config = new ConfigReader({ backend: { auth: { externalAccess } } });
  return () => refuseDevelopmentTokens(config, environment);
}

const secret = {
  type: 'static',
  options: { token: 'long-and-random', subject: 'scripts' },
};
const development = {
  type: 'static',
  options: {
    token: 'development-only-admin-token',
    subject: 'development-admin',
  },
};
const withoutToken = {
  type: 'jwks',
  options: { url: 'https://example.com/jwks' },
};

describe('refuseDevelopmentTokens', () => {
  it('refuses to start in production with a token that everybody can read', () => {
    expect(check([secret, development], 'production')).toThrow(
      "The token in 'backend.auth.externalAccess[1]' is for development only",
    );
  });

  it('does not repeat the token', () => {
    expect(check([development], 'production')).not.toThrow('admin-token');
  });

  it.each([
    ['in development', [development], 'development'],
    ['in tests', [development], 'test'],
    ['in production with secret tokens', [secret], 'production'],
    ['in production with other kinds of access', [withoutToken], 'production'],
    ['in production without external access', undefined, 'production'],
  ])('lets the portal start %s', (_, externalAccess, environment) => {
    expect(check(externalAccess, environment)).not.toThrow();
  });

  it('goes by the environment of the process unless told', () => {
    const before = process.env.NODE_ENV;
    Object.assign(process.env, { NODE_ENV: 'production' });
    try {
      expect(check([development])).toThrow('is for development only');
    } finally {
      Object.assign(process.env, { NODE_ENV: before });
    }
  });
});
