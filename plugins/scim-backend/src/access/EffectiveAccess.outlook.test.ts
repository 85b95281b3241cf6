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

import { testDatabases } from '../__testUtils__/testDatabases';
import { buildWorld } from '../enforcement/__testUtils__/buildWorld';
import { documentedWorld } from '../enforcement/__testUtils__/documentedWorld';
import { createTestAccess } from './__testUtils__/createTestAccess';

jest.setTimeout(60_000);

describe('The outlook on enforcement', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function outlook(email: string, exemptUsers: string[] = []) {
      const database = await databases.create(id);
      await buildWorld(database, documentedWorld);
      const { accessOf } = await createTestAccess(database, { exemptUsers });
      const { enforcement } = await accessOf(email);
      return {
        removed: enforcement.removed,
        changes: enforcement.changes.map(
          ({ resource, oldRole, newRole, lost, kept }) =>
            `${resource.ref}: ${oldRole} -> ${newRole ?? '(removed)'}, ${
              lost.length
            } lost, ${kept.length} kept`,
        ),
      };
    }

    it('has a row for each role that shrinks', async () => {
      expect(await outlook('user1@example.com')).toEqual({
        removed: false,
        changes: [
          'cloud/prod-cloud: collaborator -> readonly, 1 lost, 1 kept',
          'cloud/staging-cloud: owner -> (removed), 1 lost, 0 kept',
          'project/prod-cloud/proj-1: collaborator -> readonly, 1 lost, 1 kept',
          'organization: owner -> collaborator, 1 lost, 1 kept',
        ],
      });
    });

    it('has none for a direct role that a group gives as well', async () => {
      expect(await outlook('user2@example.com')).toEqual({
        removed: false,
        changes: ['cloud/dev-cloud: collaborator -> (removed), 1 lost, 0 kept'],
      });
      expect(await outlook('admin@example.com')).toEqual({
        removed: false,
        changes: [],
      });
    });

    it('says of those in no active group that they are removed, without rows', async () => {
      expect(await outlook('orphan-user@example.com')).toEqual({
        removed: true,
        changes: [],
      });
    });

    it.each(['USER1@EXAMPLE.COM', 'Orphan-User@example.com'])(
      'leaves %s alone when exempt',
      async email => {
        expect(await outlook(email, [email])).toEqual({
          removed: false,
          changes: [],
        });
      },
    );
  });
});
