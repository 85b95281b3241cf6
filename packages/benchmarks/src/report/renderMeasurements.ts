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

import { Measurement, reachesGoal } from './Measurement';

/** A table in Markdown, so that it can go into the documentation as it is. */
export function renderMeasurements(measurements: Measurement[]): string {
  const rows = [
    ['what', 'measured', 'goal', 'met', 'compared with', 'remark'],
    ...measurements.map(toCells),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const [head, ...body] = rows;
  return [
    line(head),
    line(widths.map(width => '-'.repeat(width))),
    ...body.map(line),
  ].join('\n');
}

function toCells(measurement: Measurement): string[] {
  const { what, value, unit, goal, comparedWith = [], note } = measurement;
  const met = reachesGoal(measurement);
  return [
    what,
    `${readable(value)} ${unit}`,
    goal ? goalText(goal, unit) : '',
    met === undefined ? '' : { true: 'yes', false: 'NO' }[String(met)]!,
    comparedWith
      .map(
        ({ what: peer, value: other, extrapolated }) =>
          `${peer}: ${extrapolated ? 'about ' : ''}${readable(
            other,
          )} ${unit} (${ratio(value, other)})`,
      )
      .join('; '),
    note ?? '',
  ];
}

function goalText(goal: NonNullable<Measurement['goal']>, unit: string) {
  return 'atMost' in goal
    ? `≤ ${readable(goal.atMost)} ${unit}`
    : `≥ ${readable(goal.atLeast)} ${unit}`;
}

/** How many times the peer's value ours is. */
function ratio(value: number, other: number): string {
  return other === 0 ? '-' : `${readable(value / other)} ×`;
}

function readable(value: number): string {
  if (value === 0 || Math.abs(value) >= 100) {
    return String(Math.round(value));
  }
  return String(Number(value.toPrecision(3)));
}
