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

import { LoggerService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import express, {
  ErrorRequestHandler,
  RequestHandler,
  Response,
} from 'express';
import { ScimError, toScimError, toScimErrorBody } from '../errors';

/** The media type of SCIM (RFC 7644 §3.8). */
const MEDIA_TYPE = 'application/scim+json';
const PLAIN_TYPE = 'application/json';

/** Identity providers send whole groups at once. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Reads the bodies of requests; anything but a JSON object is refused. */
export function readScimBody(): RequestHandler[] {
  return [
    refuseOtherMediaTypes,
    express.json({
      type: request => isOfScim(request as express.Request),
      limit: MAX_BODY_BYTES,
    }),
  ];
}

/** The body of a request that must have one. */
export function bodyOf(request: express.Request): JsonObject {
  const { body } = request;
  // Express leaves an empty object where there was no body.
  const isEmpty = request.headers['content-length'] === '0';
  if (isEmpty || !body || typeof body !== 'object' || Array.isArray(body)) {
    throw ScimError.invalidSyntax('The request body must be a JSON object.');
  }
  return body;
}

/**
 * Answers with a SCIM message; as `application/json` to a client that accepts
 * nothing else (RFC 7644 §3.8).
 */
export function sendScim(
  response: Response,
  status: number,
  body: JsonObject,
): void {
  const { req: request } = response;
  const [scim, plain] = [MEDIA_TYPE, PLAIN_TYPE].map(
    type => `${type}; charset=utf-8`,
  );
  // With the charset, to match clients that ask for it and those that do not.
  const isPlain = !request.accepts(scim) && request.accepts(plain);
  response
    .status(status)
    .type(isPlain ? plain : scim)
    .send(JSON.stringify(body));
}

/** Answers every error, of ours or of the framework, as SCIM wants it. */
export function scimErrorHandler(logger: LoggerService): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, retryAfter } = toScimError(error);
    if (status >= 500 && !(error instanceof ScimError)) {
      logger.error('A SCIM request failed', error);
    }
    if (status === 401) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="scim"');
    }
    if (retryAfter !== undefined) {
      response.setHeader('Retry-After', String(retryAfter));
    }
    const body = toScimErrorBody(error);
    response.locals.scimError = body;
    sendScim(response, status, { ...body });
  };
}

function refuseOtherMediaTypes(
  request: express.Request,
  _response: Response,
  next: express.NextFunction,
) {
  // Some clients send `Content-Length: 0` with a DELETE.
  const isEmpty = request.headers['content-length'] === '0';
  const hasBody = !isEmpty && request.is('*/*') !== null;
  if (hasBody && !isOfScim(request)) {
    throw new ScimError(415, `Send the body as '${MEDIA_TYPE}'.`);
  }
  next();
}

/** Without a type it is that of SCIM (RFC 7644 §3.8). */
function isOfScim(request: express.Request): boolean {
  const hasType = Boolean(request.headers['content-type']);
  return !hasType || Boolean(request.is([MEDIA_TYPE, PLAIN_TYPE]));
}
