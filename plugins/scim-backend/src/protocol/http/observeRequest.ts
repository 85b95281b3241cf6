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

import { Request, Response } from 'express';
import type {
  AnsweredRequest,
  Connection,
  ConnectionStore,
} from '../../connections';

/**
 * Notes what a connection asked for once it has been answered. Which connection
 * it is, and why it was refused, stands in the locals of the response by then.
 */
export function observeRequest(
  connections: ConnectionStore,
  request: Request,
  response: Response,
): void {
  response.once('finish', () => {
    const { connection, scimError, failures } = response.locals as {
      connection?: Connection;
      scimError?: { detail?: string; scimType?: string };
      /** What of a bulk request failed. */
      failures?: AnsweredRequest[];
    };
    if (connection) {
      connections.activity.record(connection, {
        method: request.method,
        path: request.url,
        status: response.statusCode,
        body: request.body,
        error: scimError,
      });
      failures?.forEach(failure =>
        connections.activity.recordFailure(connection, failure),
      );
    }
  });
}
