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

import { ConnectionStatus } from './connections/types';

/**
 * How a check of the installation ended.
 *
 * @public
 */
export type CheckOutcome = 'pass' | 'warn' | 'fail';

/**
 * One check of the installation.
 *
 * @public
 */
export interface InstallationCheck {
  /** Machine name: what was checked, e.g. `catalog`. */
  check: string;
  outcome: CheckOutcome;
  /** A sentence for people. */
  message: string;
  /** What to do; absent if the check passed. */
  advice?: string;
}

/**
 * Whether everything is set up.
 *
 * @public
 */
export interface Diagnosis {
  /** The worst outcome of all checks. */
  outcome: CheckOutcome;
  checks: InstallationCheck[];
}

/**
 * Numbers of the directory, and when its connections were last heard of.
 *
 * @public
 */
export interface DirectoryStatus {
  /** Organization revision. */
  revision: number;
  users: {
    /** Active members. */
    active: number;
    /** Deactivated by the identity provider. */
    inactive: number;
    /** Active, and no members any more. */
    ended: number;
    /** Of all of these: of no connection. */
    unsynced: number;
  };
  groups: { synced: number; waiting: number; local: number };
  connections: Array<{
    id: string;
    name: string;
    provider: string;
    status: ConnectionStatus;
    /** Absent: never yet. */
    lastRequestAt?: string;
  }>;
}
