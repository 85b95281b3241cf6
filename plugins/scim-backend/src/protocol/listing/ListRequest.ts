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

import { JsonObject } from '@backstage/types';
import { Request } from 'express';
import { ScimError } from '../errors';
import { requireMessage } from '../schema/requireSchema';

const SEARCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** Resources on a page, unless the client asks for fewer or more. */
export const DEFAULT_COUNT = 100;

/** Resources on a page at most. */
export const MAX_COUNT = 1000;

/** How many attributes a client can ask for, or leave out. */
const MAX_NAMES = 500;

/** What a client asks of a listing (RFC 7644 §3.4.2). */
export interface ListRequest {
  filter?: string;
  sortBy?: string;
  descending: boolean;
  /** Where to go on; empty at the start, absent if paged by index. */
  cursor?: string;
  /** From 1. */
  startIndex: number;
  count: number;
  attributes: string[];
  excludedAttributes: string[];
}

/** Which attributes of a resource a client wants to see. */
export type AttributeChoice = Pick<
  ListRequest,
  'attributes' | 'excludedAttributes'
>;

/** A listing as asked for in the URL. */
export function listRequestOfQuery(request: Request): ListRequest {
  return toListRequest(request.query);
}

/** A listing as asked for in the body of a `.search`. */
export function listRequestOfBody(body: JsonObject): ListRequest {
  requireMessage(SEARCH_SCHEMA, body);
  return toListRequest(withoutCase(body));
}

/** The attributes asked for in the URL. */
export function attributeChoice(request: Request): AttributeChoice {
  return {
    attributes: names('attributes', request.query.attributes),
    excludedAttributes: names(
      'excludedAttributes',
      request.query.excludedAttributes,
    ),
  };
}

function toListRequest(values: Record<string, unknown>): ListRequest {
  const cursor = readCursor(values.cursor);
  return {
    filter: readFilter(values.filter),
    sortBy: text('sortBy', values.sortBy),
    descending: isDescending(values.sortOrder),
    cursor,
    startIndex: Math.max(1, whole('startIndex', values.startIndex) ?? 1),
    count: readCount(values.count, cursor !== undefined),
    attributes: names('attributes', values.attributes),
    excludedAttributes: names('excludedAttributes', values.excludedAttributes),
  };
}

const KNOWN = [
  'filter',
  'sortBy',
  'sortOrder',
  'cursor',
  'startIndex',
  'count',
  'attributes',
  'excludedAttributes',
];

/** Names in bodies compare without case, as everywhere in SCIM. */
function withoutCase(body: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      KNOWN.find(known => known.toLowerCase() === name.toLowerCase()) ?? name,
      value,
    ]),
  );
}

/** An empty one stays: it says nothing, and must not find everything. */
function readFilter(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw ScimError.invalidFilter('Send one filter, as text.');
  }
  return value;
}

function text(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw ScimError.invalidValue(`'${name}' must be one text.`);
  }
  return value;
}

function whole(name: string, value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  const number = typeof value === 'string' ? Number(value) : value;
  if (!Number.isSafeInteger(number)) {
    throw ScimError.invalidValue(`'${name}' must be a whole number.`);
  }
  return number as number;
}

function readCursor(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw new ScimError(400, "'cursor' must be one text.", 'invalidCursor');
  }
  return value;
}

/** Too many are made fewer by index, and refused by cursor (RFC 9865 §2.1). */
function readCount(value: unknown, byCursor: boolean): number {
  const count = whole('count', value) ?? DEFAULT_COUNT;
  if (byCursor && count > MAX_COUNT) {
    throw new ScimError(
      400,
      `'count' must be at most ${MAX_COUNT}.`,
      'invalidCount',
    );
  }
  return Math.min(MAX_COUNT, Math.max(0, count));
}

function isDescending(value: unknown): boolean {
  const order = text('sortOrder', value)?.toLowerCase() ?? 'ascending';
  if (order !== 'ascending' && order !== 'descending') {
    throw ScimError.invalidValue(
      "'sortOrder' must be 'ascending' or 'descending'.",
    );
  }
  return order === 'descending';
}

function names(name: string, value: unknown): string[] {
  const parts = Array.isArray(value) ? value : [value ?? ''];
  const named = parts.flatMap(part => splitNames(text(name, part) ?? ''));
  if (named.length > MAX_NAMES) {
    throw ScimError.invalidValue(
      `'${name}' can name at most ${MAX_NAMES} attributes.`,
    );
  }
  return named;
}

/**
 * Parts between commas, but for commas in the brackets of a filter; of too many
 * only so many that they are seen to be too many.
 */
function splitNames(list: string): string[] {
  const found: string[] = [];
  let start = 0;
  let depth = 0;
  for (let end = 0; end <= list.length && found.length <= MAX_NAMES; end++) {
    const mark = list[end];
    if (mark === '[') {
      depth++;
    } else if (mark === ']') {
      depth--;
    } else if (mark === undefined || (mark === ',' && depth <= 0)) {
      const name = list.slice(start, end).trim();
      if (name) {
        found.push(name);
      }
      start = end + 1;
    }
  }
  return found;
}
