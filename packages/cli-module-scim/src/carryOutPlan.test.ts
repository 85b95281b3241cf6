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

import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  ApplyPlanRequest,
  defaultAccessModel,
  EnforcementPlan,
  EnforcementRun,
  ScimApi,
} from '@backstage-scim/plugin-scim-common';
import { carryOutPlan } from './carryOutPlan';
import { Interruption } from './Interruption';
import { Terminal } from './Terminal';

const plan: EnforcementPlan = {
  formatVersion: '1.0',
  id: 'plan-1',
  kind: 'enforce',
  status: 'ready',
  organization: 'Example',
  revision: 7,
  fingerprint: 'abc',
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-01-01T01:00:00.000Z',
  createdBy: 'user:default/mara',
  counts: {
    users: 1,
    usersChanged: 0,
    changes: 0,
    usersRemoved: 0,
    bindings: 1,
  },
  guards: [],
  exempt: [],
  impact: [],
  affectedUsers: 0,
  sources: [],
};

const run: EnforcementRun = {
  formatVersion: '1.0',
  id: 'run-1',
  planId: plan.id,
  kind: 'enforce',
  operationId: 'operation-1',
  startedAt: '2026-01-01T00:00:01.000Z',
  finishedAt: '2026-01-01T00:00:02.000Z',
  appliedBy: 'user:default/mara',
  counts: plan.counts,
  status: 'applied',
  sources: [],
};

/** A portal that answers as the world before it says, and fails on demand. */
function portal(overrides: Partial<ScimApi> = {}): ScimApi {
  const noRows = async () => ({ items: [], totalItems: 0 });
  return {
    getCaller: async () => ({
      organization: 'Example',
      permissions: [],
      model: defaultAccessModel,
    }),
    createPlan: async () => plan,
    listPlanChanges: noRows,
    listPlanRemovals: noRows,
    applyPlan: async () => run,
    listRunChanges: noRows,
    listRunRemovals: noRows,
    ...overrides,
  } as ScimApi;
}

function brokenConnection() {
  return new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
}

async function enforce(api: ScimApi) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const outcome = await carryOutPlan({
    api,
    terminal: new Terminal({
      input: new PassThrough(),
      output,
      errors,
      now: () => 0,
    }),
    interruption: new Interruption(),
    flags: { yes: true },
    messages: { starting: 'Starting...', completed: 'Completed.' },
  }).catch((error: Error) => error.message);
  output.end();
  errors.end();
  return { outcome, output: await text(output), errors: await text(errors) };
}

describe('carryOutPlan', () => {
  it('applies the plan that was shown', async () => {
    const applyPlan = jest.fn(async (_: string, __: ApplyPlanRequest) => run);

    expect(await enforce(portal({ applyPlan }))).toMatchObject({ outcome: 0 });
    expect(applyPlan).toHaveBeenCalledTimes(1);
    expect(applyPlan).toHaveBeenCalledWith('plan-1', {
      fingerprint: 'abc',
      operationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('asks again under the same operation id when the connection breaks', async () => {
    const applyPlan = jest
      .fn(async (_: string, __: ApplyPlanRequest) => run)
      .mockRejectedValueOnce(brokenConnection());

    expect(await enforce(portal({ applyPlan }))).toMatchObject({ outcome: 0 });
    const [[, first], [, second]] = applyPlan.mock.calls;
    expect(second).toEqual(first);
  });

  it('says that the outcome is unknown when the connection stays broken', async () => {
    const applyPlan = jest.fn(async () => {
      throw brokenConnection();
    });

    expect(await enforce(portal({ applyPlan }))).toMatchObject({
      outcome:
        'The connection broke while the plan was being applied. It is applied whole or not at all: look at what is left with --dry-run.',
    });
    expect(applyPlan).toHaveBeenCalledTimes(2);
  });

  it('does not ask again when the portal refuses', async () => {
    const applyPlan = jest.fn(async () => {
      throw new Error('Refused.');
    });

    expect(await enforce(portal({ applyPlan }))).toMatchObject({
      outcome: 'Refused.',
    });
    expect(applyPlan).toHaveBeenCalledTimes(1);
  });

  it('says that the plan was applied when only the report fails', async () => {
    const { outcome, errors } = await enforce(
      portal({
        listRunChanges: async () => {
          throw new Error('No answer.');
        },
      }),
    );

    expect(outcome).toBe('No answer.');
    expect(errors).toMatch(
      /The plan was applied, but reporting it failed\.\nUndo with: backstage-cli scim rollback run-1\n$/,
    );
  });

  it('applies nothing that it cannot read', async () => {
    const applyPlan = jest.fn(async () => run);

    expect(
      await enforce(
        portal({
          createPlan: async () => ({ ...plan, formatVersion: '2.0' }),
          applyPlan,
        }),
      ),
    ).toMatchObject({
      outcome:
        'The portal writes plans in format 2.0; this command line reads format 1.0. Install versions of the two that belong together.',
    });
    expect(applyPlan).not.toHaveBeenCalled();
  });

  it('names exempt people and what guards have to say', async () => {
    const { errors } = await enforce(
      portal({
        createPlan: async () => ({
          ...plan,
          exempt: [
            {
              id: 'ann',
              userName: 'ann',
              email: 'ann@example.com',
              entityRef: 'user:default/ann',
              active: true,
              member: true,
            },
          ],
          guards: [
            {
              guard: 'directory-health',
              outcome: 'warn',
              message: 'The last push was 3 days ago.',
              numbers: { days: 3 },
              overridable: true,
            },
          ],
        }),
      }),
    );

    expect(errors).toContain(
      'Exempt, keeping their role bindings: ann@example.com.',
    );
    expect(errors).toContain(
      'Warning of guard directory-health: The last push was 3 days ago.',
    );
  });
});
