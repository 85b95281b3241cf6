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

import { createCliModule } from '@backstage/cli-node';
import packageJson from '../package.json';

/**
 * `backstage-cli scim`.
 *
 * @public
 */
export default createCliModule({
  packageJson,
  init: async registry => {
    registry.addCommand({
      path: ['scim', 'enforce-groups'],
      description: 'Preview and enforce that access comes from groups only',
      execute: { loader: () => import('./commands/enforceGroups') },
    });
    registry.addCommand({
      path: ['scim', 'rollback'],
      description: 'Undo an enforcement run',
      execute: { loader: () => import('./commands/rollback') },
    });
    registry.addCommand({
      path: ['scim', 'check-permissions'],
      description: 'List people who are only half set up',
      execute: { loader: () => import('./commands/checkPermissions') },
    });
    registry.addCommand({
      path: ['scim', 'access', 'import'],
      description: 'Load resources and role bindings from an access file',
      execute: { loader: () => import('./commands/accessImport') },
    });
  },
});
