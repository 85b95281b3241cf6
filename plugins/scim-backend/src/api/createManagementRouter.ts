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
  createValidatedOpenApiRouterFromGeneratedEndpointMap,
  internal,
} from '@backstage/backend-openapi-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import express, { Router } from 'express';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { createAccessRoutes } from './accessRoutes';
import { createAuditRoutes } from './auditRoutes';
import { createBindingRoutes } from './bindingRoutes';
import { createConnectionRoutes } from './connectionRoutes';
import { createConflictRoutes } from './conflictRoutes';
import { createDiagnosisRoutes } from './diagnosisRoutes';
import { createDirectoryRoutes } from './directoryRoutes';
import { createEnforcementRoutes } from './enforcementRoutes';
import { createGroupRoutes } from './groupRoutes';
import { createMeRoutes } from './meRoutes';
import { createOwnershipRoutes } from './ownershipRoutes';
import { createPermissionCheckRoutes } from './permissionCheckRoutes';
import { createPolicyRoutes } from './policyRoutes';
import { createResourceAccessRoutes } from './resourceAccessRoutes';
import { createRoleRoutes } from './roleRoutes';
import { createUserRoutes } from './userRoutes';

/** What the management API needs: all that its areas need. */
export type ManagementRouterOptions = Parameters<typeof createMeRoutes>[0] &
  Parameters<typeof createConnectionRoutes>[0] &
  Parameters<typeof createUserRoutes>[0] &
  Parameters<typeof createGroupRoutes>[0] &
  Parameters<typeof createRoleRoutes>[0] &
  Parameters<typeof createDirectoryRoutes>[0] &
  Parameters<typeof createConflictRoutes>[0] &
  Parameters<typeof createAccessRoutes>[0] &
  Parameters<typeof createResourceAccessRoutes>[0] &
  Parameters<typeof createOwnershipRoutes>[0] &
  Parameters<typeof createPolicyRoutes>[0] &
  Parameters<typeof createDiagnosisRoutes>[0] &
  Parameters<typeof createBindingRoutes>[0] &
  Parameters<typeof createPermissionCheckRoutes>[0] &
  Parameters<typeof createEnforcementRoutes>[0] &
  Parameters<typeof createAuditRoutes>[0];

/** Large enough for the access file of a large organization. */
const BODY_LIMIT = '10mb';

/** The management REST API. Requests are checked against openapi.yaml. */
export async function createManagementRouter(
  options: ManagementRouterOptions,
): Promise<Router> {
  const specification = await readFile(
    resolvePackagePath(
      '@backstage-scim/plugin-scim-backend',
      'src/api/openapi.yaml',
    ),
    'utf8',
  );
  const router: Router =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<internal.EndpointMap>(
      parse(specification),
      {
        middleware: [express.json({ limit: BODY_LIMIT })],
        // Who is calling is for Backstage's own services to say.
        validatorOptions: { validateSecurity: false },
      },
    );
  router.use(createMeRoutes(options));
  router.use(createConnectionRoutes(options));
  router.use(createUserRoutes(options));
  router.use(createGroupRoutes(options));
  router.use(createRoleRoutes(options));
  router.use(createDirectoryRoutes(options));
  router.use(createConflictRoutes(options));
  router.use(createAccessRoutes(options));
  router.use(createResourceAccessRoutes(options));
  router.use(createOwnershipRoutes(options));
  router.use(createPolicyRoutes(options));
  router.use(createDiagnosisRoutes(options));
  router.use(createBindingRoutes(options));
  router.use(createPermissionCheckRoutes(options));
  router.use(createEnforcementRoutes(options));
  router.use(createAuditRoutes(options));
  return router;
}
