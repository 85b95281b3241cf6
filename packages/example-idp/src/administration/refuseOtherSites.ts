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

import { RequestHandler } from 'express';

/**
 * Refuses what another site has a browser send, and host names that are not
 * ours: a page elsewhere could make its own name point here. Programs that are
 * no browsers send neither header and are let through.
 *
 * @param hosts - host names under which people reach the identity provider
 */
export function refuseOtherSites(hosts: string[]): RequestHandler {
  const ours = new Set([...hosts, 'localhost', '127.0.0.1', '[::1]']);
  return (request, response, next) => {
    const { host = '', origin, 'sec-fetch-site': site } = request.headers;
    const refuse = (error: string) => response.status(403).json({ error });
    if (!ours.has(hostName(`http://${host}`))) {
      refuse(`This identity provider is not called '${host}'.`);
      return;
    }
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const elsewhere =
      (origin !== undefined && hostOf(origin) !== host) ||
      (site !== undefined && site !== 'same-origin' && site !== 'none');
    if (!reading && elsewhere) {
      refuse('Another site sent this; nothing was changed.');
      return;
    }
    next();
  };
}

function hostName(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}
