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

import type { Engine } from '../databases';
import type { Measurement } from '../report';
import type { Latencies } from './measure';
import type { ScimMeasures } from './ScimMeasures';
import { DirectorySize, userName } from './seedDirectory';

/** Figures by their names. */
export type Found = Record<string, number>;

/** Something that is measured on both servers. */
export interface Task {
  what: string;
  measure(on: ScimMeasures): Promise<Found>;
  /** On the peer; absent where it has no such thing, or needs minutes. */
  measurePeer?(on: ScimMeasures): Promise<Found>;
  /** Lines of the report. */
  report(ours: Found, peer: Found | undefined): Measurement[];
}

const PEER = 'scimmy-routers';

/** Everything that `performance.md` says of SCIM. */
export function scimTasks(engine: Engine, size: DirectorySize): Task[] {
  const rate = engine === 'sqlite' ? 500 : 1000;
  return [
    lookup(rate, 'Users', 'userName eq', id => `userName eq "${userName(id)}"`),
    lookup(
      rate,
      'Users',
      'externalId eq',
      id => `externalId eq "external-${id}"`,
    ),
    lookup(
      rate,
      'Users',
      'displayName eq',
      id => `displayName eq "Person Number ${id}"`,
    ),
    lookup(
      rate,
      'Groups',
      'displayName eq of a group',
      id => `displayName eq "Team ${id}"`,
    ),
    lookup(
      rate,
      'Users',
      'emails[type eq "work"].value eq',
      id => `emails[type eq "work"].value eq "${userName(id)}"`,
    ),
    ...(['small', 'middle', 'large'] as const).map(group =>
      timed(
        `PATCH ±1 member of ${size[`${group}Group`]}`,
        on => on.patchOne(group),
        'p95',
        15,
      ),
    ),
    {
      ...timed(
        'PATCH 1,000 members, one operation',
        on => on.patchMany('one'),
        'p50',
        250,
      ),
      measurePeer: undefined,
    },
    {
      ...timed(
        'PATCH 1,000 members, 1,000 operations',
        on => on.patchMany('each'),
        'p50',
        250,
      ),
      measurePeer: undefined,
    },
    {
      ...timed(
        `PUT ${size.largeGroup} members`,
        on => on.putAll(),
        'p50',
        5000,
      ),
      measurePeer: undefined,
      report: ours => [
        time(`PUT ${size.largeGroup} members`, 'p50', 5000, ours, undefined),
        {
          what: `PUT ${size.largeGroup} members, peak memory above before`,
          value: (ours.peakRss - ours.rssBefore) / 2 ** 20,
          unit: 'MB',
        },
      ],
    },
    timed(
      `GET group of ${size.largeGroup}, excludedAttributes=members`,
      on => on.readWithoutMembers(),
      'p50',
    ),
    {
      what: 'cursor',
      measure: async on => ({ ...(await on.cursorPages()) }),
      report: ({ pages, first, last }) => [
        {
          what: `cursor: page ${pages - 1} of users`,
          value: last,
          unit: 'ms',
          comparedWith: [{ what: 'page 2', value: first }],
          note: '100 on a page; median of 30 each, in turn',
        },
      ],
    },
    timed('create user', on => on.createUsers(), 'p50'),
  ];
}

function lookup(
  rate: number,
  collection: 'Users' | 'Groups',
  what: string,
  filterFor: (id: number) => string,
): Task {
  const isByEmail = what.startsWith('emails');
  return {
    what,
    measure: async on => ({ ...(await on.lookup(collection, filterFor)) }),
    measurePeer: async on => {
      const found = isByEmail
        ? await on.slowLookup(filterFor)
        : await on.lookup(collection, filterFor);
      return { ...found };
    },
    report: (ours, peer) => [
      {
        what: `${what}, rate`,
        value: ours.requestsPerSecond,
        unit: 'requests/s',
        goal: { atLeast: rate },
        ...(peer && {
          comparedWith: [
            {
              what: PEER,
              value: peer.requestsPerSecond ?? 1000 / peer.p50,
              extrapolated: peer.requestsPerSecond === undefined,
            },
          ],
        }),
      },
      {
        ...time(what, 'p99', 10, ours, peer),
        note: `p50 ${ours.p50} ms; ${ours.cpuPerRequest.toFixed(
          2,
        )} ms of the server's processor each`,
      },
    ],
  };
}

function timed(
  what: string,
  measure: (on: ScimMeasures) => Promise<Latencies>,
  figure: keyof Latencies,
  atMost?: number,
): Task {
  const asFound = async (on: ScimMeasures) => ({ ...(await measure(on)) });
  return {
    what,
    measure: asFound,
    measurePeer: asFound,
    report: (ours, peer) => [time(what, figure, atMost, ours, peer)],
  };
}

function time(
  what: string,
  figure: keyof Latencies,
  atMost: number | undefined,
  ours: Found,
  peer: Found | undefined,
): Measurement {
  return {
    what: `${what}, ${figure}`,
    value: ours[figure],
    unit: 'ms',
    ...(atMost !== undefined && { goal: { atMost } }),
    ...(peer && { comparedWith: [{ what: PEER, value: peer[figure] }] }),
  };
}
