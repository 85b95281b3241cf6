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

import { mockServices } from '@backstage/backend-test-utils';
import {
  AccessFileError,
  AccessModel,
  defaultAccessModel,
} from '@backstage-scim/plugin-scim-common';
import { AuditLog } from '../../audit';
import type { ScimDatabase } from '../../database';
import { UserStore } from '../../directory';
import { AccessExporter } from '../AccessExporter';
import { AccessImporter } from '../AccessImporter';
import { BindingStore } from '../BindingStore';
import { EffectiveAccess } from '../EffectiveAccess';
import { findUser } from '../findUser';
import { PermissionCheck } from '../PermissionCheck';
import { AccessPolicies } from '../policy/AccessPolicies';
import { ResourceStore } from '../ResourceStore';
import { RoleBindings } from '../RoleBindings';
import { ServiceAccountStore } from '../ServiceAccountStore';

/** Who imports the files of the tests. */
export const actor = 'service:test';

/** Everything of this room, on a real database. */
export async function createTestAccess(
  database: ScimDatabase,
  options: { model?: AccessModel; exemptUsers?: string[] } = {},
) {
  const { model = defaultAccessModel, exemptUsers } = options;
  const resources = new ResourceStore(model);
  const bindings = new BindingStore(resources);
  const effective = new EffectiveAccess({ model, resources, exemptUsers });
  const check = new PermissionCheck(model, resources);
  const config = mockServices.rootConfig();
  const audit = await AuditLog.create({ database, config });
  const policies = new AccessPolicies({
    database,
    audit,
    model,
    resources,
    bindings,
  });
  const exporter = new AccessExporter({ model, bindings });
  const importer = new AccessImporter({
    database,
    audit,
    model,
    users: new UserStore(),
    resources,
    serviceAccounts: new ServiceAccountStore(),
    bindings,
  });
  return {
    resources,
    bindings,
    check,
    roleBindings: new RoleBindings({ database, audit, model, bindings }),
    policies,
    exportFile: () => database.read(tx => exporter.exportFile(tx)),
    importFile: (yaml: string) => importer.importFile({ yaml, actor }),
    /** What is wrong with a file, as `line: message`. */
    problemsOf: async (yaml: string) => {
      const error = await importer
        .importFile({ yaml, actor })
        .catch(reason => reason);
      expect(error).toBeInstanceOf(AccessFileError);
      return (error as AccessFileError).problems.map(
        ({ line, message }) => `${line}: ${message}`,
      );
    },
    /** What a person can reach. */
    accessOf: (reference: string) =>
      database.read(async tx => {
        const user = await findUser(tx, reference);
        return effective.forUser(tx, user!);
      }),
    isAdministrator: (reference: string) =>
      database.read(async tx => {
        const user = await findUser(tx, reference);
        return effective.isAdministrator(tx, user!);
      }),
    /** All bindings, as people read them. */
    listBindings: async () => {
      const { items } = await database.read(tx =>
        bindings.list(tx, { limit: 10_000 }),
      );
      return items.map(
        ({ resource, role, principal }) =>
          `${resource.ref}: ${role} for ${principal.type} ${principal.name}`,
      );
    },
  };
}
