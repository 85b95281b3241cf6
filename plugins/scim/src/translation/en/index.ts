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

import { audit } from './audit';
import { bindings } from './bindings';
import { check } from './check';
import { conflicts } from './conflicts';
import { connections } from './connections';
import { enforce } from './enforce';
import { entity } from './entity';
import { general } from './general';
import { groups } from './groups';
import { members } from './members';
import { myAccess } from './myAccess';
import { roles } from './roles';
import { users } from './users';
import { why } from './why';

/** The English texts, which every other language follows. */
export const en = {
  ...general,
  audit,
  bindings,
  check,
  conflicts,
  connections,
  enforce,
  entity,
  groups,
  members,
  myAccess,
  roles,
  users,
  why,
};
