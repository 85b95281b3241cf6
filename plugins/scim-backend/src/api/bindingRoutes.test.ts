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
import { RoleBinding } from '@backstage-scim/plugin-scim-common';
import { randomUUID } from 'node:crypto';
import { startPortal } from '../__testUtils__/startPortal';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { ScimDatabase } from '../database';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { documentedWorld } from '../enforcement/__testUtils__/documentedWorld';

jest.setTimeout(60_000);

const authorization = mockCredentials.service.header();

const reader = {
  resource: 'cloud/dev-cloud',
  role: 'readonly',
  principal: { type: 'group', name: 'engineering' },
} as const;

/** A binding in a few words. */
function inWords({ resource, role, principal }: RoleBinding): string {
  return `${resource.ref}: ${role} for ${principal.type} ${principal.name}`;
}

describe('The API of role bindings', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let database: ScimDatabase;
    let portal: Awaited<ReturnType<typeof startPortal>>;

    beforeAll(async () => {
      database = await databases.create(id);
      await buildWorld(database, documentedWorld);
      portal = await startPortal(database);
    });

    afterAll(() => portal.stop());

    const post = (body: object | string) =>
      portal.send({ method: 'POST', path: '/bindings', body, authorization });

    const remove = (binding: string) =>
      portal.send({
        method: 'DELETE',
        path: `/bindings/${binding}`,
        authorization,
      });

    /** What a write can have changed. */
    async function state() {
      const { revision } = await database.knex('organization').first();
      const bindings = await database.knex('bindings').orderBy('id');
      const audited = await database
        .knex('audit_log')
        .orderBy('seq')
        .pluck('action');
      return { revision, bindings, audited };
    }

    it('adds one with 201, and says with 200 that it was there', async () => {
      const added = await post(reader);
      const before = await state();
      const again = await post(reader);

      expect([added.status, again.status]).toEqual([201, 200]);
      expect(added.body.changed).toBe(true);
      expect(again.body).toEqual({ ...added.body, changed: false });
      expect(inWords(added.body.binding)).toBe(
        'cloud/dev-cloud: readonly for group Engineering',
      );
      expect(await state()).toEqual(before);
      expect(before.audited).toEqual(['binding.add']);
    });

    it('adds one once, however many ask at the same time', async () => {
      const { audited } = await state();
      const answers = await Promise.all(
        Array.from({ length: 6 }, () =>
          post({ ...reader, resource: 'cloud/staging-cloud' }),
        ),
      );

      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 200, 200, 200, 200, 201,
      ]);
      const ids = answers.map(({ body }) => body.binding.id);
      expect(new Set(ids).size).toBe(1);
      expect((await state()).audited).toEqual([...audited, 'binding.add']);
    });

    it('takes one away once, however many ask at the same time', async () => {
      const { body } = await post({
        ...reader,
        resource: 'organization',
        role: 'owner',
      });
      const { audited } = await state();

      const answers = await Promise.all(
        Array.from({ length: 4 }, () => remove(body.binding.id)),
      );

      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 404, 404, 404,
      ]);
      expect((await state()).audited).toEqual([...audited, 'binding.remove']);
      const gone = answers.find(({ status }) => status === 200)!.body;
      expect(gone).toEqual(body.binding);
    });

    it.each([
      [{ ...reader, resource: 'cloud/nowhere' }, 404, 'There is no resource'],
      [
        { ...reader, principal: { type: 'group', name: 'Nobody' } },
        404,
        'Nobody',
      ],
      [{ ...reader, role: 'emperor' }, 400, "Unknown role 'emperor'"],
      [
        { ...reader, role: 'owner' },
        400,
        "A user group may not hold 'owner' on a resource of type 'cloud'",
      ],
      [{ ...reader, principal: { type: 'robot', name: 'x' } }, 400, ''],
      [{ ...reader, role: undefined }, 400, 'role'],
      ['{"resource":', 400, ''],
    ])('refuses %j with %i', async (body, expected, message) => {
      const before = await state();

      const answer = await post(body);

      expect(answer.status).toBe(expected);
      expect(answer.body.error.message).toContain(message);
      expect(await state()).toEqual(before);
    });

    it.each([randomUUID(), 'nonsense'])(
      'answers 404 when %s is to go',
      async binding => {
        const before = await state();

        const { status, body } = await remove(binding);

        expect(status).toBe(404);
        expect(body.error.message).toContain('it may be gone already');
        expect(await state()).toEqual(before);
      },
    );

    it('refuses with 422 to take the last who administer away, unless that is meant', async () => {
      const client = portal.client();
      const { items } = await client.listBindings({
        resource: 'organization',
        role: 'owner',
      });
      const last = items.find(({ principal }) => principal.type === 'group')!;
      for (const other of items.filter(one => one !== last)) {
        await client.removeBinding(other.id);
      }
      const before = await state();

      const refused = await remove(last.id);
      expect([refused.status, refused.body.error.name]).toEqual([
        422,
        'GuardRefusedError',
      ]);
      expect(refused.body.error.guards).toMatchObject([
        { guard: 'owners-left', outcome: 'block' },
      ]);
      const policy = await portal.send({
        method: 'PUT',
        path: '/policies/organization',
        body: { file: 'bindings: []' },
        authorization,
      });
      expect(policy.status).toBe(422);
      expect(await state()).toEqual(before);

      expect(
        await client.removeBinding(last.id, { allowNoAdministrator: true }),
      ).toEqual(last);
    });

    it('lists those that match all that is asked, and none else', async () => {
      const client = portal.client();

      const { items, totalItems } = await client.listBindings({
        resource: 'cloud/prod-cloud',
        role: 'readonly',
        principalType: 'group',
      });
      const ofBot = await client.listBindings({ principal: 'CI-BOT' });
      const none = await client.listBindings({ resource: 'cloud/nowhere' });

      expect(items.map(inWords)).toEqual([
        'cloud/prod-cloud: readonly for group Engineering',
      ]);
      expect(totalItems).toBe(1);
      expect(ofBot.items.map(inWords)).toEqual([
        'cloud/prod-cloud: owner for serviceAccount ci-bot',
      ]);
      expect(none).toMatchObject({ items: [], totalItems: 0 });
    });
  });
});
