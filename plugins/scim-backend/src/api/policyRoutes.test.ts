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
import { AccessPolicy } from '@backstage-scim/plugin-scim-common';
import { everyPage } from '../__testUtils__/everyPage';
import { ADMINISTRATOR, startPortal } from '../__testUtils__/startPortal';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { ScimDatabase } from '../database';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { documentedWorld } from '../enforcement/__testUtils__/documentedWorld';

jest.setTimeout(60_000);

const authorization = mockCredentials.service.header();

const collaborators =
  'bindings:\n  - role_name: collaborator\n    principals: [Engineering]\n';
const readers =
  'bindings:\n  - role_name: readonly\n    principals: [Administrators]\n';

/** Who holds what by a policy, e.g. `readonly: Engineering`. */
function inWords({ bindings }: AccessPolicy): string[] {
  return bindings.map(
    ({ role, principals }) =>
      `${role}: ${principals.map(({ name }) => name).join(', ')}`,
  );
}

describe('The API of policies', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    let database: ScimDatabase;
    let portal: Awaited<ReturnType<typeof startPortal>>;

    beforeAll(async () => {
      database = await databases.create(id);
      await buildWorld(database, {
        ...documentedWorld,
        clouds: { ...documentedWorld.clouds, 'a-cloud': [], 'b-cloud': [] },
      });
      portal = await startPortal(database);
    });

    afterAll(() => portal.stop());

    /** What a write can have changed. */
    async function state() {
      const { revision } = await database.knex('organization').first();
      const bindings = await database.knex('bindings').orderBy('id');
      const audited = await database.knex('audit_log').pluck('action');
      return { revision, bindings, audited };
    }

    const put = (path: string, body: object | string) =>
      portal.send({ method: 'PUT', path, body, authorization });

    it('lists the resources that have one, every page once', async () => {
      const pages = await everyPage(portal.client().listPolicies, 2);

      expect(pages.map(({ length }) => length)).toEqual([2, 1]);
      expect(
        pages.flat().map(policy => [policy.resource.ref, ...inWords(policy)]),
      ).toEqual([
        ['cloud/prod-cloud', 'readonly: Engineering'],
        ['project/prod-cloud/proj-1', 'readonly: Engineering'],
        ['organization', 'owner: Administrators'],
      ]);
    });

    it('replaces one, says what changed, and keeps who did it', async () => {
      const client = portal.client(ADMINISTRATOR);
      const before = await state();

      const result = await client.setPolicy('cloud', 'prod-cloud', {
        file: collaborators,
      });

      expect(result).toMatchObject({
        changed: true,
        added: [{ role: 'collaborator', principal: { name: 'Engineering' } }],
        removed: [{ role: 'readonly', principal: { name: 'Engineering' } }],
      });
      expect(result.policy).toEqual(
        await client.getPolicy('cloud', 'prod-cloud'),
      );
      const { revision } = await state();
      expect(revision).toBe(before.revision + 1);
      const { items } = await client.listAudit({ action: 'policy.set' });
      expect(items).toMatchObject([
        {
          actor: ADMINISTRATOR,
          target: 'cloud/prod-cloud',
          detail: { added: [{ role: 'collaborator', group: 'Engineering' }] },
        },
      ]);
    });

    it('changes nothing, and audits nothing, when the same is set again or nothing is to be set', async () => {
      const client = portal.client();
      await client.setPolicy('cloud', 'staging-cloud', { file: collaborators });
      const before = await state();

      const again = await client.setPolicy('cloud', 'staging-cloud', {
        file: collaborators,
      });
      const dry = await client.setPolicy('cloud', 'staging-cloud', {
        file: readers,
        dryRun: true,
      });

      expect(again).toMatchObject({ changed: false, added: [], removed: [] });
      expect(dry).toMatchObject({ changed: true });
      expect(inWords(dry.policy)).toEqual(['readonly: Administrators']);
      expect(await state()).toEqual(before);
    });

    it('finds a resource by its reference with or without the type, its name and its id', async () => {
      const client = portal.client();
      const { resource } = await client.getPolicy('project', 'proj-1');

      for (const name of [
        'prod-cloud/proj-1',
        'project/prod-cloud/proj-1',
        resource.id,
      ]) {
        expect((await client.getPolicy('project', name)).resource).toEqual(
          resource,
        );
      }
      expect((await client.getPolicy('organization')).resource.ref).toBe(
        'organization',
      );
    });

    it.each([
      [
        'a role that groups may not hold, a group there is not, and one twice',
        `bindings:
  - role_name: owner
    principals: [Engineering]
  - role_name: readonly
    principals:
      - Enginering
      - Engineering
      - ENGINEERING
`,
        [2, 6, 8],
      ],
      ['YAML that ends too early', 'bindings:\n  - role_name: [\n', [3]],
      ['nothing', '', [1]],
      ['something else', 'bindings: owner\n', [1]],
      ['a key that means nothing', 'bindings: []\nroles: []\n', [2]],
      ['a number for a name', 'bindings:\n- role_name: 7\n', [2, 2]],
    ])('refuses %s, by line', async (_, file, lines) => {
      const before = await state();

      const { status, body } = await put('/policies/cloud/prod-cloud', {
        file,
      });

      expect([status, body.error.name]).toEqual([400, 'InputError']);
      expect(body.error.message).toMatch(
        /^The policy has \d problems?; nothing was changed\.$/,
      );
      expect(body.error.problems.map((one: any) => one.line)).toEqual(lines);
      expect(await state()).toEqual(before);
    });

    it.each([
      ['/policies/organization/organization', 400, 'There is only one'],
      ['/policies/cloud', 400, 'Say which cloud'],
      ['/policies/planet/mars', 400, "Unknown resource type 'planet'"],
      ['/policies/cloud/nowhere', 404, "There is no cloud 'nowhere'"],
      ['/policies/cloud/%00', 400, ''],
    ])('answers for %s with %i', async (path, expected, message) => {
      const before = await state();

      const { status, body } = await put(path, { file: 'bindings: []' });

      expect(status).toBe(expected);
      expect(body.error.message).toContain(message);
      expect(await state()).toEqual(before);
    });

    it.each([
      ['no file', {}],
      ['a file that is no text', { file: { bindings: [] } }],
      ['what there is not', { file: 'bindings: []', force: true }],
      ['no JSON', '{"file":'],
    ])('answers 400 to %s', async (_, body) => {
      const before = await state();

      expect((await put('/policies/organization', body)).status).toBe(400);
      expect(await state()).toEqual(before);
    });

    it('refuses to overwrite what somebody else has set since', async () => {
      const client = portal.client();
      const { version } = await client.getPolicy('cloud', 'dev-cloud');
      await client.setPolicy('cloud', 'dev-cloud', { file: collaborators });

      const { status, body } = await put('/policies/cloud/dev-cloud', {
        file: readers,
        expectedVersion: version,
      });

      expect([status, body.error.name]).toEqual([409, 'ConflictError']);
      expect(inWords(await client.getPolicy('cloud', 'dev-cloud'))).toEqual([
        'collaborator: Engineering',
      ]);
    });

    it('lets one of several writers who expect the same version win', async () => {
      const client = portal.client();
      const { version } = await client.getPolicy('cloud', 'a-cloud');

      const answers = await Promise.all(
        [collaborators, readers, collaborators].map(file =>
          put('/policies/cloud/a-cloud', {
            file,
            expectedVersion: version,
          }),
        ),
      );

      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 409, 409,
      ]);
      const { items } = await client.listAudit({
        action: 'policy.set',
        target: 'cloud/a-cloud',
      });
      expect(items).toHaveLength(1);
    });

    it('is the one of the last of several writers, never a mixture', async () => {
      const client = portal.client();

      const answers = await Promise.all(
        [collaborators, readers, collaborators, readers].map(file =>
          put('/policies/cloud/b-cloud', { file }),
        ),
      );

      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const policy = inWords(await client.getPolicy('cloud', 'b-cloud'));
      expect([
        ['collaborator: Engineering'],
        ['readonly: Administrators'],
      ]).toContainEqual(policy);
    });
  });
});
