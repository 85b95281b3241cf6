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

/** Texts that several pages share. */
export const general = {
  loading: 'Loading…',
  cancel: 'Cancel',
  sync: {
    none: 'Not synced',
    requested: '{{name}} asks to link',
  },
  history: {
    title: 'History',
    empty: 'Nothing is recorded yet.',
  },
  refused: {
    title: 'This page is not open to you',
    description:
      'It may not exist, or it is for administrators. If you need it, ask an owner of the organization.',
    action: 'Show my access',
  },
  error: {
    title: 'That did not work',
    unreachable:
      'The portal does not answer. Check your connection and try again.',
    retry: 'Retry',
  },
  copy: {
    action: 'Copy: {{what}}',
    done: 'Copied',
    failed: 'The browser did not allow copying',
  },
  listing: {
    position: '{{from}}–{{to}} of {{total}}',
    previous: 'Previous',
    next: 'Next',
    more_one: 'One more. Type a part of its name.',
    more_other: '{{count}} more. Type a part of the name.',
    noMatch: {
      title: 'Nothing matches',
      description: 'There is nothing for “{{search}}”. Try fewer letters.',
      filtered: 'Nothing is left with these filters. Try fewer of them.',
    },
  },
  access: {
    noRole: 'no access',
    becomes: 'becomes',
    lostSources: 'Goes',
    keptSources: 'Stays',
    origin: {
      direct: 'Direct',
      baseline: 'Every member',
    },
  },
} as const;
