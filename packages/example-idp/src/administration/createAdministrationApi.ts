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

import { InputError } from '@backstage/errors';
import express, { Request, Response, Router } from 'express';
import { Directory, DirectoryGroup, Person } from '../directory';
import { styleNames } from '../push';
import { Administration } from './Administration';

/** A person, as the API shows them. */
export interface PersonView extends Omit<Person, 'manager'> {
  /** User name of the person they report to. */
  manager?: string;
  /** Names of the groups they are directly in. */
  groups: string[];
}

/** A group, as the API shows it. */
export interface GroupView {
  id: string;
  displayName: string;
  /** User names of the people directly in it. */
  members: string[];
  /** Names of the groups directly in it. */
  groups: string[];
}

const STATUSES: Record<string, number> = {
  InputError: 400,
  NotFoundError: 404,
  ConflictError: 409,
};

/** What the page can do, for scripts and tests, as JSON. */
export function createAdministrationApi(
  administration: Administration,
): Router {
  const { store, provisioning, traffic } = administration;
  const router = express.Router();
  router.use(express.json());

  const change = (
    apply: (request: Request) => { person?: Person; group?: DirectoryGroup },
    status = 200,
  ) =>
    guarded(async (request, response) => {
      const { person, group } = apply(request);
      const push = await administration.pushChange();
      const { directory } = administration;
      response.status(push?.error ? 502 : status).json({
        ...(person && { person: personView(person, directory) }),
        ...(group && { group: groupView(group, directory) }),
        push,
        ...(push?.error && { error: push.error }),
      });
    });
  const setPerson = (changes: { active?: boolean; assigned?: boolean }) =>
    change(({ params }) => ({
      person: store.updatePerson(params.userName, changes),
    }));
  const setMember = (isMember: boolean) =>
    change(({ params }) => ({
      group: store.setMember(params.name, params.userName, isMember),
    }));

  router.get('/people', (_request, response) => {
    const { directory } = administration;
    response.json({
      people: directory.people.map(person => personView(person, directory)),
    });
  });
  router.post(
    '/people',
    change(({ body }) => ({ person: store.addPerson(Object(body)) }), 201),
  );
  router.get(
    '/people/:userName',
    guarded(async ({ params }, response) => {
      const person = store.person(params.userName);
      response.json({ person: personView(person, administration.directory) });
    }),
  );
  router.patch(
    '/people/:userName',
    change(({ params, body }) => ({
      person: store.updatePerson(params.userName, Object(body)),
    })),
  );
  router.delete(
    '/people/:userName',
    change(({ params }) => ({ person: store.removePerson(params.userName) })),
  );
  router.post('/people/:userName/disable', setPerson({ active: false }));
  router.post('/people/:userName/enable', setPerson({ active: true }));
  router.post('/people/:userName/assign', setPerson({ assigned: true }));
  router.post('/people/:userName/unassign', setPerson({ assigned: false }));

  router.get('/groups', (_request, response) => {
    const { directory } = administration;
    response.json({
      groups: directory.groups.map(group => groupView(group, directory)),
    });
  });
  router.post(
    '/groups',
    change(({ body }) => ({ group: store.addGroup(body?.displayName) }), 201),
  );
  router.patch(
    '/groups/:name',
    change(({ params, body }) => ({
      group: store.renameGroup(params.name, body?.displayName),
    })),
  );
  router.delete(
    '/groups/:name',
    change(({ params }) => ({ group: store.removeGroup(params.name) })),
  );
  router.put('/groups/:name/members/:userName', setMember(true));
  router.delete('/groups/:name/members/:userName', setMember(false));

  router.get('/settings', (_request, response) => {
    response.json(settingsView(administration));
  });
  router.put(
    '/settings',
    guarded(async ({ body }, response) => {
      provisioning.update(readSettings(Object(body)));
      response.json(settingsView(administration));
    }),
  );
  router.post(
    '/push',
    guarded(async (_request, response) => {
      const push = await administration.push();
      response.status(push.error ? 502 : 200).json(push);
    }),
  );
  router.post(
    '/reset',
    change(() => {
      store.reset();
      return {};
    }),
  );

  router.get('/traffic', (_request, response) => {
    response.json({ exchanges: traffic.list() });
  });
  return router;
}

function guarded(
  handle: (request: Request, response: Response) => Promise<void>,
) {
  return async (request: Request, response: Response) => {
    try {
      await handle(request, response);
    } catch (error) {
      const { name, message } = error as Error;
      response.status(STATUSES[name] ?? 500).json({ error: message });
    }
  };
}

function personView(person: Person, directory: Directory): PersonView {
  const manager = directory.people.find(({ id }) => id === person.manager);
  return {
    ...person,
    manager: manager?.userName,
    groups: directory.groups
      .filter(({ members }) => members.includes(person.id))
      .map(({ displayName }) => displayName),
  };
}

function groupView(group: DirectoryGroup, directory: Directory): GroupView {
  const userNames = new Map(
    directory.people.map(({ id, userName }) => [id, userName]),
  );
  const names = new Map(
    directory.groups.map(({ id, displayName }) => [id, displayName]),
  );
  return {
    id: group.id,
    displayName: group.displayName,
    members: group.members.flatMap(id => userNames.get(id) ?? []),
    groups: group.groups.flatMap(id => names.get(id) ?? []),
  };
}

/** The token goes in and never comes out. */
function settingsView({ provisioning }: Administration) {
  const { token, ...settings } = provisioning.settings;
  return { ...settings, hasToken: Boolean(token) };
}

const SETTINGS = {
  url: 'string',
  token: 'string',
  style: 'string',
  bareToken: 'boolean',
  automatic: 'boolean',
  disabledMaySignIn: 'boolean',
};

function readSettings(body: Record<string, unknown>) {
  for (const [name, value] of Object.entries(body)) {
    const type = Object.entries(SETTINGS).find(
      ([known]) => known === name,
    )?.[1];
    if (typeof value !== type) {
      throw new InputError(
        type
          ? `'${name}' must be a ${type}.`
          : `There is no setting '${name}'; there are ${Object.keys(
              SETTINGS,
            ).join(', ')}.`,
      );
    }
  }
  if (body.style !== undefined && !styleNames.some(is(body.style))) {
    throw new InputError(`'style' must be one of ${styleNames.join(', ')}.`);
  }
  return body;
}

function is(wanted: unknown) {
  return (name: string) => name === wanted;
}
