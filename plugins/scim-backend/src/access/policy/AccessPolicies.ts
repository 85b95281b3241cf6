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

import { ConflictError } from '@backstage/errors';
import {
  AccessFileError,
  AccessModel,
  AccessPolicy,
  PolicyBinding,
  PolicyChange,
  PrincipalSummary,
  SetPolicyRequest,
  SetPolicyResult,
} from '@backstage-scim/plugin-scim-common';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import type { AuditLog } from '../../audit';
import type {
  OrganizationChange,
  ResourceRow,
  ScimDatabase,
} from '../../database';
import { slices } from '../../directory/slices';
import { assertAdministratorLeft } from '../assertAdministratorLeft';
import { BindingStore, NewBinding } from '../BindingStore';
import { findResourceOfType } from '../findResource';
import type { BindingsChange } from '../hasAdministrator';
import { Slice, Sliced } from '../pagedRows';
import { ResourceStore } from '../ResourceStore';
import { compareText } from '../textOrder';
import { parsePolicy } from './parsePolicy';
import { GroupRole, resolvePrincipals } from './resolvePrincipals';

/** Which resource a policy is for. */
export interface PolicyAddress {
  type: string;
  /** Absent for a type of which exactly one resource exists. */
  resource?: string;
}

/** A role that a group or a portal role holds on a resource. */
interface HeldRole extends PolicyChange {
  /** Of the binding. */
  id: number;
  resourceId: number;
}

/** Policies: the roles that user groups hold, resource by resource. */
export class AccessPolicies {
  constructor(
    private readonly options: {
      database: ScimDatabase;
      audit: AuditLog;
      model: AccessModel;
      resources: ResourceStore;
      bindings: BindingStore;
    },
  ) {}

  /** The policies of all resources that have one, as resources are listed. */
  async list(tx: Knex, slice: Slice): Promise<Sliced<AccessPolicy>> {
    const { resources } = this.options;
    const sliced = await resources.list(tx, slice, query =>
      query.whereIn(
        'resources.id',
        whereOfPolicy(tx('bindings')).select('resource_id'),
      ),
    );
    const ids = await resources.findIds(
      tx,
      sliced.items.map(({ ref }) => ref),
    );
    const held = await readHeld(tx, [...ids.values()]);
    return {
      ...sliced,
      items: sliced.items.map(resource =>
        this.#policy(
          resource,
          held.filter(one => one.resourceId === ids.get(resource.ref)),
        ),
      ),
    };
  }

  /**
   * The policy of a resource; without bindings if groups hold none.
   *
   * @throws InputError or NotFoundError if there is no such resource
   */
  async get(tx: Knex, { type, resource }: PolicyAddress) {
    const { model } = this.options;
    const row = await findResourceOfType(tx, model, type, resource);
    return this.#read(tx, row);
  }

  /**
   * Replaces what user groups hold on a resource, all or nothing.
   *
   * @throws AccessFileError with everything that is wrong with the file;
   * ConflictError if the policy is not at the expected version;
   * GuardRefusedError if nobody could administer the organization afterwards
   */
  async set(
    address: PolicyAddress,
    request: SetPolicyRequest & { actor: string },
  ): Promise<SetPolicyResult> {
    const { database } = this.options;
    return request.dryRun
      ? database.read(
          async tx => (await this.#compare(tx, address, request))[1],
        )
      : database.write(change => this.#write(change, address, request));
  }

  async #write(
    change: OrganizationChange,
    address: PolicyAddress,
    request: SetPolicyRequest & { actor: string },
  ): Promise<SetPolicyResult> {
    const { audit, bindings } = this.options;
    const [{ row, gone, added }, result] = await this.#compare(
      change.tx,
      address,
      request,
    );
    if (!result.changed) {
      return result;
    }
    await bindings.remove(change, gone);
    await bindings.add(change, added);
    await audit.record(change, {
      actor: request.actor,
      action: 'policy.set',
      target: row.ref,
      detail: {
        added: toDetail(result.added),
        removed: toDetail(result.removed),
        ...(request.allowNoAdministrator && { allowNoAdministrator: true }),
      },
    });
    return result;
  }

  /** What setting a policy would do. */
  async #compare(
    tx: Knex,
    { type, resource }: PolicyAddress,
    { file, expectedVersion, allowNoAdministrator }: SetPolicyRequest,
  ): Promise<[BindingsChange & { row: ResourceRow }, SetPolicyResult]> {
    const { model } = this.options;
    const row = await findResourceOfType(tx, model, type, resource);
    const typeModel = model.types.find(one => one.type === type)!;
    const parsed = parsePolicy(file, typeModel);
    const { roles, problems } = await resolvePrincipals(tx, parsed.lines);
    const all = [...parsed.problems, ...problems];
    if (all.length > 0) {
      throw new AccessFileError(
        all.sort((a, b) => a.line - b.line),
        `The policy has ${all.length} ${
          all.length === 1 ? 'problem' : 'problems'
        }; nothing was changed.`,
      );
    }

    const present = await this.#read(tx, row);
    if (expectedVersion !== undefined && expectedVersion !== present.version) {
      throw new ConflictError(
        'Somebody has changed the policy since; read it again, then set it.',
      );
    }
    const held = (await readHeld(tx, [row.id])).filter(
      ({ principal }) => principal.type === 'group',
    );
    const wantedKeys = new Set(
      roles.map(({ role, group }) => keyOf(role, group.uuid)),
    );
    const heldKeys = new Set(
      held.map(({ role, principal }) => keyOf(role, principal.id)),
    );
    const gone = held.filter(
      ({ role, principal }) => !wantedKeys.has(keyOf(role, principal.id)),
    );
    const wanted = roles.filter(
      ({ role, group }) => !heldKeys.has(keyOf(role, group.uuid)),
    );
    const bindings = this.#group(type, roles.map(toChange));
    const result: SetPolicyResult = {
      changed: gone.length + wanted.length > 0,
      policy: { ...present, bindings, version: versionOf(bindings) },
      previousVersion: present.version,
      added: wanted.map(toChange),
      removed: gone.map(({ role, principal }) => ({ role, principal })),
    };
    const change = {
      gone: gone.map(({ id }) => id),
      added: wanted.map(({ role, group }): NewBinding => {
        const principal = { type: 'group' as const, id: group.id };
        return { resourceId: row.id, role, principal };
      }),
    };
    if (!allowNoAdministrator) {
      await assertAdministratorLeft(tx, model, change);
    }
    return [{ row, ...change }, result];
  }

  async #read(tx: Knex, row: ResourceRow): Promise<AccessPolicy> {
    const summaries = await this.options.resources.summaries(tx, [row.id]);
    return this.#policy(summaries.get(row.id)!, await readHeld(tx, [row.id]));
  }

  #policy(resource: AccessPolicy['resource'], held: HeldRole[]): AccessPolicy {
    const of = (type: PrincipalSummary['type']) =>
      this.#group(
        resource.type,
        held.filter(({ principal }) => principal.type === type),
      );
    const bindings = of('group');
    return {
      resource,
      bindings,
      portalRoles: of('portalRole'),
      version: versionOf(bindings),
    };
  }

  /** By role, most powerful first; principals by name. */
  #group(type: string, held: PolicyChange[]): PolicyBinding[] {
    const { roles } = this.options.model.types.find(one => one.type === type)!;
    return roles.flatMap(role => {
      const principals = held
        .filter(one => one.role === role)
        .map(({ principal }) => principal)
        .sort((a, b) => compareText(a.name, b.name));
      return principals.length > 0 ? [{ role, principals }] : [];
    });
  }
}

