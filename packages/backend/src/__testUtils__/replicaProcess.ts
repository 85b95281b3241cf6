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
  BackendFeature,
  coreServices,
  createServiceFactory,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import authModuleOidc from '@backstage/plugin-auth-backend-module-oidc-provider';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import authModuleScim, {
  scimHttpAuthServiceFactory,
} from '@backstage-scim/plugin-auth-backend-module-scim';
import catalogModuleScim from '@backstage-scim/plugin-catalog-backend-module-scim';
import permissionModuleScim from '@backstage-scim/plugin-permission-backend-module-scim';
import scimPlugin from '@backstage-scim/plugin-scim-backend';
import knexFactory from 'knex';
import type { ReplicaOptions } from './Replica';
import { trustingProvider } from './trustingProvider';

/** Where people reach the portal, whichever replica answers; nobody is there. */
const PORTAL_URL = 'http://portal.localhost';

const PORTAL: BackendFeature[] = [
  authPlugin,
  authServiceFactory,
  catalogPlugin,
  catalogModuleScim,
  eventsPlugin,
  permissionPlugin,
  permissionModuleScim,
  permissionsServiceFactory,
  userInfoServiceFactory,
];

/** People get tokens for the asking, and the policy refuses leavers. */
const TRUST: BackendFeature[] = [trustingProvider, httpAuthServiceFactory];

/** People sign in, and every plugin refuses leavers. */
const SIGN_IN: BackendFeature[] = [
  authModuleOidc,
  authModuleScim,
  scimHttpAuthServiceFactory,
];

/** Tells the test what operators would read. */
const reportingLogger = createServiceFactory({
  service: coreServices.rootLogger,
  deps: {},
  factory() {
    const report = (message: string | Error) =>
      process.send?.({ logged: String(message) });
    const logger: RootLoggerService = {
      error: report,
      warn: report,
      info() {},
      debug() {},
      child: () => logger,
    };
    return logger;
  },
});

/** A replica's own process: a back end on a database that others share. */
async function run({
  database,
  issuer,
  scimAlone = false,
}: ReplicaOptions): Promise<void> {
  const { server } = await startTestBackend({
    features: [
      scimPlugin,
      eventsServiceFactory,
      databaseOf(database),
      reportingLogger,
      ...(scimAlone ? [] : PORTAL),
      ...(scimAlone || issuer ? [] : TRUST),
      ...(issuer ? SIGN_IN : []),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: PORTAL_URL },
          backend: {
            baseUrl: PORTAL_URL,
            auth: {
              externalAccess: [
                {
                  type: 'static',
                  options: { token: 'script-token', subject: 'script' },
                },
              ],
            },
          },
          auth: issuer ? signInAt(issuer) : { providers: { trusting: {} } },
          permission: { enabled: true },
          events: { useEventBus: scimAlone ? 'never' : 'always' },
          scim: {
            enabled: true,
            rateLimit: { requestsPerSecond: 10_000, burst: 10_000 },
            connections: [{ name: 'Example IdP', token: 'push-token' }],
          },
          catalog: {
            // What is lost with a replica is noticed in these times; what the
            // catalog itself was at, by default after up to 150 seconds.
            providers: { scim: { pollInterval: { seconds: 3 } } },
            processingInterval: { seconds: 5 },
            stitchingStrategy: {
              pollingInterval: { milliseconds: 200 },
              stitchTimeout: { seconds: 5 },
            },
          },
        },
      }),
    ],
  });
  process.send!({ port: server.port() });
}

/** One schema for each plugin. */
function databaseOf(url: string): BackendFeature {
  return createServiceFactory({
    service: coreServices.database,
    deps: { plugin: coreServices.pluginMetadata },
    async factory({ plugin }) {
      const schema = plugin.getId();
      const knex = knexFactory({
        client: 'pg',
        connection: url,
        searchPath: [schema],
        pool: { min: 0, max: 5 },
      });
      await knex.raw('create schema if not exists ??', [schema]);
      return { getClient: async () => knex };
    },
  });
}

function signInAt(issuer: string) {
  return {
    session: { secret: 'session-secret' },
    experimentalRefreshToken: { enabled: true },
    // A tool that asks for such a token introduces itself first.
    experimentalDynamicClientRegistration: { enabled: true },
    providers: {
      oidc: {
        development: {
          metadataUrl: `${issuer}/.well-known/openid-configuration`,
          callbackUrl: `${PORTAL_URL}/api/auth/oidc/handler/frame`,
          clientId: 'portal',
          clientSecret: 'development-only-client-secret',
          prompt: 'login',
          signIn: {
            resolvers: [{ resolver: 'emailMatchingUserEntityProfileEmail' }],
          },
        },
      },
    },
  };
}

process.once('message', (message: unknown) => {
  run(message as ReplicaOptions).catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
});
process.once('disconnect', () => process.exit());
