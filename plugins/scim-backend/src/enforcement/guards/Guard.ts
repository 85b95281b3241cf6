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

import { GuardResult } from '@backstage-scim/plugin-scim-common';

/** What guards judge a plan by. */
export interface GuardFacts {
  kind: 'enforce' | 'rollback';
  /** The role that makes an administrator, for sentences. */
  administratorRole: string;
  administrators: {
    before: number;
    after: number;
    /** Afterwards, through user groups and portal roles alone. */
    derived: number;
  };
  /** The caller, if it is a person of the directory. */
  caller?: {
    administratorBefore: boolean;
    administratorAfter: boolean;
    memberAfter: boolean;
  };
}

/** A safety check of a plan. */
export interface Guard {
  readonly name: string;
  check(facts: GuardFacts): GuardResult;
}
