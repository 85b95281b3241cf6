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

import { startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const SEARCH = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'];

/** RFC 7644 §3.4.2.2, as a client asks. */
describe('filters', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const scim = await startScim(await databases.create(id));
      for (const person of [
        {
          userName: 'bjensen',
          name: { familyName: "O'Malley", givenName: 'Barbara' },
          title: 'Tour Guide',
          userType: 'Employee',
          emails: [
            { value: 'bjensen@example.com', type: 'work', primary: true },
            { value: 'babs@jensen.org', type: 'home' },
          ],
          ims: [{ value: 'someaimhandle', type: 'aim' }],
          [ENTERPRISE]: { department: 'Tour Operations' },
        },
        {
          userName: 'jsmith',
          name: { familyName: 'Smith' },
          userType: 'Intern',
          active: false,
          emails: [{ value: 'jsmith@example.org', type: 'work' }],
        },
        {
          userName: 'ames',
          title: 'say "hi" \\ \u00fcber',
          emails: [
            { value: 'ames@example.org', type: 'work' },
            { value: 'ames@example.com', type: 'home' },
          ],
          ims: [{ value: 'ames@foo.com', type: 'xmpp' }],
        },
      ]) {
        await scim.okta.post('/Users', person);
      }
      const found = async (filter: string) => {
        const { status, body } = await scim.okta.find('/Users', filter);
        expect([filter, status]).toEqual([filter, 200]);
        expect(body.totalResults).toBe(body.Resources.length);
        return body.Resources.map(({ userName }: any) => userName);
      };
      return { ...scim, found };
    }

    it('that the RFC gives as examples find what they say', async () => {
      const { found } = await start();

      for (const [filter, names] of [
        ['userName eq "bjensen"', ['bjensen']],
        [`name.familyName co "O'Malley"`, ['bjensen']],
        ['userName sw "J"', ['jsmith']],
        [`${CORE}:userName sw "J"`, ['jsmith']],
        ['title pr', ['bjensen', 'ames']],
        [
          'meta.lastModified gt "2011-05-13T04:42:34Z"',
          ['bjensen', 'jsmith', 'ames'],
        ],
        [
          'meta.lastModified ge "2011-05-13T04:42:34Z"',
          ['bjensen', 'jsmith', 'ames'],
        ],
        ['meta.lastModified lt "2011-05-13T04:42:34Z"', []],
        ['meta.lastModified le "2011-05-13T04:42:34Z"', []],
        ['title pr and userType eq "Employee"', ['bjensen']],
        ['title pr or userType eq "Intern"', ['bjensen', 'jsmith', 'ames']],
        [`schemas eq "${ENTERPRISE}"`, ['bjensen']],
        [
          'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
          ['bjensen'],
        ],
        [
          'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.net")',
          ['jsmith'],
        ],
        ['userType eq "Employee" and (emails.type eq "work")', ['bjensen']],
        [
          'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
          ['bjensen'],
        ],
        [
          'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
          ['bjensen', 'ames'],
        ],
      ] as const) {
        expect([filter, await found(filter)]).toEqual([filter, names]);
      }
    });

    it('mean one and the same element in brackets, and any elements without', async () => {
      const { found } = await start();

      const apart = 'emails.type eq "work" and emails.value co "example.com"';
      expect(await found(apart)).toEqual(['bjensen', 'ames']);
      const together = 'emails[type eq "work" and value co "example.com"]';
      expect(await found(together)).toEqual(['bjensen']);
    });

    it.each([
      [
        'not binds closer than and, and closer than or',
        [
          [
            'userType eq "Intern" or title pr and userName eq "ames"',
            ['jsmith', 'ames'],
          ],
          [
            '(userType eq "Intern" or title pr) and userName eq "ames"',
            ['ames'],
          ],
          ['not (title pr) and userType eq "Intern"', ['jsmith']],
          ['not (title pr and userType eq "Employee")', ['jsmith', 'ames']],
        ],
      ],
      [
        'operators and names are the same in any case',
        [
          ['USERNAME EQ "BJENSEN"', ['bjensen']],
          ['Name.FamilyName Sw "sm" AND NOT (Title PR)', ['jsmith']],
          [`${CORE.toUpperCase()}:USERNAME eq "ames"`, ['ames']],
        ],
      ],
      [
        'what was not said and is shown all the same can be asked for',
        [
          ['active eq true', ['bjensen', 'ames']],
          ['active eq false', ['jsmith']],
          ['active pr', ['bjensen', 'jsmith', 'ames']],
        ],
      ],
      [
        'nothing is equal to nothing only',
        [
          ['title eq null', ['jsmith']],
          ['title ne null', ['bjensen', 'ames']],
          ['title ne "Tour Guide"', ['jsmith', 'ames']],
          ['name pr', ['bjensen', 'jsmith']],
          ['not (emails[type eq "home"])', ['jsmith']],
          ['ims pr', ['bjensen', 'ames']],
        ],
      ],
      [
        'text is as in JSON',
        [
          ['title eq "say \\"hi\\" \\\\ \\u00fcber"', ['ames']],
          ['title ew "\u00dcber"', ['ames']],
          ['userName co "%"', []],
        ],
      ],
      [
        'order is that of the type',
        [
          ['userName gt "ames" and userName lt "c"', ['bjensen']],
          ['userName ge "ames" and userName le "ames"', ['ames']],
          [
            'meta.created gt "2011-05-13T04:42:34+02:00"',
            ['bjensen', 'jsmith', 'ames'],
          ],
        ],
      ],
    ] as Array<[string, Array<[string, string[]]>]>)('%s', async (_, cases) => {
      const { found } = await start();

      for (const [filter, names] of cases) {
        expect([filter, await found(filter)]).toEqual([filter, names]);
      }
    });

    it('find groups by their members, and people by their groups', async () => {
      const { okta, found } = await start();
      const { body } = await okta.find('/Users', 'userName eq "ames"');
      const [{ id: ames }] = body.Resources;
      const { body: team } = await okta.post('/Groups', {
        displayName: 'Guides',
        members: [{ value: ames }],
      });
      await okta.post('/Groups', { displayName: 'Empty' });

      for (const filter of [
        `members.value eq "${ames}"`,
        `members[value eq "${ames}" and type eq "User"]`,
        `members eq "${ames}"`,
        'members pr',
      ]) {
        const groups = await okta.find('/Groups', filter);
        expect(groups.body.Resources.map((one: any) => one.id)).toEqual([
          team.id,
        ]);
      }
      expect(await found(`groups.value eq "${team.id}"`)).toEqual(['ames']);
      expect(await found('groups.display eq "guides"')).toEqual(['ames']);
    });

    it.each([
      '',
      'userName',
      'userName eq',
      'userName regex "x"',
      "userName eq 'x'",
      'userName eq x',
      '(userName pr',
      'userName pr and',
      'emails[type eq "work"',
      'not userName pr',
      'name eq "Barbara"',
      'shoeSize eq 40',
      'active gt true',
      'active le false',
      'x509Certificates.value lt "AA=="',
      'meta.created gt "soon"',
      'urn:example:User:userName pr',
    ])(
      'that cannot be evaluated are refused, never ignored: %s',
      async filter => {
        const { okta } = await start();

        for (const answer of [
          await okta.find('/Users', filter),
          await okta.post('/Users/.search', { schemas: SEARCH, filter }),
        ]) {
          expect(answer.status).toBe(400);
          expect(answer.body).toEqual({
            schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
            status: '400',
            scimType: 'invalidFilter',
            detail: expect.any(String),
          });
        }
      },
    );
  });
});
