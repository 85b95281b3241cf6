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

import { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import type { ScimDatabase } from '../../database';
import { GroupStore, UserStore } from '../../directory';
import { testDatabases } from '../../__testUtils__/testDatabases';
import { arbitraryFilter } from '../__testUtils__/arbitraryFilter';
import { fuzzRuns } from '../__testUtils__/fuzzRuns';
import { ScimError } from '../errors';
import { Projection } from '../listing/Projection';
import { GroupEndpoint } from '../resources/GroupEndpoint';
import type { ResourceEndpoint } from '../resources/ResourceEndpoint';
import { UserEndpoint } from '../resources/UserEndpoint';
import {
  groupResourceType,
  normalizeResource,
  userResourceType,
} from '../schema';
import { compileFilter } from './compileFilter';
import { compileSort } from './compileSort';
import { matchesFilter } from './matchesFilter';
import { parseFilter } from './parseFilter';

jest.setTimeout(60_000);

const RUNS = fuzzRuns(300);

const baseUrl = 'https://portal.example.com/api/scim/v2';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const syncState =
  'urn:ietf:params:scim:schemas:extension:backstage:2.0:SyncState';

const people = [
  {
    userName: 'mara@example.com',
    externalId: 'Ext-1',
    displayName: 'Mara Ölander',
    name: { givenName: 'Mara', familyName: 'Ölander', middleName: 'ÅSA' },
    title: '100%_sure\\',
    emails: [
      { value: 'mara@example.com', type: 'work', primary: true },
      { value: 'mara@home.example', type: 'home' },
    ],
    photos: [
      { value: 'https://example.com/A.png', type: 'photo' },
      { value: 'https://example.com/b.png', type: 'thumbnail' },
    ],
    roles: [{ value: 'Admin', primary: true }],
    [enterprise]: { employeeNumber: 'E1', department: 'Straße [a]*?' },
  },
  {
    userName: 'JOE@example.com',
    externalId: 'ext-1',
    displayName: 'joe',
    active: false,
    emails: [
      { value: 'joe@home.example', type: 'work' },
      { value: 'JOE@example.com', type: 'home', primary: true },
    ],
    photos: [{ value: 'https://example.com/a.png', type: 'Photo' }],
    [enterprise]: { manager: { value: 'M-1' } },
  },
  { userName: 'ΟΔΥΣΣΕΥΣ', title: 'vice "President"', nickName: '😀b' },
  { userName: 'plain', name: { honorificPrefix: 'Dr.' }, nickName: '\uffee' },
];

/** An `id` that the world of the test gives. */
type Ids = Record<'mara' | 'joe' | 'developers' | 'all', string>;

const userFilters: Array<string | ((ids: Ids) => string)> = [
  'userName eq "MARA@example.com"',
  'userName ne "mara@EXAMPLE.com"',
  'userName sw "joe"',
  'userName co "οδυσσευσ"',
  'userName eq "οδυσσευς"',
  'userName ew "EXAMPLE.com"',
  'userName gt "joe@example.com"',
  'userName le "joe@example.com"',
  'externalId eq "ext-1"',
  'externalId eq "EXT-1"',
  'externalId pr',
  'not (externalId pr)',
  'externalId ne "ext-1"',
  'externalId eq null',
  'externalId ne null',
  'displayName eq "MARA ÖLANDER"',
  'displayName co "öl"',
  'name.middleName eq "åsa"',
  'name.middleName co "Ås"',
  'name.middleName ne "åsa"',
  'name.familyName sw "ö"',
  'name.familyName ew "ER"',
  'name pr',
  'name[givenName eq "mara"]',
  'name.honorificPrefix eq "dr." or name.givenName eq "mara"',
  'title co "%_"',
  'title sw "100%"',
  'title ew "\\\\"',
  'title eq "VICE \\"president\\""',
  'title co "1%s"',
  'title pr',
  'title ew ""',
  'title co ""',
  'active eq true',
  'active eq "False"',
  'active ne true',
  'nickName gt "z"',
  'nickName ge "\uffee"',
  'nickName ew "b"',
  'emails eq "joe@example.com"',
  'emails.value eq "JOE@home.example"',
  'emails[type eq "work"].value eq "joe@home.example"',
  'emails[type eq "work"].value eq "joe@example.com"',
  'emails[type eq "work" and value co "home"]',
  'emails[type eq "home" and value co "home"]',
  'emails[not (type eq "work")]',
  'emails[primary eq "True" and type eq "home"]',
  'emails[primary eq false]',
  'emails[primary ne true].value sw "mara"',
  'emails[type eq "other"].value ne "x"',
  'emails.type ne "work"',
  'emails pr',
  'not (emails pr)',
  'emails[type eq "home"].value pr',
  'emails eq null',
  'photos[type eq "photo" and value eq "https://example.com/A.png"]',
  'photos[type eq "photo" and value eq "https://example.com/a.png"]',
  'photos.value ew "B.png"',
  'roles eq "admin"',
  'roles[primary eq "True"].value eq "admin"',
  `${enterprise}:employeeNumber eq "e1"`,
  `${enterprise.toUpperCase()}:department co "STRAßE"`,
  `${enterprise}:department ew "[A]*?"`,
  `${enterprise}:department sw "straße [a]*"`,
  `${enterprise}:manager eq "M-1"`,
  `${enterprise}:manager.value eq "m-1"`,
  `${enterprise} pr`,
  `schemas eq "${enterprise}"`,
  `schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"`,
  `schemas co "enterprise"`,
  `schemas ne "${enterprise}"`,
  'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "plain"',
  `${syncState}:connection pr`,
  `${syncState}:entityRef sw "user:default/mara"`,
  `${syncState} pr`,
  'meta.resourceType eq "User"',
  'meta.created gt "2020-01-01T00:00:00+02:00"',
  'meta.lastModified lt "2020-01-01T00:00:00Z"',
  'meta.version eq "W/\\"1\\""',
  'meta.location co "/api/scim/v2/Users/"',
  'id eq "no uuid"',
  'id co "-4"',
  ids => `id eq "${ids.mara}"`,
  ids => `id eq "${ids.mara.toUpperCase()}"`,
  ids => `id ne "${ids.mara}"`,
  ids => `meta.location eq "${baseUrl}/Users/${ids.joe}"`,
  ids => `groups.value eq "${ids.developers}"`,
  ids => `groups[value eq "${ids.developers}" and type eq "direct"]`,
  ids => `not (groups eq "${ids.developers}")`,
  ids => `groups.$ref eq "${baseUrl}/Groups/${ids.developers}"`,
  'groups.display eq "DEVELOPERS"',
  'groups pr',
  'groups.type ne "direct"',
  'id eq "x" and manager eq "y" or userName eq "plain"',
];

const groupFilters: Array<string | ((ids: Ids) => string)> = [
  'displayName eq "DEVELOPERS"',
  'displayName sw "a"',
  'externalId eq null',
  'members pr',
  'not (members pr)',
  ids => `members.value eq "${ids.mara}"`,
  ids => `members eq "${ids.joe}"`,
  ids => `members[value eq "${ids.developers}"]`,
  ids => `members[value eq "${ids.mara}" and type eq "Group"]`,
  ids => `members[value eq "${ids.mara}" or value eq "${ids.joe}"]`,
  ids => `not (members.value eq "${ids.mara}")`,
  ids => `members.value ne "${ids.mara}"`,
  'members.type eq "group"',
  'members[display sw "Mara"]',
  ids => `members.$ref eq "${baseUrl}/Groups/${ids.developers}"`,
  'members.value sw ""',
];

function unlessRefused<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof ScimError) {
      return undefined;
    }
    throw error;
  }
}

