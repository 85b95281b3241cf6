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
  AuthService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { isError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AccessModel,
  CheckOutcome,
  Diagnosis,
  DirectoryStatus,
  InstallationCheck,
} from '@backstage-scim/plugin-scim-common';
import type { ScimDatabase } from '../database';
import { readDirectoryStatus } from '../directory';

/** Annotation of the catalog entities of people. */
const USER_ID_ANNOTATION = 'backstage-scim.dev/user-id';

/** What a single check found. */
type Finding = Omit<InstallationCheck, 'check'>;

/** Checks that everything around the plugin is set up. */
export class Doctor {
  constructor(
    private readonly options: {
      auth: AuthService;
      catalog: CatalogService;
      config: RootConfigService;
      database: ScimDatabase;
      discovery: DiscoveryService;
      model: AccessModel;
    },
  ) {}

  /** Looks at everything; a check that breaks is one that fails. */
  async diagnose(): Promise<Diagnosis> {
    const checks: InstallationCheck[] = [];
    const run = async (check: string, look: () => Promise<Finding>) => {
      const finding = await look().catch(
        (error): Finding => ({
          outcome: 'fail',
          message: `The check broke: ${
            isError(error) ? error.message : String(error)
          }`,
          advice: "Look in the portal's log.",
        }),
      );
      checks.push({ check, ...finding });
    };
    await run('configuration', async () => this.#configuration());
    await run('database', () => this.#database());
    const status = await this.options.database
      .read(tx => readDirectoryStatus(tx))
      .catch(() => undefined);
    if (status) {
      await run('connections', async () => connectionsOf(status));
      await run('administrators', () => this.#administrators());
      await run('catalog', () => this.#catalog(status));
    }
    await run('events', () => this.#events());
    await run('permissions', async () => this.#permissions());
    const outcome =
      (['fail', 'warn'] as CheckOutcome[]).find(worst =>
        checks.some(one => one.outcome === worst),
      ) ?? 'pass';
    return { outcome, checks };
  }

  #configuration(): Finding {
    const { config } = this.options;
    const enabled =
      process.env.SCIM_ENABLED ?? config.getOptional('scim.enabled');
    if (String(enabled).toLowerCase() !== 'true') {
      return {
        outcome: 'warn',
        message: 'SCIM is off: identity providers get 501.',
        advice: "Set 'scim.enabled: true' in app-config.",
      };
    }
    const baseUrl = config.getString('backend.baseUrl');
    if (
      !baseUrl.startsWith('https://') &&
      !/\/\/(localhost|127\.)/.test(baseUrl)
    ) {
      return {
        outcome: 'warn',
        message: `Identity providers would send their token unencrypted to ${baseUrl}.`,
        advice:
          "Serve the portal over https and set 'backend.baseUrl' to that.",
      };
    }
    return { outcome: 'pass', message: `SCIM is on at ${baseUrl}.` };
  }

  async #database(): Promise<Finding> {
    const { database } = this.options;
    await database.write(async () => {});
    const engine =
      database.knex.client.config.client === 'pg' ? 'PostgreSQL' : 'SQLite';
    const { name, revision } = await database
      .knex('organization')
      .first('name', 'revision');
    return {
      outcome: 'pass',
      message: `${engine} takes writes; ${name} is at revision ${revision}.`,
    };
  }

  async #administrators(): Promise<Finding> {
    const { database, model } = this.options;
    const { type, role } = model.administrator;
    const bindings = await database
      .knex('bindings')
      .join('resources', 'resources.id', 'bindings.resource_id')
      .where({ 'resources.type': type, 'bindings.role': role })
      .select(
        'bindings.group_id',
        'bindings.user_id',
        'bindings.portal_role_id',
      );
    const held = bindings.filter(
      row =>
        row.group_id !== null ||
        row.user_id !== null ||
        row.portal_role_id !== null,
    );
    if (held.length === 0) {
      return {
        outcome: 'fail',
        message: `Nobody is ${role} of the ${type}: nobody can administer it.`,
        advice: `Give the role to a user group: backstage-cli scim binding add ${type} ${role} --user-group GROUP`,
      };
    }
    if (held.every(row => row.user_id !== null)) {
      return {
        outcome: 'warn',
        message: `Only single people are ${role} of the ${type}; enforcing groups would take it from all of them.`,
        advice: `Give the role to a user group: backstage-cli scim binding add ${type} ${role} --user-group GROUP`,
      };
    }
    return {
      outcome: 'pass',
      message: `A user group or a portal role holds ${role} of the ${type}.`,
    };
  }

  async #catalog({ users }: DirectoryStatus): Promise<Finding> {
    const { auth, catalog } = this.options;
    let totalItems: number;
    try {
      ({ totalItems } = await catalog.queryEntities(
        {
          filter: {
            kind: 'User',
            [`metadata.annotations.${USER_ID_ANNOTATION}`]:
              CATALOG_FILTER_EXISTS,
          },
          limit: 1,
        },
        { credentials: await auth.getOwnServiceCredentials() },
      ));
    } catch (error) {
      return {
        outcome: 'fail',
        message: `The catalog does not answer: ${
          isError(error) ? error.message : String(error)
        }`,
        advice:
          'Is @backstage/plugin-catalog-backend installed, and can this back end reach it?',
      };
    }
    if (users.active > 0 && totalItems === 0) {
      return {
        outcome: 'fail',
        message: `None of ${users.active} active people is in the catalog.`,
        advice:
          'It catches up within seconds of a push. If it stays like this, add @backstage-scim/plugin-catalog-backend-module-scim to the back end.',
      };
    }
    if (totalItems !== users.active) {
      return {
        outcome: 'warn',
        message: `The catalog shows ${totalItems} of ${users.active} active people.`,
        advice:
          'It catches up within seconds of a push. If it stays like this, look for conflicting entities in the log of the catalog.',
      };
    }
    return {
      outcome: 'pass',
      message: `The catalog shows all ${users.active} active people.`,
    };
  }

  async #events(): Promise<Finding> {
    const { auth, discovery } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'events',
    });
    // An event that nobody waits for: answered with 204, or stored for nobody.
    const response = await fetch(
      `${await discovery.getBaseUrl('events')}/bus/v1/events`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${token}`,
        },
        body: JSON.stringify({
          event: { topic: 'scim.diagnosis', payload: {} },
          notifiedSubscribers: [],
        }),
      },
    ).catch(() => undefined);
    return response?.ok
      ? { outcome: 'pass', message: 'The event bus takes events.' }
      : {
          outcome: 'warn',
          message:
            'There is no event bus: other replicas notice changes of the directory late.',
          advice: 'Add @backstage/plugin-events-backend to the back end.',
        };
  }

  #permissions(): Finding {
    return this.options.config.getOptionalBoolean('permission.enabled') === true
      ? { outcome: 'pass', message: 'The permission framework is on.' }
      : {
          outcome: 'fail',
          message:
            'The permission framework is off: everybody who is signed in may change access.',
          advice:
            "Set 'permission.enabled: true' and add @backstage-scim/plugin-permission-backend-module-scim to the back end.",
        };
  }
}

function connectionsOf({ connections }: DirectoryStatus): Finding {
  const active = connections.filter(({ status }) => status === 'active');
  const silent = active.filter(({ lastRequestAt }) => !lastRequestAt);
  const idle = connections.filter(({ status }) => status !== 'active');
  if (active.length === 0) {
    return {
      outcome: 'warn',
      message:
        connections.length === 0
          ? 'There is no connection to an identity provider.'
          : `No connection is active (${names(idle)}).`,
      advice:
        connections.length === 0
          ? 'Create one: backstage-cli scim connection create NAME --provider PROVIDER'
          : 'Activate it under Settings, Connections, or resume it: backstage-cli scim connection resume NAME',
    };
  }
  if (silent.length > 0) {
    return {
      outcome: 'warn',
      message: `Nothing was ever heard of ${names(silent)}.`,
      advice:
        "Check the base URL and the token on the identity provider's side.",
    };
  }
  return { outcome: 'pass', message: `Active: ${names(active)}.` };
}

function names(connections: Array<{ name: string }>): string {
  return connections.map(({ name }) => name).join(', ');
}
