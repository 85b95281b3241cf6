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

import { randomBytes } from 'node:crypto';
import {
  providerStyles,
  ScimExchange,
  ScimRequestError,
  ScimTarget,
  ScimTargetOptions,
  StyleName,
} from '../push';
import { LargeGroup } from './LargeGroup';
import { ReplayDirectory } from './ReplayDirectory';
import { ReplayError } from './ReplayError';

/** What to replay, and where. */
export interface ReplayOptions {
  target: Pick<ScimTargetOptions, 'url' | 'token' | 'bareToken' | 'onRetry'>;
  style: StyleName;
  /** Members of the large group; 0 leaves it out. */
  largeGroup: number;
  /** Whether to leave what was made. */
  keep?: boolean;
  /** Told after each step. */
  onStep?: (step: ReplayStep) => void;
}

/** One step of a replay. */
export interface ReplayStep {
  title: string;
  milliseconds: number;
  /** Requests it took, those that read back included. */
  requests: number;
  /** What was wrong, if anything was. */
  error?: string;
}

/** What a replay found. */
export interface ReplayReport {
  style: StyleName;
  ok: boolean;
  steps: ReplayStep[];
}

/**
 * Goes through the life of people and groups as an identity provider does, and
 * reads back after each step. Stops at the first thing that is wrong, and then
 * still takes away what it made.
 */
export async function replayLifecycle(
  options: ReplayOptions,
): Promise<ReplayReport> {
  const { largeGroup, keep, onStep = () => {} } = options;
  const steps: ReplayStep[] = [];
  let requests = 0;
  const target = new ScimTarget({
    ...options.target,
    onExchange: (_exchange: ScimExchange) => {
      requests += 1;
    },
  });
  const prefix = `replay-${randomBytes(3).toString('hex')}-`;
  const style = providerStyles[options.style];
  const directory = new ReplayDirectory(target, style, prefix);
  const crowd = new LargeGroup(target, style, `crowd-${prefix}`, largeGroup);

  const run = async ([title, act]: Step): Promise<boolean> => {
    const start = performance.now();
    const before = requests;
    let error: string | undefined;
    try {
      await act();
    } catch (problem) {
      error = (problem as Error).message;
    }
    const step: ReplayStep = {
      title,
      milliseconds: performance.now() - start,
      requests: requests - before,
      ...(error && { error }),
    };
    steps.push(step);
    onStep(step);
    return !error;
  };

  let ok = true;
  for (const step of [
    ...lifecycleSteps(directory, options.style),
    ...(largeGroup > 0 ? largeGroupSteps(crowd, largeGroup) : []),
  ]) {
    ok = await run(step);
    if (!ok) {
      break;
    }
  }
  if (!keep) {
    const cleaned = await run([
      'Clean up',
      async () => {
        await crowd.delete();
        await crowd.deletePeople();
        const { users, groups } = await directory.snapshot();
        for (const { id } of groups) {
          await target.send('DELETE', `/Groups/${id}`);
        }
        for (const { id } of users) {
          await target.send('DELETE', `/Users/${id}`);
        }
      },
    ]);
    ok = ok && cleaned;
  }
  return { style: options.style, ok, steps };
}

type Step = [title: string, act: () => Promise<void>];

