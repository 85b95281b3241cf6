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
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { PrincipalStatus } from '@backstage-scim/plugin-scim-common';
import { PrincipalStatusCache } from './PrincipalStatusCache';
import { scimServiceRef } from './scimServiceRef';

/**
 * Whether people are active, asked so often that it has to be quick: answers
 * are shared by all plugins of a process and never older than half a second.
 *
 * @public
 */
export interface PrincipalStatusService {
  /**
   * What the directory knows about a person. While the SCIM plugin does not
   * answer, its last answer of the past minute, else `undefined`.
   *
   * @param userEntityRef - e.g. `user:default/mara`
   */
  get(userEntityRef: string): Promise<PrincipalStatus | undefined>;

  /** The directory changed: everybody is asked about anew, in this process. */
  flush(): void;
}

/**
 * {@link PrincipalStatusService}
 *
 * @public
 */
export const principalStatusServiceRef =
  createServiceRef<PrincipalStatusService>({
    id: 'scim.principalStatus',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { logger: coreServices.rootLogger, scim: scimServiceRef },
        createRootContext: ({ logger }) => new PrincipalStatusCache({ logger }),
        factory: ({ scim }, cache) => ({
          get: userEntityRef =>
            cache.get(userEntityRef, ref => scim.getPrincipalStatus(ref)),
          flush: () => cache.flush(),
        }),
      }),
  });