async function build(database: ScimDatabase) {
  const users = new UserStore();
  const groups = new GroupStore();
  const ids = await database.write(async change => {
    const added: string[] = [];
    for (const person of people) {
      const resource = normalizeResource(userResourceType, person);
      const { user } = await users.create(change, { resource });
      added.push(user.uuid);
    }
    const [mara, joe] = added;
    const addGroup = async (displayName: string, memberIds: string[]) => {
      const { group } = await groups.create(change, {
        resource: normalizeResource(groupResourceType, { displayName }),
        memberChanges: [{ op: 'add', ids: memberIds }],
      });
      return group.uuid;
    };
    const developers = await addGroup('Developers', [mara, joe]);
    const all = await addGroup('All', [mara, developers]);
    await addGroup('Empty', []);
    return { mara, joe, developers, all };
  });
  return {
    ids,
    users: new UserEndpoint(users, baseUrl),
    groups: new GroupEndpoint(groups, baseUrl),
  };
}

async function listed(
  database: ScimDatabase,
  endpoint: ResourceEndpoint<any>,
  filter?: string,
): Promise<JsonObject[]> {
  const projection = new Projection(endpoint.type, {
    attributes: [],
    excludedAttributes: [],
  });
  return database.read(async tx => {
    const where =
      filter === undefined
        ? undefined
        : compileFilter(parseFilter(filter), endpoint.type, {
            knex: tx,
            baseUrl,
          });
    const { rows } = await endpoint.list(
      tx,
      { where, offset: 0, limit: 100 },
      undefined,
    );
    return endpoint.represent(tx, rows, projection, undefined);
  });
}

