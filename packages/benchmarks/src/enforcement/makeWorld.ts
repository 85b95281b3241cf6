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

import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { DatabaseAddress } from '../databases/connect';

/** An organization to generate. */
export interface WorldOrder {
  address: DatabaseAddress;
  /** 1 is the size that the documentation speaks of. */
  factor: number;
  seed: number;
  /** How many people to ask node-casbin about; absent: none. */
  casbinPeople?: number;
}

/** How long it took, in seconds. */
export interface MadeWorld {
  filling: number;
  /** For all people, extrapolated. */
  casbin?: number;
}

/** Fills an empty database in a process of its own. */
export async function makeWorld(order: WorldOrder): Promise<MadeWorld> {
  const child = fork(require.resolve('./worldProcess'), {
    execArgv: [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
    ],
  });
  let made: MadeWorld | undefined;
  child.on('message', message => {
    // The framework sends other messages.
    made = (message as { made?: MadeWorld }).made ?? made;
  });
  child.send(order);
  const [code] = await once(child, 'exit');
  if (code !== 0 || !made) {
    throw new Error(`The process that makes the world ended with ${code}.`);
  }
  return made;
}
