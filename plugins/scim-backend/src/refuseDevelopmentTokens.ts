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

import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const PREFIX = 'development-only-';

/**
 * Keeps a portal in production from starting with a token that everybody can
 * read in this repository.
 *
 * @throws InputError
 */
export function refuseDevelopmentTokens(
  config: Config,
  environment: string | undefined = process.env.NODE_ENV,
): void {
  if (environment !== 'production') {
    return;
  }
  const access =
    config.getOptionalConfigArray('backend.auth.externalAccess') ?? [];
  access.forEach((entry, index) => {
    if (entry.getOptionalString('options.token')?.startsWith(PREFIX)) {
      throw new InputError(
        `The token in 'backend.auth.externalAccess[${index}]' is for development only (${PREFIX}…). ` +
          'Set a secret one, or take the entry out of the production configuration.',
      );
    }
  });
}
