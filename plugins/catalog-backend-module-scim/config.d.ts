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

import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  catalog?: {
    providers?: {
      /** Users and groups of the SCIM plugin. */
      scim?: {
        /**
         * When the catalog is compared with the whole directory. Every five
         * minutes unless set; changes do not wait for it.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * How often the change feed is read when no event says that there is
         * something new, because events can be lost. Ten seconds unless set.
         */
        pollInterval?: HumanDuration | string;
        /**
         * A comparison with the directory that would remove more than this
         * share of its users and groups from the catalog, and more of them
         * than `rejectRemovalsAboveCount`, removes nobody unless the change
         * feed accounts for it or an administrator lets it through. From 0 to
         * 100; 20 unless set.
         */
        rejectRemovalsAbovePercentage?: number;
        /** See `rejectRemovalsAbovePercentage`. 10 unless set. */
        rejectRemovalsAboveCount?: number;
      };
    };
  };
}
