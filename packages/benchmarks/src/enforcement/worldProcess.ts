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

/*
 * Fills a database with a generated organization, and asks node-casbin about
 * it. In a process of its own: what is measured afterwards begins with nothing
 * of it in its memory. Started by `makeWorld`.
 */

import { connect } from '../databases/connect';
import { generateWorld, insertWorld, worldSize } from '../world';
import { timeCasbin } from './casbinPeer';
import type { MadeWorld, WorldOrder } from './makeWorld';
import { secondsOf } from './Observation';

process.once(
  'message',
  async ({ address, factor, seed, casbinPeople }: WorldOrder) => {
    const world = generateWorld(worldSize(factor), seed);
    const knex = connect(address);
    const filling = await secondsOf(() => insertWorld(knex, world));
    await knex.destroy();
    const made: MadeWorld = {
      filling,
      casbin: casbinPeople && (await timeCasbin(world, casbinPeople)),
    };
    process.send!({ made });
    process.disconnect!();
  },
);
