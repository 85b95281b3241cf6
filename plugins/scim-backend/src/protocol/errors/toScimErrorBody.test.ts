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

import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { ScimError } from './ScimError';
import { ERROR_SCHEMA, toScimErrorBody } from './toScimErrorBody';

const fromFramework = (type: string) =>
  Object.assign(new Error('inside'), { type, status: 400 });

describe('toScimErrorBody', () => {
  it.each<[unknown, string, string | undefined]>([
    [ScimError.invalidFilter('x'), '400', 'invalidFilter'],
    [ScimError.noTarget('x'), '400', 'noTarget'],
    [ScimError.uniqueness('x'), '409', 'uniqueness'],
    [ScimError.notFound('x'), '404', undefined],
    [new InputError('x'), '400', 'invalidValue'],
    [new ConflictError('x'), '409', 'uniqueness'],
    [new NotAllowedError('x'), '403', undefined],
    [new NotFoundError('x'), '404', undefined],
    [fromFramework('entity.too.large'), '413', undefined],
    [fromFramework('entity.parse.failed'), '400', 'invalidSyntax'],
    [fromFramework('encoding.unsupported'), '415', undefined],
    [new URIError('x'), '400', 'invalidSyntax'],
  ])('says %s with status %s and type %s', (error, status, scimType) => {
    expect(toScimErrorBody(error)).toEqual({
      schemas: [ERROR_SCHEMA],
      status,
      ...(scimType && { scimType }),
      detail: expect.stringMatching(/./),
    });
  });

  it.each([
    [new Error('select * from secrets')],
    [new TypeError('secrets of undefined')],
    ['secrets'],
    [undefined],
    [{ name: 'constructor', type: '__proto__', message: 'secrets' }],
  ])('tells nothing of the inside: %s', error => {
    const body = toScimErrorBody(error);
    expect(body.status).toBe('500');
    expect(JSON.stringify(body)).not.toContain('secrets');
  });
});
