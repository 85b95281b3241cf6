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

import type { Provider } from 'oidc-provider';
import { Directory, Person } from '../directory';
import { ProviderKeys } from './ProviderKeys';
import { SessionStore } from './SessionStore';

/** An application that people sign in to. */
export interface OpenIdClient {
  id: string;
  secret: string;
  redirectUris: string[];
}

const HOUR = 3600;
const DAY = 24 * HOUR;
const SCOPES = 'openid profile email groups offline_access';

/**
 * An OpenID Connect server for the people of a directory. Only those who are
 * may sign in have an account: a refresh token stops working with its owner.
 */
export async function createOpenIdProvider(options: {
  issuer: string;
  clients: OpenIdClient[];
  /** The directory as it is at the moment. */
  directory: () => Directory;
  maySignIn: (person: Person) => boolean;
  keys: ProviderKeys;
  sessions: SessionStore;
}): Promise<Provider> {
  const { Provider: OpenIdProvider } = await import('oidc-provider');

  return new OpenIdProvider(options.issuer, {
    adapter: options.sessions.adapter,
    clients: options.clients.map(client => ({
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: client.redirectUris,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    })),
    jwks: options.keys.jwks,
    cookies: { keys: options.keys.cookies },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: [
        'name',
        'given_name',
        'family_name',
        'preferred_username',
        'picture',
      ],
      groups: ['groups'],
    },
    conformIdTokenClaims: false,
    scopes: SCOPES.split(' '),
    pkce: { required: () => false },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    issueRefreshToken: async (_context, client) =>
      client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: 14 * DAY,
      Session: 14 * DAY,
      Grant: 14 * DAY,
    },
    findAccount: async (_context, id) => {
      const directory = options.directory();
      const person = directory.people.find(
        candidate => candidate.id === id && options.maySignIn(candidate),
      );
      return person && toAccount(person, directory);
    },
    // Nobody is asked to consent: there is nothing to protect here.
    loadExistingGrant: async context => {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        clientId: client!.clientId,
        accountId: session!.accountId,
      });
      grant.addOIDCScope(SCOPES);
      await grant.save();
      return grant;
    },
  });
}

function toAccount(person: Person, directory: Directory) {
  return {
    accountId: person.id,
    claims: async () => ({
      sub: person.id,
      email: person.email,
      email_verified: true,
      name: person.name,
      given_name: person.givenName,
      family_name: person.familyName,
      preferred_username: person.userName,
      picture: person.picture,
      groups: directory.groups
        .filter(({ members }) => members.includes(person.id))
        .map(({ displayName }) => displayName),
    }),
  };
}
