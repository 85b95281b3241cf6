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
 * A server in a process of its own, so that its memory and its time are its
 * own, too. Started by `ServerProcess`.
 */

import { serveScim } from './serveScim';
import { serveScimmy } from './serveScimmy';

process.once('message', async ({ server, address }: any) => {
  const baseUrl = await { scim: serveScim, scimmy: serveScimmy }[
    server as 'scim' | 'scimmy'
  ](address);
  process.send!({ baseUrl });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send!({
      usage: {
        peakRss: process.resourceUsage().maxRSS * 1024,
        rss: process.memoryUsage().rss,
        cpu: (user + system) / 1000,
      },
    });
  });
});
process.once('disconnect', () => process.exit());
