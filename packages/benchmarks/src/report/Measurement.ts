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

/** One line of a report: what was measured, and what it is held to. */
export interface Measurement {
  /** E.g. `plan, cold`. */
  what: string;
  /** In `unit`. */
  value: number;
  /** E.g. `s`, `ms`, `MB`, `requests/s`, `×`. */
  unit: string;
  /** What the value must not exceed, or must reach. */
  goal?: { atMost: number } | { atLeast: number };
  /** Peers or limits measured in the same run. */
  comparedWith?: Array<{
    what: string;
    /** In the unit of the measurement. */
    value: number;
    /** True if it was not run to its end; says so in the table. */
    extrapolated?: boolean;
  }>;
  /** A remark, e.g. on the method. */
  note?: string;
}

/** Whether a measurement reaches its goal; undefined if it has none. */
export function reachesGoal({ value, goal }: Measurement): boolean | undefined {
  if (!goal) {
    return undefined;
  }
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}
