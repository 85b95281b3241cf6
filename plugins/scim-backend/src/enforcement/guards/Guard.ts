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

import { GuardResult, PlanSource } from '@backstage-scim/plugin-scim-common';
import type { DirectoryHealth } from './readDirectoryHealth';

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
  people: {
    /** Active members, and those whose membership a rollback brings back. */
    members: number;
    /** Those with at least one change row. */
    changed: number;
    /** Those whose membership ends, or comes back. */
    removed: number;
  };
  health: DirectoryHealth;
  sources: PlanSource[];
  /** Whether Backstage's permission framework is on. */
  permissionsEnabled: boolean;
}

/** What a guard found: its sentence, and the numbers in it. */
export type Judgement = Pick<GuardResult, 'outcome' | 'message' | 'numbers'>;

/** A safety check of a plan. */
export interface Guard {
  readonly name: string;
  /** Whether it can be overridden for one plan; else only a setting helps. */
  readonly overridable: boolean;
  /** True if it judges who asks, not the plan alone. */
  readonly aboutCaller?: boolean;
  check(facts: GuardFacts): Judgement;
}
