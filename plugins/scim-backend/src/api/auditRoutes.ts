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

import { InputError } from '@backstage/errors';
import {
  AuditFilter,
  AuditHead,
  scimAuditReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { Request, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AuditLog } from '../audit';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/** `/audit`: what was done, and whether the log is whole. */
export function createAuditRoutes(options: {
  authorizer: Authorizer;
  audit: AuditLog;
}): ExpressRouter {
  const { authorizer, audit } = options;
  const router = Router();

  router.use('/audit', async (request, _response, next) => {
    await authorizer.require(request, scimAuditReadPermission);
    next();
  });

  router.get('/audit', async (request, response) => {
    const { after, limit } = toSlice(request.query, ['number']);
    const before = after?.[0] as number | undefined;
    const filter = toFilter(request);
    const { next, ...found } = await audit.list({ before, limit, filter });
    response.json(
      toPage({ ...found, next: next === undefined ? undefined : [next] }),
    );
  });

  router.get('/audit/head', async (_request, response) => {
    response.json(await audit.head());
  });

  router.get('/audit/export', async (request, response) => {
    const lines = toLines(audit, toFilter(request));
    // So that what is wrong with the filter is told before the first line.
    const first = await lines.next();
    response.set('Content-Type', 'application/x-ndjson');
    if (first.done) {
      response.end();
      return;
    }
    response.write(first.value);
    await pipeline(Readable.from(lines), response);
  });

  router.get('/audit/verification', async (request, response) => {
    response.json(await audit.verify(toHead(request)));
  });

  return router;
}

async function* toLines(audit: AuditLog, filter: AuditFilter) {
  for await (const entry of audit.entries(filter)) {
    yield `${JSON.stringify(entry)}\n`;
  }
}

function toFilter({ query }: Request): AuditFilter {
  const { actor, action, target, since, until } = query as AuditFilter;
  return { actor, action, target, since, until };
}

function toHead({ query }: Request): AuditHead | undefined {
  // Typed by openapi.yaml, as their names say.
  const { headSeq, headHash } = query as unknown as {
    headSeq?: number;
    headHash?: string;
  };
  if ((headSeq === undefined) !== (headHash === undefined)) {
    throw new InputError(
      'Give both headSeq and headHash, as /audit/head told them, or neither.',
    );
  }
  return headSeq === undefined || headHash === undefined
    ? undefined
    : { seq: Number(headSeq), hash: headHash };
}
