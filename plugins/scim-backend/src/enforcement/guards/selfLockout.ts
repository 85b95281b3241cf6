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

import { Guard } from './Guard';

/**
 * Refuses a plan after which the caller could no longer undo it: because the
 * caller's administrator role was a direct binding, or because the caller's own
 * membership would end.
 */
export const selfLockout: Guard = {
  name: 'self-lockout',
  overridable: true,
  aboutCaller: true,
  check({ administratorRole, caller }) {
    const { administratorBefore, administratorAfter, memberAfter } = caller ?? {
      administratorBefore: false,
      administratorAfter: false,
      memberAfter: true,
    };
    const locked = !memberAfter || (administratorBefore && !administratorAfter);
    const numbers = {
      administratorBefore: Number(administratorBefore),
      administratorAfter: Number(administratorAfter),
      memberAfter: Number(memberAfter),
    };
    if (!locked) {
      return {
        outcome: 'pass',
        message: caller
          ? 'You keep what you need to undo it.'
          : 'The caller is no person of the directory and loses nothing.',
        numbers,
      };
    }
    return {
      outcome: 'block',
      message: memberAfter
        ? `You are ${administratorRole} only by a direct role binding and could not undo it afterwards. Join a user group that holds the role first.`
        : 'You are in no active user group: your own membership would end, and you could not undo it. Join a user group first.',
      numbers,
    };
  },
};
