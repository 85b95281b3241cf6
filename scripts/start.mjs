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

/*
 * The portal with the example organization, from a fresh clone: `npm start`.
 *
 *   PORTAL_PORT=8007 IDP_PORT=8107 npm start     other ports
 *   PORTAL_DATABASE=postgresql://… npm start     PostgreSQL instead of SQLite
 *
 * What it keeps is in .data/; delete that folder to begin anew.
 */
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { ADMINISTRATOR, ENGINEER, startPortal } from './portal.mjs';
import { portFrom } from './ports.mjs';
import { root } from './yarn.mjs';

const started = Date.now();

function say(text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  console.log(`${seconds} s  ${text} …`);
}

async function main() {
  await ensureInstalled();
  const dataDir = path.join(root, '.data');
  const interruption = new AbortController();
  const starting = startPortal({
    dataDir,
    signal: interruption.signal,
    port: portFrom('PORTAL_PORT', 7007),
    idpPort: portFrom('IDP_PORT', 7107),
    database: process.env.PORTAL_DATABASE,
    onProgress: say,
  });

  let asked = 0;
  const stopOnSignal = () => {
    asked += 1;
    if (asked > 1) {
      // Its processes end with it.
      process.exit(130);
    }
    console.log('\nStopping …');
    interruption.abort();
    starting
      .then(portal => portal.stop())
      .catch(() => {})
      .finally(() => process.exit(0));
  };
  process.on('SIGINT', stopOnSignal);
  process.on('SIGTERM', stopOnSignal);
  onceNpmEnds(stopOnSignal);

  try {
    const portal = await starting;
    console.log(welcome(portal, dataDir));
    try {
      await portal.failed;
    } finally {
      await portal.stop();
    }
  } catch (error) {
    if (!interruption.signal.aborted) {
      throw error;
    }
  }
}

/** npm may be ended without its script hearing of it, which then lives on. */
function onceNpmEnds(stop) {
  if (!process.env.npm_lifecycle_event) {
    return;
  }
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(timer);
      stop();
    }
  }, 500);
  timer.unref();
}

function welcome({ url, idpUrl, pushed }, dataDir) {
  const line = '─'.repeat(72);
  const seconds = Math.round((Date.now() - started) / 1000);
  const { users, groups } = pushed;
  const total = ({ created, updated, unchanged, reactivated = 0 }) =>
    created + updated + unchanged + reactivated;
  return `
${line}
  The portal is up:  ${url}      (started in ${seconds} s)

  Sign in and pick
    ${ADMINISTRATOR.name.padEnd(
      14,
    )} an administrator: previews and enforces groups
    ${ENGINEER.name.padEnd(14)} an engineer: sees what she can reach, and why

  Try first
    Access → My access   as ${ENGINEER.name}
    Access → Enforce     as ${ADMINISTRATOR.name}
    ${idpUrl}/  is the identity provider: disable somebody, move
    somebody between groups, and watch the SCIM traffic and the catalog follow

  ${total(users)} people and ${total(
    groups,
  )} groups came over SCIM from ${idpUrl}
  Data and logs: ${path.relative(process.cwd(), dataDir) || dataDir}
  Stop with Ctrl-C.
${line}`;
}

main().catch(error => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
  // A process that is still ending must not keep us.
  setTimeout(() => process.exit(1), 15_000).unref();
});