function whereOfPolicy(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.where(any =>
    any
      .whereNotNull('bindings.group_id')
      .orWhereNotNull('bindings.portal_role_id'),
  );
}

async function readHeld(tx: Knex, resourceIds: number[]): Promise<HeldRole[]> {
  const held: HeldRole[] = [];
  for (const ids of slices(resourceIds)) {
    const rows = await whereOfPolicy(tx('bindings'))
      .leftJoin('groups', 'groups.id', 'bindings.group_id')
      .leftJoin('portal_roles', 'portal_roles.id', 'bindings.portal_role_id')
      .whereIn('bindings.resource_id', ids)
      .select('bindings.id', 'bindings.resource_id', 'bindings.role', {
        group_uuid: 'groups.uuid',
        group_name: 'groups.display_name',
        portal_role_uuid: 'portal_roles.uuid',
        portal_role_name: 'portal_roles.name',
      });
    for (const row of rows) {
      held.push({
        id: row.id,
        resourceId: row.resource_id,
        role: row.role,
        principal:
          row.group_uuid === null
            ? {
                type: 'portalRole',
                id: row.portal_role_uuid,
                name: row.portal_role_name,
              }
            : { type: 'group', id: row.group_uuid, name: row.group_name },
      });
    }
  }
  return held;
}

function toChange({ role, group }: GroupRole): PolicyChange {
  const { uuid: id, display_name: name } = group;
  return { role, principal: { type: 'group', id, name } };
}

function toDetail(changes: PolicyChange[]) {
  return changes.map(({ role, principal }) => ({
    role,
    group: principal.name,
  }));
}

function keyOf(role: string, groupId: string): string {
  return JSON.stringify([role, groupId]);
}

function versionOf(bindings: PolicyBinding[]): string {
  const keys = bindings
    .flatMap(({ role, principals }) =>
      principals.map(({ id }) => keyOf(role, id)),
    )
    .sort();
  return createHash('sha256')
    .update(JSON.stringify(keys))
    .digest('hex')
    .slice(0, 16);
}
