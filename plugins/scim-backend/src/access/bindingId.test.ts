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

import { bindingId, rowOfBindingId } from './bindingId';

const row = {
  id: 850_000,
  resource_id: 12,
  role: 'developer',
  created_at: '2026-01-01T00:00:00.000Z',
};

describe('The id of a role binding', () => {
  it('is a UUID of version 8 that begins with the row', () => {
    expect(bindingId(row)).toMatch(
      /^0000000c-f850-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('stays the same, and is another one if any of it differs', () => {
    const others = [
      { ...row, resource_id: 13 },
      { ...row, role: 'owner' },
      { ...row, created_at: '2026-01-01T00:00:00.001Z' },
    ];

    const ids = [row, { ...row }, ...others].map(bindingId);

    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(1 + others.length);
  });

  it('differs in more than the row, so that no mistyped one is of another binding', () => {
    const next = bindingId({ ...row, id: 850_001 });
    expect(next.slice(15)).not.toBe(bindingId(row).slice(15));
  });

  it('says in which row to look', () => {
    expect(rowOfBindingId(bindingId(row))).toBe(850_000);
    const largest = { ...row, id: 2 ** 31 - 1 };
    expect(rowOfBindingId(bindingId(largest))).toBe(2 ** 31 - 1);
  });

  it('asks the database for no row that it cannot have', () => {
    expect(
      rowOfBindingId('00008000-0000-8000-8000-000000000000'),
    ).toBeUndefined();
    expect(
      rowOfBindingId('ffffffff-ffff-8fff-8fff-ffffffffffff'),
    ).toBeUndefined();
  });
});
