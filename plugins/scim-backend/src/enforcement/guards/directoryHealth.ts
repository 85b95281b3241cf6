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

import { Guard } from './Guard';
import { counted } from './counted';

/**
 * Warns if the directory looks broken, so that groups may not say what they
 * should; refuses if a group that grants access lost its last member a moment
 * ago, which is what a broken sync looks like.
 *
 * @param settings - more deactivated people than both of these are many
 */
export function directoryHealth(settings: {
  deactivatedPercentage: number;
  deactivatedPeople: number;
}): Guard {
  return {
    name: 'directory-health',
    overridable: true,
    check({ kind, health, people: { members } }) {
      const { pausedConnections, silentConnections, emptied, deactivated } =
        health;
      const manyDeactivated =
        deactivated > settings.deactivatedPeople &&
        100 * deactivated > settings.deactivatedPercentage * members;
      const numbers = {
        emptiedGroupsThatGrantAccess: emptied.granting.length,
        emptiedGroups: emptied.others.length,
        pausedConnections: pausedConnections.length,
        silentConnections: silentConnections.length,
        deactivated,
      };
      const found: string[] = [];
      if (emptied.granting.length > 0) {
        found.push(
          `${named(
            'user group',
            emptied.granting,
          )} lost all members in the last ${health.emptiedWithin} and ${
            emptied.granting.length === 1 ? 'grants' : 'grant'
          } access. Make sure that the identity provider meant it.`,
        );
      }
      if (emptied.others.length > 0) {
        found.push(
          `${named(
            'user group',
            emptied.others,
          )} lost all members since the last plan.`,
        );
      }
      if (pausedConnections.length > 0) {
        found.push(
          `${named(
            'connection',
            pausedConnections,
          )} paused: its groups are not active and grant nothing.`,
        );
      }
      if (silentConnections.length > 0) {
        found.push(
          `${named(
            'connection',
            silentConnections,
          )} has pushed nothing for longer than ${health.pushExpectedWithin}.`,
        );
      }
      if (manyDeactivated) {
        found.push(
          `${counted(
            deactivated,
            'person was',
            'people were',
          )} deactivated since the last plan.`,
        );
      }
      if (found.length === 0) {
        return {
          outcome: 'pass',
          message: 'The directory looks healthy.',
          numbers,
        };
      }
      const blocks = kind === 'enforce' && emptied.granting.length > 0;
      return {
        outcome: blocks ? 'block' : 'warn',
        message: found.join(' '),
        numbers,
      };
    },
  };
}

/** How many names a sentence lists. */
const NAMED = 5;

function named(noun: string, names: string[]): string {
  const listed = names
    .slice(0, NAMED)
    .map(name => `'${name}'`)
    .join(', ');
  const others = names.length - NAMED;
  return `${noun[0].toUpperCase()}${noun.slice(1)}${
    names.length === 1 ? '' : 's'
  } ${listed}${others > 0 ? ` and ${others} more` : ''}`;
}