const databases = testDatabases();

describe.each(databases.ids)('compiled filters on %s', id => {
  it('find the very resources that the filter describes', async () => {
    const database = await databases.create(id);
    const world = await build(database);
    const mismatches: unknown[] = [];
    let found = 0;
    for (const [endpoint, filters] of [
      [world.users, userFilters],
      [world.groups, groupFilters],
    ] as const) {
      const everything = await listed(database, endpoint);
      for (const written of filters) {
        const filter =
          typeof written === 'string' ? written : written(world.ids);
        const parsed = parseFilter(filter);
        const expected = everything
          .filter(resource => matchesFilter(parsed, resource, endpoint.type))
          .map(resource => resource.id);
        const actual = (await listed(database, endpoint, filter)).map(
          resource => resource.id,
        );
        found += actual.length;
        if (actual.join() !== expected.join()) {
          mismatches.push({ filter, expected, actual });
        }
      }
    }
    expect(mismatches).toEqual([]);
    expect(found).toBeGreaterThan(100);
  });

  it('decide any filter as it is decided in memory, or refuse it', async () => {
    const database = await databases.create(id);
    const world = await build(database);
    for (const endpoint of [world.users, world.groups]) {
      const everything = await listed(database, endpoint);
      await fc.assert(
        fc.asyncProperty(arbitraryFilter, async filter => {
          const expected = unlessRefused(() => {
            const parsed = parseFilter(filter);
            return everything
              .filter(resource =>
                matchesFilter(parsed, resource, endpoint.type),
              )
              .map(resource => resource.id);
          });
          const found = expected && (await listed(database, endpoint, filter));
          expect(found?.map(resource => resource.id)).toEqual(expected);
        }),
        { numRuns: RUNS },
      );
    }
  });

  it.each([
    ['userName eq "MARA@example.com"', ['mara@example.com']],
    ['emails[type eq "work"].value eq "joe@example.com"', []],
    ['emails eq "joe@example.com"', ['JOE@example.com']],
    ['externalId eq "ext-1"', ['JOE@example.com']],
    ['name.middleName eq "åsa"', ['mara@example.com']],
    ['title co "1%s"', []],
    ['active eq "False"', ['JOE@example.com']],
    ['not (displayName pr)', ['ΟΔΥΣΣΕΥΣ', 'plain']],
  ])('%s finds %j', async (filter, expected) => {
    const database = await databases.create(id);
    const { users } = await build(database);
    const found = await listed(database, users, filter);
    expect(found.map(({ userName }) => userName)).toEqual(expected);
  });

  it.each([
    ['userName', ['JOE@example.com', 'mara@example.com', 'plain', 'ΟΔΥΣΣΕΥΣ']],
    ['emails', ['JOE@example.com', 'mara@example.com']],
    ['name.familyName', ['mara@example.com']],
    [`${enterprise}:employeeNumber`, ['mara@example.com']],
  ])('%s orders people, those without it at the end', async (sortBy, names) => {
    const database = await databases.create(id);
    const { users } = await build(database);
    const sorted = async (descending: boolean) => {
      const { rows } = await users.list(database.knex, {
        orderBy: compileSort(sortBy, descending, userResourceType, {
          knex: database.knex,
        }),
        offset: 0,
        limit: 10,
      });
      return rows.map(row => row.user_name);
    };
    expect((await sorted(false)).slice(0, names.length)).toEqual(names);
    expect((await sorted(true)).slice(-names.length)).toEqual(
      [...names].reverse(),
    );
  });
});
