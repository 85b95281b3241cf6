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

import { Knex } from 'knex';
import { endianness } from 'node:os';

/**
 * What {@link packedNumbers} makes: bytes, or a text where the database has no
 * way to make bytes of numbers.
 */
export type PackedNumbers = Buffer | string;

/**
 * An aggregate that packs whole numbers of a group of rows into one value.
 * Reading it takes a fraction of the time of reading the rows. Two of them in
 * one query follow the rows in the same order.
 */
export function packedNumbers(tx: Knex, column: string): Knex.Raw {
  return tx.client.config.client === 'pg'
    ? tx.raw(`string_agg(int4send(??), ''::bytea)`, [column])
    : tx.raw('group_concat(??)', [column]);
}

/**
 * The numbers that {@link packedNumbers} packed.
 *
 * @param count - how many there are
 */
export function unpackNumbers(
  packed: PackedNumbers,
  count: number,
): Int32Array {
  return typeof packed === 'string'
    ? fromText(packed, count)
    : fromBytes(packed, count);
}

/** PostgreSQL sends the most significant byte first. */
function fromBytes(packed: Buffer, count: number): Int32Array {
  const numbers = new Int32Array(count);
  const bytes = Buffer.from(numbers.buffer);
  packed.copy(bytes);
  if (endianness() === 'LE') {
    bytes.swap32();
  }
  return numbers;
}

const COMMA = 44;
const ZERO = 48;
const NINE = 57;

function fromText(packed: string, count: number): Int32Array {
  const numbers = new Int32Array(count);
  let next = 0;
  let number = 0;
  for (let i = 0; i < packed.length; i++) {
    const code = packed.charCodeAt(i);
    if (code >= ZERO && code <= NINE) {
      number = number * 10 + code - ZERO;
    } else if (code === COMMA) {
      numbers[next++] = number;
      number = 0;
    }
  }
  numbers[next] = number;
  return numbers;
}
