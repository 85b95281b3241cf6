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

import type { AccessModel } from '@backstage-scim/plugin-scim-common';
import { LOCAL_SOURCE } from '../../access/localSource';
import { UNKNOWN_TYPE } from '../kernel';
import { ResourceCollection } from './ResourceCollection';

/** Types of resources and their roles; the first role of all administers. */
function modelOf(roles: Record<string, string[]>): AccessModel {
  const types = Object.entries(roles).map(([type, names]) => ({
    type,
    label: type,
    roles: names,
    groupRoles: names,
  }));
  const [
    {
      type,
      roles: [role],
    },
  ] = types;
  return { types, administrator: { type, role } };
}

function create() {
  return new ResourceCollection([
    {
      id: LOCAL_SOURCE,
      model: modelOf({ cloud: ['owner', 'reader'], project: ['owner'] }),
    },
    { id: 'vault', model: modelOf({ safe: ['keeper'] }) },
  ]);
}

const cloud = (name: string, number: number) => ({
  key: `key-${name}`,
  type: 'cloud',
  name,
  ref: `cloud/${name}`,
  number,
});

describe('ResourceCollection', () => {
  it('names resources with what they lie in only where others go by the same name', () => {
    const resources = create();
    resources.add(LOCAL_SOURCE, [cloud('prod', 1), cloud('web', 2)]);
    const project = (parent: string, name: string, number: number) => ({
      key: `key-${parent}-${name}`,
      type: 'project',
      name,
      parent: `key-${parent}`,
      ref: `project/${parent}/${name}`,
      number,
    });
    resources.add(LOCAL_SOURCE, [
      project('prod', 'web', 3),
      project('prod', 'shop', 4),
      project('web', 'shop', 5),
    ]);

    expect(resources.all.map(({ label }) => label)).toEqual([
      'prod',
      'web',
      'web',
      'prod/shop',
      'web/shop',
    ]);
    expect(resources.all[3].summary).toEqual({
      id: 'key-prod-shop',
      ref: 'project/prod/shop',
      type: 'project',
      name: 'shop',
      parent: { id: 'key-prod', ref: 'cloud/prod', name: 'prod' },
      label: 'prod/shop',
    });
    expect(resources.inside('cloud/prod')).toEqual([1, 3, 4]);
  });

  it('keeps apart what sources name alike, and makes up references', () => {
    const resources = create();
    resources.add(LOCAL_SOURCE, [cloud('prod', 1)]);
    const told = resources.add('vault', [
      { key: 'key-prod', type: 'safe', name: 'outer', number: 7 },
      { key: 'inner', type: 'safe', name: 'inner', parent: 'key-prod' },
      { key: 'odd', type: 'drawer', name: 'odd' },
    ]);

    expect(told.strays).toEqual([]);
    expect(told.batch).toEqual({
      type: 'resources',
      ids: Int32Array.of(-2, -3, -4),
      types: Int32Array.of(2, 2, UNKNOWN_TYPE),
      parents: Int32Array.of(0, -2, 0),
      keys: ['vault:key-prod', 'vault:inner', 'vault:odd'],
    });
    expect(resources.all[2].summary).toEqual({
      id: 'vault:inner',
      ref: 'vault:safe/outer/inner',
      source: 'vault',
      type: 'safe',
      name: 'inner',
      parent: { id: 'vault:key-prod', ref: 'vault:safe/outer', name: 'outer' },
      label: 'inner',
    });
    expect(resources.all.map(({ roles }) => roles)).toEqual([
      ['owner', 'reader'],
      ['keeper'],
      ['keeper'],
      [],
    ]);
    expect(resources.idOfKey(LOCAL_SOURCE, 'key-prod')).toBe(1);
    expect(resources.idOfKey('vault', 'key-prod')).toBe(-2);
    expect(resources.idOfKey('vault', 'gone')).toBeUndefined();
    expect(resources.toIds('vault', Int32Array.of(7, 8))).toEqual(
      Int32Array.of(-2, 0),
    );
  });
});
