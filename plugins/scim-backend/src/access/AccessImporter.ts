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
  AccessFileError,
  AccessImportResult,
  AccessModel,
} from '@backstage-scim/plugin-scim-common';
import type { AuditLog } from '../audit';
import {
  foldCase,
  type OrganizationChange,
  type ScimDatabase,
} from '../database';
import { UserStore } from '../directory';
import { BindingStore } from './BindingStore';
import { AccessFile } from './file/AccessFile';
import { parseAccessFile } from './file/parseAccessFile';
import {
  checkReferences,
  KnownThings,
  lookUp,
  toBindings,
} from './file/resolveAccessFile';
import { ResourceStore } from './ResourceStore';
import { ServiceAccountStore } from './ServiceAccountStore';

type Counts = AccessImportResult['created'];

/**
 * Brings in access files. An import adds what is missing and takes nothing
 * away.
 */
export class AccessImporter {
  constructor(
    private readonly options: {
      database: ScimDatabase;
      audit: AuditLog;
      model: AccessModel;
      users: UserStore;
      resources: ResourceStore;
      serviceAccounts: ServiceAccountStore;
      bindings: BindingStore;
    },
  ) {}

  /**
   * Imports a file, all or nothing.
   *
   * @throws AccessFileError with everything that is wrong with the file
   */
  async importFile(request: {
    yaml: string;
    actor: string;
  }): Promise<AccessImportResult> {
    const { database, audit, model, resources } = this.options;
    const { file, problems } = parseAccessFile(request.yaml, model);
    return database.write(async change => {
      await resources.ensureSingletons(change);
      const known = await lookUp(change.tx, file, this.options);
      const all = [...problems, ...checkReferences(file, known)];
      if (all.length > 0) {
        throw new AccessFileError(all.sort((a, b) => a.line - b.line));
      }
      const renamed = await this.#rename(change, file);
      const created = await this.#add(change, file, known);
      const changed =
        renamed || Object.values(created).some(count => count > 0);
      if (changed) {
        await audit.record(change, {
          actor: request.actor,
          action: 'access.import',
          target: file.organization?.value,
          detail: { created },
        });
      }
      return { changed, created, unchanged: rest(file, created) };
    });
  }

  async #rename(
    change: OrganizationChange,
    { organization }: AccessFile,
  ): Promise<boolean> {
    const { name } = await change
      .tx('organization')
      .where({ id: 1 })
      .first('name');
    if (!organization || organization.value === name) {
      return false;
    }
    await change
      .tx('organization')
      .where({ id: 1 })
      .update({ name: organization.value });
    change.mark();
    await this.options.resources.ensureSingletons(change);
    return true;
  }

  async #add(
    change: OrganizationChange,
    file: AccessFile,
    known: KnownThings,
  ): Promise<Counts> {
    const { users, serviceAccounts, bindings } = this.options;
    const resources = await this.#addResources(change, file, known);

    const newUsers = file.users.filter(
      ({ value }) => !known.principals.user.has(foldCase(value)),
    );
    for (const { value: email } of newUsers) {
      await users.addUnsyncedUser(change, { email });
    }
    const newAccounts = file.serviceAccounts.filter(
      ({ value }) => !known.principals.serviceAccount.has(foldCase(value)),
    );
    await serviceAccounts.add(
      change,
      newAccounts.map(({ value }) => value),
    );

    const present = await lookUp(change.tx, file, this.options);
    const newBindings = await bindings.missing(
      change.tx,
      toBindings(file, present),
    );
    await bindings.add(change, newBindings);
    return {
      resources,
      serviceAccounts: newAccounts.length,
      users: newUsers.length,
      bindings: newBindings.length,
    };
  }

  /** Level by level, since what lies inside needs its parent's row id. */
  async #addResources(
    change: OrganizationChange,
    file: AccessFile,
    known: KnownThings,
  ): Promise<number> {
    const { resources } = this.options;
    const ids = new Map(known.resources);
    const missing = file.resources
      .map(({ value }) => value)
      .filter(({ ref }) => !ids.has(ref));
    let waiting = missing;
    while (waiting.length > 0) {
      const ready = waiting.filter(
        ({ parentRef }) => parentRef === undefined || ids.has(parentRef),
      );
      await resources.add(
        change,
        ready.map(({ type, name, ref, parentRef }) => ({
          type,
          name,
          ref,
          parentId: parentRef === undefined ? undefined : ids.get(parentRef),
        })),
      );
      const added = await resources.findIds(
        change.tx,
        ready.map(({ ref }) => ref),
      );
      added.forEach((id, ref) => ids.set(ref, id));
      waiting = waiting.filter(({ ref }) => !ids.has(ref));
    }
    return missing.length;
  }
}

/** What the file names and was there already. */
function rest(file: AccessFile, created: Counts): Counts {
  return {
    resources: file.resources.length - created.resources,
    serviceAccounts: file.serviceAccounts.length - created.serviceAccounts,
    users: file.users.length - created.users,
    bindings: file.bindings.length - created.bindings,
  };
}
