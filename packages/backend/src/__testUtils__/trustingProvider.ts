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

import { createBackendModule } from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';

/** Gives everybody a token of whom they say they are. */
export const trustingProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'trusting-provider',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'trusting',
          factory: ({ resolverContext }) => ({
            async start() {},
            async frameHandler() {},
            async refresh({ query }, response) {
              const sub = String(query.user);
              const claims = { sub, ent: [sub] };
              response.json(await resolverContext.issueToken({ claims }));
            },
          }),
        });
      },
    });
  },
});
