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
  defaultAccessModel as model,
  DirectoryConflict,
} from '@backstage-scim/plugin-scim-common';
import { createTestAccess } from '../access/__testUtils__/createTestAccess';
import {
  addConnection,
  addGroup,
  addUser,
  changeMembers,
} from '../__testUtils__/directoryWorld';
import { ConflictStore } from '../directory/ConflictStore';
import { testDatabases } from '../__testUtils__/testDatabases';
import { Announcer } from './Announcer';

jest.setTimeout(60_000);

describe('Announcer', () => {
  const databases = testDatabases();

  it.each(databases.ids)(
    'tells administrators once, from several replicas, that a granting group is empty, on %s',
    async id => {
      const database = await databases.create(id);
      const send = jest.fn();
      const logger = mockServices.logger.mock();
      const replica = () =>
        new Announcer({ database, logger, model, notifications: { send } });
      const one = replica();
      const other = replica();
      const mara = await addUser(database, 'mara@example.com');
      await addUser(database, 'left@example.com', {
        resource: { active: false },
      });
      const team = await addGroup(database, 'Payments', { members: [mara] });
      await addGroup(database, 'Idle');
      const admins = await addGroup(database, 'Admins', { members: [mara] });
      const { importFile } = await createTestAccess(database);
      await importFile(
        [
          'organization: Example',
          'clouds: [{ name: prod }]',
          'bindings:',
          `  - { resource: organization, role: owner, group: ${admins.display_name} }`,
          '  - { resource: organization, role: owner, user: left@example.com }',
          `  - { resource: cloud/prod, role: readonly, group: ${team.display_name} }`,
        ].join('\n'),
      );
      await one.run();
      expect(send).not.toHaveBeenCalled();

      await changeMembers(database, team, { op: 'remove', ids: [mara.uuid] });
      // The plugin for notifications is not there yet.
      send.mockRejectedValueOnce(new Error('Not found'));
      await one.run();
      expect(logger.warn).toHaveBeenCalledTimes(1);
      send.mockClear();
      await Promise.all([one.run(), other.run()]);
      await other.run();

      expect(send).toHaveBeenCalledTimes(1);
      expect(send).toHaveBeenCalledWith({
        recipients: { type: 'entity', entityRef: ['group:default/admins'] },
        payload: expect.objectContaining({
          title: "The group 'Payments' is empty",
          link: '/scim/groups',
          severity: 'high',
        }),
      });
    },
  );

  it.each(databases.ids)(
    'tells administrators before a token stops working, and when it has, on %s',
    async id => {
      const { database, announcer, send, payloads } = await announcing(id);
      const titles = () => payloads().map(({ title }) => title);
      const connection = await addConnection(database, 'Okta');
      const expire = (days: number | null, column = 'token_expires_at') =>
        database
          .knex('connections')
          .where({ id: connection.id })
          .update({
            [column]:
              days === null
                ? null
                : new Date(Date.now() + days * 86_400_000).toISOString(),
          });

      await expire(15);
      await announcer.run();
      expect(titles()).toEqual([]);

      await expire(13);
      await announcer.run();
      await announcer.run();
      expect(titles()).toEqual(["The token of 'Okta' expires soon"]);

      // A rotation has brought one that lasts longer.
      await database
        .knex('connections')
        .where({ id: connection.id })
        .update({ next_token_hash: 'another', next_token_hint: 'last' });
      await expire(-1);
      await announcer.run();
      expect(titles()).toHaveLength(1);

      await expire(-1, 'next_token_expires_at');
      await announcer.run();
      expect(titles().slice(1)).toEqual(["The token of 'Okta' has expired"]);
      expect(send.mock.calls[1][0].payload.link).toBe(
        `/scim/connections?connection=${connection.uuid}`,
      );
    },
  );

  it.each(databases.ids)(
    'tells administrators of conflicts with the catalog, and of nobody who is linked, on %s',
    async id => {
      const { database, announcer, payloads } = await announcing(id);
      const mara = await addUser(database, 'mara@example.com');
      const noor = await addUser(database, 'noor@example.com');
      const conflict = (
        user: typeof mara,
        reason: 'linked' | 'entityTaken',
      ): DirectoryConflict => ({
        kind: 'user',
        id: user.uuid,
        entityRef: `user:default/${user.entity_name}`,
        reason,
        otherEntityRef: `user:default/${user.entity_name}`,
        message: `${user.entity_name} is ${reason}.`,
      });
      const report = (
        conflicts: DirectoryConflict[],
        resolved: string[] = [],
      ) =>
        database.write(change =>
          new ConflictStore().report(change, { conflicts, resolved }),
        );

      await report([conflict(mara, 'linked'), conflict(noor, 'entityTaken')]);
      await announcer.run();
      await announcer.run();

      expect(payloads()).toEqual([
        expect.objectContaining({
          title: 'A person or group conflicts with another in the catalog',
          description: 'noor is entityTaken.',
        }),
      ]);
    },
  );

  it.each(databases.ids)(
    'tells administrators what of a connection fails, once for each kind, on %s',
    async id => {
      const { database, announcer, payloads } = await announcing(id);
      const connection = await addConnection(database, 'Okta');
      const fails = (status: number, detail: string) =>
        database.knex('connection_errors').insert({
          connection_id: connection.id,
          at: new Date().toISOString(),
          method: 'POST',
          path: '/Users',
          status,
          detail,
        });

      await fails(404, 'There is no such user.');
      await fails(400, "'userName' is missing.");
      await fails(400, "'userName' is missing.");
      await announcer.run();
      await announcer.run();

      expect(payloads()).toEqual([
        expect.objectContaining({
          title: "Provisioning by 'Okta' fails",
          description: "The portal answered 400: 'userName' is missing.",
        }),
      ]);
    },
  );

  it.each(databases.ids)(
    'tells in one what happens to many at once, and again what could not be told, on %s',
    async id => {
      const { database, announcer, payloads, send } = await announcing(id);
      for (let i = 1; i <= 7; i++) {
        await addGroup(database, `Team ${i}`);
      }
      const { importFile } = await createTestAccess(database);
      await importFile(
        [
          'organization: Example',
          'clouds: [{ name: prod }]',
          'bindings:',
          ...Array.from(
            { length: 7 },
            (_, i) =>
              `  - { resource: cloud/prod, role: readonly, group: Team ${
                i + 1
              } }`,
          ),
        ].join('\n'),
      );
      send.mockRejectedValueOnce(new Error('Down'));
      await announcer.run();
      send.mockClear();

      await announcer.run();
      await announcer.run();

      expect(payloads()).toEqual([
        expect.objectContaining({
          title: '7 groups that grant access are empty',
          description: expect.stringMatching(/And 2 more\.$/),
          link: '/scim/groups',
        }),
      ]);
    },
  );

  async function announcing(id: Parameters<typeof databases.create>[0]) {
    const database = await databases.create(id);
    const send = jest.fn();
    const announcer = new Announcer({
      database,
      logger: mockServices.logger.mock(),
      model,
      notifications: { send },
      recipients: ['group:default/admins'],
    });
    const payloads = () => send.mock.calls.map(([{ payload }]) => payload);
    return { database, announcer, send, payloads };
  }
});
