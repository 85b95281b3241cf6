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

import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

const SCRIPT_TOKEN = 'script-token';

/** What a replica is started with. */
export interface ReplicaOptions {
  /** Connection string of the database that all replicas share. */
  database: string;
  /**
   * Where people sign in. Then every plugin refuses leavers; else people get
   * tokens for the asking, and the policy refuses leavers.
   */
  issuer?: string;
  /** The SCIM plugin alone, whose events reach nobody else. */
  scimAlone?: boolean;
}

/** A back end in a process of its own, so that it can be killed. */
export class Replica {
  static async start(options: ReplicaOptions): Promise<Replica> {
    const child = fork(require.resolve('./replicaProcess'), {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const log: string[] = [];
    child.on('message', message => {
      const { logged } = Object(message);
      if (logged !== undefined) {
        log.push(logged);
      }
    });
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`The replica ended with ${code}.`);
    });
    child.send(options);
    const port = await Promise.race([portOf(child), failed]);
    failed.catch(() => {});
    return new Replica(child, `http://localhost:${port}/api`, log);
  }

  readonly #tokens = new Map<string, string>();

  private constructor(
    private readonly child: ChildProcess,
    readonly baseUrl: string,
    /** Warnings and errors since its start. */
    readonly log: string[],
  ) {}

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await ended;
    }
  }

  /** What the identity provider sends. */
  async push(method: string, path: string, body?: object) {
    const response = await this.send(`/scim/v2${path}`, 'push-token', {
      method,
      body,
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${await response.text()}`);
    }
    return response.status === 204 ? undefined : response.json();
  }

  /** Pushes somebody new. @returns their SCIM id */
  async join(name: string): Promise<string> {
    const { id } = await this.push('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: `${name}@example.com`,
      emails: [{ value: `${name}@example.com`, primary: true }],
      active: true,
    });
    return id;
  }

  /** Pushes that somebody is deactivated, or comes back. */
  setActive(id: string, active: boolean) {
    return this.push('PATCH', `/Users/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value: { active } }],
    });
  }

  /** Pushes a group of people and groups. @returns its SCIM id */
  async pushGroup(
    displayName: string,
    members: Array<{ value: string; type: 'User' | 'Group' }>,
  ): Promise<string> {
    const { id } = await this.push('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName,
      members,
    });
    return id;
  }

  /** Names of the people in the catalog. */
  async people(): Promise<string[]> {
    const response = await this.send(
      '/catalog/entities?filter=kind=user&fields=metadata.name',
      SCRIPT_TOKEN,
    );
    if (!response.ok) {
      throw new Error(`The catalog answers ${response.status}.`);
    }
    const entities: Array<{ metadata: { name: string } }> =
      await response.json();
    return entities.map(({ metadata }) => metadata.name).sort();
  }

  /** Whether somebody is in the catalog. */
  async shows(name: string): Promise<boolean> {
    return Boolean(await this.#find('user', name));
  }

  /** Whom or what a group of the catalog has relations of a type to. */
  async related(group: string, relation: string): Promise<string[]> {
    const { relations = [] } = (await this.#find('group', group)) ?? {};
    return relations
      .filter(({ type }) => type === relation)
      .map(({ targetRef }) => targetRef)
      .sort();
  }

  /** What the permission policy says to somebody with a valid token. */
  async decide(name: string): Promise<string> {
    const permission = {
      type: 'basic',
      name: 'catalog.entity.create',
      attributes: { action: 'create' },
    };
    const response = await this.send(
      '/permission/authorize',
      await this.#tokenOf(name),
      { method: 'POST', body: { items: [{ id: '1', permission }] } },
    );
    const { items } = await response.json();
    return items[0].result;
  }

  /** How our own API answers somebody with a valid token. */
  async ownAccess(name: string): Promise<number> {
    const token = await this.#tokenOf(name);
    const { status } = await this.send('/scim/me/access', token);
    return status;
  }

  /** Does something over our REST API, as a script of an administrator. */
  async manage(method: string, path: string, body?: object) {
    const response = await this.send(`/scim${path}`, SCRIPT_TOKEN, {
      method,
      body,
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    }
    return answer;
  }

  /** Publishes an event on the bus, as any replica may. */
  async publish(topic: string, payload: object): Promise<void> {
    await this.send('/events/bus/v1/events', SCRIPT_TOKEN, {
      method: 'POST',
      body: { event: { topic, payload } },
    });
  }

  async #tokenOf(name: string): Promise<string> {
    let token = this.#tokens.get(name);
    if (!token) {
      const response = await fetch(
        `${this.baseUrl}/auth/trusting/refresh?user=user:default/${name}`,
        { headers: { 'X-Requested-With': 'XMLHttpRequest' } },
      );
      ({ token } = (await response.json()) as { token: string });
      this.#tokens.set(name, token);
    }
    return token;
  }

  async #find(
    kind: string,
    name: string,
  ): Promise<
    { relations?: Array<{ type: string; targetRef: string }> } | undefined
  > {
    const response = await this.send(
      `/catalog/entities/by-name/${kind}/default/${name}`,
      SCRIPT_TOKEN,
    );
    if (response.status === 404) {
      return undefined;
    }
    if (!response.ok) {
      throw new Error(`The catalog answers ${response.status}.`);
    }
    return response.json();
  }

  /** Sends a request with a token. */
  send(
    path: string,
    token: string,
    init: { method?: string; body?: object } = {},
  ): Promise<Response> {
    return fetch(`${this.baseUrl}${path}`, {
      method: init.method ?? 'GET',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: init.body && JSON.stringify(init.body),
    });
  }
}

/** The framework sends messages of its own. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise(resolve => {
    const listen = (message: unknown) => {
      const { port } = Object(message);
      if (port !== undefined) {
        child.off('message', listen);
        resolve(port);
      }
    };
    child.on('message', listen);
  });
}
