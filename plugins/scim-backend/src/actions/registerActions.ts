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

import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { createApplyPlanAction } from './createApplyPlanAction';
import { createCheckPermissionsAction } from './createCheckPermissionsAction';
import { createExplainAccessAction } from './createExplainAccessAction';
import { createPreviewEnforcementAction } from './createPreviewEnforcementAction';
import { createRollBackRunAction } from './createRollBackRunAction';
import { createWhoHasAccessAction } from './createWhoHasAccessAction';
import { CallerApi } from './CallerApi';

/**
 * Offers the plugin's actions, to assistants over MCP and to
 * `backstage-cli actions`.
 */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  auth: AuthService;
  discovery: DiscoveryService;
}): void {
  const { actionsRegistry } = options;
  const callerApi = new CallerApi(options);
  for (const createAction of [
    createCheckPermissionsAction,
    createExplainAccessAction,
    createWhoHasAccessAction,
    createPreviewEnforcementAction,
    createApplyPlanAction,
    createRollBackRunAction,
  ]) {
    createAction({ actionsRegistry, callerApi });
  }
}