function lifecycleSteps(directory: ReplayDirectory, style: StyleName): Step[] {
  const { target, ids } = directory;
  const pushAndVerify = async () => {
    await directory.push();
    await directory.verify();
  };
  const [ada, mara, tomas, noor] = [
    'Ada Okafor',
    'Mara Voss',
    'Tomas Lind',
    'Noor Haddad',
  ].map((name, number) => directory.addPerson(number, name));

  return [
    [
      'Test the connection',
      async () => {
        const answer = await target.send<{ schemas?: string[] }>(
          'GET',
          directory.style.connectionTest,
        );
        ReplayError.unlessEqual('The kind of the answer', answer.schemas, [
          'urn:ietf:params:scim:api:messages:2.0:ListResponse',
        ]);
      },
    ],
    ['Assign 4 people', pushAndVerify],
    [
      'Refuse somebody who is there already',
      async () => {
        const { externalId, userName } = {
          externalId: ada.id,
          userName: ada.userName.toUpperCase(),
        };
        const { path, body } = directory.style.createUser({
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          externalId,
          userName,
          displayName: ada.name,
        });
        await expectStatus(409, () => target.send('POST', path, body));
        await directory.verify();
      },
    ],
    [
      'Push 2 groups',
      async () => {
        directory.addGroup('payments', [ada, mara, tomas]);
        directory.addGroup('platform', [noor]);
        await pushAndVerify();
      },
    ],
    [
      'Change nothing when nothing has changed',
      async () => {
        const before = await versions(directory);
        await pushAndVerify();
        ReplayError.unlessEqual(
          'What has changed',
          await versions(directory),
          before,
        );
      },
    ],
    [
      'Rename a person',
      async () => {
        mara.name = 'Mara Lind';
        mara.familyName = 'Lind';
        mara.userName = mara.userName.replace('@', '-renamed@');
        mara.email = mara.userName;
        mara.title = undefined;
        await pushAndVerify();
        await directory.verifyFound(mara);
      },
    ],
    [
      'Rename a group',
      async () => {
        directory.groups[0].displayName += '-renamed';
        await pushAndVerify();
      },
    ],
    [
      'Move a person between groups',
      async () => {
        const [from, to] = directory.groups;
        from.members = from.members.filter(id => id !== mara.id);
        to.members = [...to.members, mara.id];
        await pushAndVerify();
      },
    ],
    [
      'Disable a person',
      async () => {
        mara.active = false;
        await pushAndVerify();
        await directory.verifyFound(mara);
      },
    ],
    [
      'Re-enable the person',
      async () => {
        mara.active = true;
        await pushAndVerify();
      },
    ],
    [
      'Unassign a person, and assign them again',
      async () => {
        tomas.assigned = false;
        await directory.push();
        tomas.active = false;
        await directory.verifyFound(tomas);
        tomas.assigned = true;
        tomas.active = true;
        await pushAndVerify();
      },
    ],
    [
      'Empty a group',
      async () => {
        directory.groups[1].members = [];
        await pushAndVerify();
      },
    ],
    [
      style === 'okta'
        ? 'Deactivate whoever is deleted, as Okta does'
        : 'Delete a person',
      async () => {
        directory.people = directory.people.filter(({ id }) => id !== noor.id);
        directory.deleted = [noor.id];
        await pushAndVerify();
        if (style === 'okta') {
          noor.active = false;
          await directory.verifyFound(noor);
        } else {
          await directory.verifyGone(`/Users/${ids.get(noor.id)}`);
        }
      },
    ],
    [
      'Delete a group',
      async () => {
        const [gone] = directory.groups.splice(1);
        await pushAndVerify();
        await directory.verifyGone(`/Groups/${ids.get(gone.id)}`);
      },
    ],
  ];
}

function largeGroupSteps(crowd: LargeGroup, size: number): Step[] {
  const count = size.toLocaleString('en-US');
  return [
    [`Put ${count} people there, in bulk`, () => crowd.createPeople()],
    [`Push a group of ${count} members`, () => crowd.create()],
    [
      `Take ${Math.ceil(size / 10).toLocaleString('en-US')} of them out of it`,
      () => crowd.shrink(),
    ],
    ['Delete the large group', () => crowd.delete()],
  ];
}

async function expectStatus(status: number, send: () => Promise<unknown>) {
  try {
    await send();
  } catch (error) {
    if (error instanceof ScimRequestError && error.status === status) {
      return;
    }
    throw error;
  }
  throw new ReplayError(`The answer should have been ${status}.`);
}

/** The version and the time of the last change of everything. */
async function versions(directory: ReplayDirectory) {
  const { users, groups } = await directory.snapshot();
  return [...users, ...groups].map(resource => {
    const { version, lastModified } = Object(Object(resource).meta);
    return [resource.id, version, lastModified];
  });
}
