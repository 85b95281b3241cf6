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
  AuthenticationError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  isDeprovisioned,
  PrincipalStatusService,
} from '@backstage-scim/plugin-scim-node';

/**
 * Lets everybody pass but those who were deprovisioned. Nobody passes while it
 * cannot be told, or taking the SCIM plugin down would let leavers in.
 *
 * @throws AuthenticationError, ServiceUnavailableError
 */
export async function refuseDeprovisioned(
  statuses: Pick<PrincipalStatusService, 'get'>,
  userEntityRef: string,
): Promise<void> {
  const status = await statuses.get(userEntityRef);
  if (!status) {
    throw new ServiceUnavailableError(
      'The portal cannot tell at the moment whether your account is active. Try again in a minute.',
    );
  }
  if (isDeprovisioned(status)) {
    throw new AuthenticationError(
      'Your account in this portal was deactivated. If you still need it, ask an administrator of your organization.',
    );
  }
}
