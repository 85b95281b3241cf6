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

import { ConnectionActivityHour } from '@backstage-scim/plugin-scim-common';

/** What happened on one day, in the time zone of the browser. */
export interface ActivityDay {
  day: Date;
  requests: number;
  pushes: number;
  errors: number;
}

const DAYS = 14;

/** Adds hours up to the last {@link DAYS} days, quiet ones included, oldest first. */
export function byDay(
  hours: ConnectionActivityHour[],
  now: Date,
): ActivityDay[] {
  const days = new Map<string, ActivityDay>();
  for (let ago = DAYS - 1; ago >= 0; ago--) {
    const day = new Date(
      now.getFullYear(),
      now.getMonth(),
      now.getDate() - ago,
    );
    days.set(day.toDateString(), { day, requests: 0, pushes: 0, errors: 0 });
  }
  for (const { hour, requests, pushes, errors } of hours) {
    const day = days.get(new Date(hour).toDateString());
    if (day) {
      day.requests += requests;
      day.pushes += pushes;
      day.errors += errors;
    }
  }
  return [...days.values()];
}
