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

import { mockCredentials } from '@backstage/backend-test-utils';
import { DirectoryConflict } from '@backstage-scim/plugin-scim-common';
import { randomUUID } from 'node:crypto';
import { addGroup, addUser } from '../__testUtils__/directoryWorld';
import { ADMINISTRATOR, startPortal } from '../__testUtils__/startPortal';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { ScimDatabase } from '../database';

jest.setTimeout(120_000);

const SERVICE = mockCredentials.service.header();
const ADMIN = mockCredentials.user.header(ADMINISTRATOR);

describe('What stands between the directory and the catalog', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let database: ScimDatabase;
    let portal: Awaited<ReturnType<typeof startPortal>>;

    beforeAll(async () => {
      database = await databases.create(id);
      portal = await startPortal(database, {
        config: { scim: { enabled: true } },
      });
    });

    const post = async (path: string, body: object, authorization = SERVICE) =>
      portal.send({ method: 'POST', path, body, authorization });
    const report = async (
      conflicts: DirectoryConflict[],
      more: object = {},
    ): Promise<string> =>
      (await post('/directory/conflicts', { conflicts, resolved: [], ...more }))
        .body.reportedAt;
    const get = async (path: string) =>
      (await portal.send({ method: 'GET', path, authorization: ADMIN })).body;
    const shown = async () =>
      (await get('/directory/conflicts')).items.map(
        ({ entityRef, reason }: DirectoryConflict) => `${entityRef} ${reason}`,
      );
    const status = async (entityRef: string) =>
      (
        await portal.send({
          method: 'GET',
          path: `/directory/principal?entityRef=${entityRef}`,
          authorization: SERVICE,
        })
      ).body;
    const linked = (
      user: { uuid: string; entity_name: string },
      otherEntityRef: string,
    ): DirectoryConflict => ({
      kind: 'user',
      id: user.uuid,
      entityRef: `user:default/${user.entity_name}`,
      reason: 'linked',
      otherEntityRef,
      otherLocation: 'url:https://example.com/users.yaml',
      message: 'It stands for them.',
    });

    it('is shown as long as it is so, page by page', async () => {
      const ada = await addUser(database, 'ada@example.com');
      const ben = await addUser(database, 'ben@example.com');
      await report([
        linked(ada, 'user:default/ada'),
        linked(ben, 'user:default/x'),
      ]);

      const first = await get('/directory/conflicts?limit=1');
      expect(first).toMatchObject({
        items: [{ id: ada.uuid, otherLocation: expect.any(String) }],
        totalItems: 2,
      });
      const second = await get(
        `/directory/conflicts?limit=1&cursor=${first.nextCursor}`,
      );
      expect(second.items).toMatchObject([{ id: ben.uuid }]);
      expect(second.nextCursor).toBeUndefined();

      await report([], { resolved: [ada.uuid] });
      expect(await shown()).toEqual(['user:default/ben linked']);
      const since = await report([]);
      await report([], { completeSince: since });
      expect(await shown()).toEqual([]);
    });

    it('makes the other entity mean the person it stands for', async () => {
      const cem = await addUser(database, 'cem@example.com');
      const elsewhere = 'user:acme/cem.k';
      expect(await status(elsewhere)).toMatchObject({ known: false });

      await report([linked(cem, elsewhere)]);
      expect(await status(elsewhere)).toMatchObject({
        known: true,
        active: true,
      });
      const me = await portal.client(elsewhere).getMyAccess();
      expect(me.user).toMatchObject({ id: cem.uuid, entityRef: elsewhere });

      await database
        .knex('users')
        .where({ id: cem.id })
        .update({ active: false });
      expect(await status(elsewhere)).toMatchObject({
        known: true,
        active: false,
      });

      // Deprovisioned people are not reported any more, and stay refused.
      const since = await report([], { resolved: [cem.uuid] });
      await report([], { completeSince: since });
      expect(await status(elsewhere)).toMatchObject({
        known: true,
        active: false,
      });
      await portal.send({
        method: 'DELETE',
        path: `/v2/Users/${cem.uuid}`,
        authorization: ADMIN,
      });
      expect(await status(elsewhere)).toMatchObject({
        known: true,
        active: false,
      });
    });

    it('prefers the person whom an entity stands for to the one of its name', async () => {
      await addUser(database, 'dia@example.com');
      const other = await addUser(database, 'dia.two@example.com');
      await report([linked(other, 'user:default/dia')]);

      const me = await portal.client('user:default/dia').getMyAccess();

      expect(me.user.id).toBe(other.uuid);
    });

    it('includes people and groups whose name got a number', async () => {
      await addUser(database, 'eli@example.com');
      await addUser(database, 'eli@other.example');
      await addGroup(database, 'R&D');
      await addGroup(database, 'r d');

      const { items } = await get('/directory/conflicts');

      expect(items).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            entityRef: 'user:default/eli-2',
            reason: 'nameNumbered',
            otherEntityRef: 'user:default/eli',
          }),
          expect.objectContaining({
            entityRef: 'group:default/r-d-2',
            message:
              "'r d' is group:default/r-d-2 in the catalog, because group:default/r-d is or was another group.",
          }),
        ]),
      );
    });

    describe('when the catalog holds more than the directory', () => {
      const limits = { entities: 10, percentage: 20 };
      const strangers = (count: number) =>
        Array.from({ length: count }, (_, i) => `user:default/stranger-${i}`);
      const check = async (entityRefs: string[], present = 100) =>
        (await post('/directory/removals', { entityRefs, present, limits }))
          .body;

      it('lets go a few, and a small share', async () => {
        expect(await check(strangers(10), 11)).toMatchObject({ allowed: true });
        expect(await check(strangers(20), 100)).toMatchObject({
          allowed: true,
          unaccounted: 20,
        });
      });

      it('lets go everybody of whom the change feed knows', async () => {
        const names = Array.from({ length: 15 }, () => randomUUID());
        await database.write(async change =>
          change.touch(
            ...names.map(entityName => ({
              kind: 'user' as const,
              uuid: randomUUID(),
              entityName,
            })),
          ),
        );

        expect(
          await check(
            names.map(name => `user:default/${name}`),
            15,
          ),
        ).toMatchObject({ allowed: true, unaccounted: 0 });
        // A group of that name is not accounted for.
        expect(
          await check(
            names.map(name => `group:default/${name}`),
            15,
          ),
        ).toMatchObject({ allowed: false, unaccounted: 15 });
      });

      it('keeps more than that until an administrator lets exactly them go', async () => {
        const { allowed, fingerprint } = await check(strangers(50));
        expect(allowed).toBe(false);
        expect(await get('/directory/removals')).toMatchObject({
          items: [{ fingerprint, count: 50, present: 100 }],
        });

        const approval = `/directory/removals/${fingerprint}/approval`;
        await post(approval, {}, ADMIN);
        expect((await check(strangers(51))).allowed).toBe(false);
        expect((await post(approval, {}, ADMIN)).status).toBe(404);

        await check(strangers(50));
        await post(approval, {}, ADMIN);
        expect((await check(strangers(50))).allowed).toBe(true);
        expect(
          await portal.client(ADMINISTRATOR).listBlockedRemovals(),
        ).toEqual({ items: [] });
      });
    });
  });

  describe.each(databases.ids)('on %s, empty', id => {
    it('keeps everybody, however few', async () => {
      const database = await databases.create(id);
      const portal = await startPortal(database);
      const { body } = await portal.send({
        method: 'POST',
        path: '/directory/removals',
        authorization: SERVICE,
        body: {
          entityRefs: ['user:default/ada'],
          present: 1,
          limits: { entities: 10, percentage: 20 },
        },
      });

      expect(body).toMatchObject({ allowed: false, unaccounted: 1 });
    });
  });
});
