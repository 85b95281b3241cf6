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

import net from 'node:net';

/**
 * Refuses if somebody listens on a port already.
 *
 * @param {number} port
 * @param {{ what: string, variable: string }} use what it is for, and the
 * environment variable that changes it
 */
export async function ensurePortIsFree(port, { what, variable }) {
  for (const host of ['127.0.0.1', '::1']) {
    if (!(await canListen(port, host))) {
      throw new Error(
        `Port ${port}, for ${what}, is taken by another program. ` +
          `Stop that program, or choose another port: ${variable}=<port> npm start`,
      );
    }
  }
}

/** A port from the environment. */
export function portFrom(variable, fallback) {
  const text = process.env[variable];
  if (!text) {
    return fallback;
  }
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(
      `${variable} is '${text}'. It must be a number from 1 to 65535.`,
    );
  }
  return port;
}

function canListen(port, host) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', error => {
      if (error.code === 'EADDRINUSE') {
        resolve(false);
      } else if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code)) {
        resolve(true);
      } else if (error.code === 'EACCES') {
        resolve(false);
      } else {
        reject(error);
      }
    });
    probe.listen({ port, host, exclusive: true }, () =>
      probe.close(() => resolve(true)),
    );
  });
}
