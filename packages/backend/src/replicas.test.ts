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

import { Replica } from './__testUtils__/Replica';
import { TwoReplicas } from './__testUtils__/TwoReplicas';

jest.setTimeout(240_000);

const portal = TwoReplicas.create();

describe('Two replicas on one PostgreSQL', () => {
  beforeAll(() => portal.start());
  afterAll(() => portal.stop());

  it('follow people who join, leave, come back and are deleted, whichever is told', async () => {
    const { first, second } = portal;
    const joining = first.join('ada');
    await portal.enters('joined at 1', 'ada', joining);
    const id = await joining;

    await portal.leaves('deactivated at 1', 'ada', first.setActive(id, false));
    expect(await second.people()).toEqual([]);
    await portal.enters('reactivated at 2', 'ada', second.setActive(id, true));
    await portal.leaves(
      'deleted at 2',
      'ada',
      second.push('DELETE', `/Users/${id}`),
    );
  });

  it('show who is in which team, and teams in teams', async () => {
    const { first, second } = portal;
    const [ada, ben] = [await first.join('ada'), await second.join('ben')];

    const pushing = Promise.all([
      first.pushGroup('Platform', [{ value: ada, type: 'User' }]),
      second
        .pushGroup('Payments', [{ value: ben, type: 'User' }])
        .then(payments =>
          first.pushGroup('Engineering', [
            { value: payments, type: 'Group' },
            { value: ada, type: 'User' },
          ]),
        ),
    ]);
    await portal.bothBecome('teams pushed at 1 and 2', pushing, {
      'members in the catalog': async replica =>
        String([
          await replica.related('platform', 'hasMember'),
          await replica.related('payments', 'hasMember'),
          await replica.related('engineering', 'hasMember'),
        ]) ===
        String(['user:default/ada', 'user:default/ben', 'user:default/ada']),
      'team in a team in the catalog': async replica =>
        String(await replica.related('engineering', 'parentOf')) ===
        'group:default/payments',
      // A team names its members before the catalog shows them.
      'people in the catalog': async replica =>
        String(await replica.people()) === String(['ada', 'ben']),
    });
    expect(await second.people()).toEqual(['ada', 'ben']);
  });

  interface Plan {
    id: string;
    fingerprint: string;
  }

  const preview = (replica: Replica, what: object): Promise<Plan> =>
    replica.manage('POST', '/enforcement/plans', what);

  /** @returns the run */
  const apply = (replica: Replica, { id, fingerprint }: Plan) =>
    replica.manage('POST', `/enforcement/plans/${id}/apply`, {
      fingerprint,
      operationId: id,
    });

  it('let go whom enforcement removes, and take back whom a rollback restores', async () => {
    const { first, second } = portal;
    const owner = await first.join('olga');
    await first.pushGroup('Administrators', [{ value: owner, type: 'User' }]);
    await first.manage('POST', '/access/import', {
      file: [
        'organization: Example',
        'bindings:',
        '  - { resource: organization, role: owner, group: Administrators }',
      ].join('\n'),
    });
    await portal.enters('joined, in no team', 'cem', second.join('cem'));

    const enforcing = apply(first, await preview(first, {}));
    await portal.leaves('removed by enforcement at 1', 'cem', enforcing);
    expect(await second.people()).toEqual(['ada', 'ben', 'olga']);
    const { id } = await enforcing;
    const undoing = apply(second, await preview(first, { rollbackOf: id }));
    await portal.enters('rolled back at 2', 'cem', undoing);
  });
});
