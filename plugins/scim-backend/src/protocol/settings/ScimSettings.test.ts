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

import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readScimSettings } from './ScimSettings';

function read(scim: JsonObject, environment: { SCIM_ENABLED?: string } = {}) {
  return readScimSettings(new ConfigReader({ scim }), environment);
}

describe('readScimSettings', () => {
  it('leaves SCIM off unless it is turned on', () => {
    expect(read({})).toEqual({
      enabled: false,
      rateLimit: { requestsPerSecond: 50, burst: 200 },
      serviceUser: undefined,
    });
    expect(read({ enabled: true }).enabled).toBe(true);
    expect(read({ enabled: 'true' }).enabled).toBe(true);
  });

  it.each([
    ['true', false, true],
    ['1', false, true],
    ['false', true, false],
    ['OFF', true, false],
    ['', true, true],
    [' ', false, false],
  ])(
    'takes SCIM_ENABLED=%j over scim.enabled: %s',
    (SCIM_ENABLED, enabled, expected) => {
      expect(read({ enabled }, { SCIM_ENABLED }).enabled).toBe(expected);
    },
  );

  it('refuses what it cannot read', () => {
    expect(() => read({}, { SCIM_ENABLED: 'perhaps' })).toThrow(
      "SCIM_ENABLED must be 'true' or 'false'",
    );
    expect(() => read({ enabled: 'perhaps' })).toThrow('scim.enabled');
  });

  it.each([0, -1, 0.5])('refuses a rate limit of %s', value => {
    expect(() => read({ rateLimit: { burst: value } })).toThrow(
      "'scim.rateLimit.burst' must be a number from 1",
    );
    expect(() => read({ rateLimit: { requestsPerSecond: value } })).toThrow(
      "'scim.rateLimit.requestsPerSecond' must be a number from 1",
    );
  });

  it('reads the rate limit and the service user', () => {
    expect(
      read({
        rateLimit: { requestsPerSecond: 5, burst: 10 },
        serviceUser: 'external:provisioning',
      }),
    ).toMatchObject({
      rateLimit: { requestsPerSecond: 5, burst: 10 },
      serviceUser: 'external:provisioning',
    });
  });
});
