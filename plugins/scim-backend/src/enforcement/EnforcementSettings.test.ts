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
import { readEnforcementSettings } from './EnforcementSettings';

function read(enforcement?: object) {
  return readEnforcementSettings(
    new ConfigReader(enforcement ? { scim: { enforcement } } : {}),
  );
}

describe('readEnforcementSettings', () => {
  it('keeps plans for an hour, asks for one owner and exempts nobody by itself', () => {
    expect(read()).toMatchObject({
      planLifetimeMs: 3_600_000,
      planRetentionMs: 86_400_000,
      exemptUsers: [],
      guards: { ownersLeft: { minimum: 1 } },
    });
  });

  it.each([
    ['10 minutes', 600_000],
    ['PT10M', 600_000],
    [{ minutes: 10 }, 600_000],
  ])('takes %j for a duration', (planLifetime, planLifetimeMs) => {
    expect(read({ planLifetime })).toMatchObject({ planLifetimeMs });
  });

  it('takes how long expired plans are kept', () => {
    expect(read({ planRetention: { days: 7 } })).toMatchObject({
      planRetentionMs: 604_800_000,
    });
  });

  it('takes exempt people and a minimum of owners', () => {
    expect(
      read({
        exemptUsers: ['rescue@example.com'],
        guards: { ownersLeft: { minimum: 0 } },
      }),
    ).toMatchObject({
      exemptUsers: ['rescue@example.com'],
      guards: { ownersLeft: { minimum: 0 } },
    });
  });

  it.each([
    [{ planLifetime: { minutes: 0 } }, 'planLifetime'],
    [{ planLifetime: 'soon' }, 'planLifetime'],
    [{ guards: { ownersLeft: { minimum: -1 } } }, 'minimum'],
    [{ guards: { ownersLeft: { minimum: 0.5 } } }, 'minimum'],
    [{ exemptUsers: 'rescue@example.com' }, 'exemptUsers'],
  ])('refuses %j and names the setting', (enforcement, setting) => {
    expect(() => read(enforcement)).toThrow(setting);
  });
});
