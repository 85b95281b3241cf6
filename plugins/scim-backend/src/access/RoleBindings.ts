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

import { InputError, NotFoundError } from '@backstage/errors';
import {
  AccessModel,
  AddBindingResult,
  NewRoleBinding,
  RoleBinding,
} from '@backstage-scim/plugin-scim-common';
import type { AuditLog } from '../audit';
import type { ScimDatabase } from '../database';
import { assertAdministratorLeft } from './assertAdministratorLeft';
import { BindingStore, NewBinding, toNewBinding } from './BindingStore';
import { quote } from './file/YamlFile';
import { findPrincipal } from './findPrincipal';
import { findResource } from './findResource';
import { roleFault } from './roleFault';

/** Adds and removes single role bindings. */
export class RoleBindings {
  constructor(
    private readonly options: {
      database: ScimDatabase;
      audit: AuditLog;
      model: AccessModel;
      bindings: BindingStore;
    },
  ) {}

  /**
   * Gives a role on a resource to a principal.
   *
   * @throws NotFoundError if there is no such resource or principal; InputError
   * if the principal may not hold the role
   */
  async add(
    request: NewRoleBinding & { actor: string },
  ): Promise<AddBindingResult> {
    const { database, audit, bindings, model } = this.options;
    const { resource, role, principal, actor } = request;
    return database.write(async change => {
      const { tx } = change;
      const row = await findResource(tx, resource);
      const type = model.types.find(one => one.type === row.type)!;
      const fault = roleFault(type, role, principal.type);
      if (fault) {
        throw new InputError(fault);
      }
      const wanted: NewBinding = {
        resourceId: row.id,
        role,
        principal: {
          type: principal.type,
          id: await findPrincipal(tx, principal),
        },
      };
      const missing = await bindings.missing(tx, [wanted]);
      await bindings.add(change, missing);
      const binding = await bindings.get(tx, wanted);
      const changed = missing.length > 0;
      if (changed) {
        await audit.record(change, {
          actor,
          action: 'binding.add',
          target: row.ref,
          detail: toDetail(binding),
        });
      }
      return { changed, binding };
    });
  }

  /**
   * Takes a role binding away, by its id.
   *
   * @param request - `allowNoAdministrator`: also if nobody could administer
   * the organization afterwards
   * @returns what was taken away
   * @throws NotFoundError if there is no such binding; GuardRefusedError if
   * nobody could administer the organization afterwards
   */
  async remove(request: {
    id: string;
    actor: string;
    allowNoAdministrator?: boolean;
  }): Promise<RoleBinding> {
    const { database, audit, bindings, model } = this.options;
    const { id, actor, allowNoAdministrator } = request;
    return database.write(async change => {
      const row = await bindings.find(change.tx, id);
      if (!row) {
        throw new NotFoundError(
          `There is no role binding ${quote(id)}; it may be gone already.`,
        );
      }
      const binding = await bindings.get(change.tx, toNewBinding(row));
      const gone = [row.id];
      if (!allowNoAdministrator) {
        await assertAdministratorLeft(change.tx, model, { gone, added: [] });
      }
      await bindings.remove(change, gone);
      await audit.record(change, {
        actor,
        action: 'binding.remove',
        target: binding.resource.ref,
        detail: {
          ...toDetail(binding),
          ...(allowNoAdministrator && { allowNoAdministrator }),
        },
      });
      return binding;
    });
  }
}

function toDetail({ role, principal }: RoleBinding) {
  const { type, name } = principal;
  return { role, principalType: type, principal: name };
}
