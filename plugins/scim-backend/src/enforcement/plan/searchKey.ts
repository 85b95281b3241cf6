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

import { foldCase } from '../../database';
import { SEARCH_SEPARATOR } from './planRows';

/** What a search looks through; names do not run into one another. */
export function searchKey(...names: Array<string | undefined>): string {
  const given = names.filter(name => name !== undefined).join(SEARCH_SEPARATOR);
  // Control characters are nothing that people search for.
  // eslint-disable-next-line no-control-regex
  return foldCase(given).replace(/[\u0000-\u001f]/g, ' ');
}
