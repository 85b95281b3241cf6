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

import { HumanDuration } from '@backstage/types';

export interface Config {
  scim?: {
    /**
     * Whether identity providers may push over SCIM. Off unless set; then SCIM
     * answers 501, and users and groups stay as they are. The environment
     * variable `SCIM_ENABLED` (`true` or `false`) has the last word.
     */
    enabled?: boolean;
    /** Names of catalog entities, which are given once and then stay. */
    entityNames?: {
      /**
       * What the names of users are made of: the user name or the primary
       * email, up to the `@`, or the SCIM id. `userName` unless set.
       */
      users?: 'userName' | 'emailLocalPart' | 'id';
    };
    /** How many SCIM requests each connection may send. */
    rateLimit?: {
      /** In the long run. 50 unless set. */
      requestsPerSecond?: number;
      /** At once, after a pause. 200 unless set. */
      burst?: number;
    };
    /**
     * A Backstage principal that may use SCIM beside connections and
     * administrators: the entity reference of a user, such as
     * `user:default/provisioning`, or the subject of an external access token.
     */
    serviceUser?: string;
    /** Identity providers that push over SCIM, declared here. */
    connections?: Array<{
      /** Unique name, shown wherever something is synced. */
      name: string;
      /** `okta`, `entra`, `google`, `keycloak`, … or `generic`. */
      provider?: string;
      /**
       * Bearer token of the identity provider. Stored as a hash.
       * @visibility secret
       */
      token: string;
      /**
       * What becomes of groups that only the identity provider knows: a team of
       * that name (`create-team`, unless set), or a group that waits (`ask`).
       */
      linking?: 'create-team' | 'ask';
      /**
       * Whether people and teams of the portal that hold access are taken over
       * `automatically` (unless set) or after an administrator has agreed (`ask`).
       */
      linkWithAccess?: 'automatically' | 'ask';
      /** Whether its roles assign portal roles `scim:…`. Off unless set. */
      roleSync?: boolean;
      /** Whether its groups count as roles of their name. Off unless set. */
      rolesFromGroups?: boolean;
      /**
       * Namespace of the catalog entities, `default` unless set. Fixed once there
       * are people.
       */
      namespace?: string;
      /** Instead of `scim.rateLimit`. */
      rateLimit?: { requestsPerSecond: number; burst: number };
      /**
       * Whether what it pushes counts `immediately` (unless set), or after an
       * administrator has seen what would happen (`review`). Matters when the
       * connection is new.
       */
      activation?: 'immediately' | 'review';
    }>;
    enforcement?: {
      /** How long a plan can be applied. One hour unless set. */
      planLifetime?: HumanDuration | string;
      /**
       * How long a plan that was not applied can still be read after it has
       * expired; then the next plan deletes it. 24 hours unless set.
       */
      planRetention?: HumanDuration | string;
      /**
       * User names or emails of break-glass accounts: they keep their role
       * bindings and are listed in every plan.
       */
      exemptUsers?: string[];
      /** Plans that somebody else must agree to before they are applied. */
      approval?: {
        /**
         * How many people, beside who made a plan, must approve it; `true` is
         * one. None unless set.
         */
        required?: boolean | number;
      };
      guards?: {
        ownersLeft?: {
          /**
           * Active people who must hold the administrator role through groups
           * after enforcement. 1 unless set.
           */
          minimum?: number;
        };
        /** Blocks a plan that affects more people than both. */
        effectiveLoss?: {
          /** Of all active members, 0 to 100. 25 unless set. */
          percentage?: number;
          /** 10 unless set. */
          people?: number;
        };
        directoryHealth?: {
          /** Warns of active connections that were silent for longer. 7 days unless set. */
          pushExpectedWithin?: HumanDuration | string;
          /**
           * Blocks if a group that grants access lost its last member within
           * this time. 1 hour unless set.
           */
          emptiedWithin?: HumanDuration | string;
          /** Warns if more people than both were deactivated. 5 unless set. */
          deactivatedPercentage?: number;
          /** 10 unless set. */
          deactivatedPeople?: number;
        };
        permissionFramework?: {
          /** Warns, instead of blocking, while permissions are off. */
          allowDisabled?: boolean;
        };
      };
    };
    notifications?: {
      /**
       * Entity references of people and groups who are told when provisioning
       * fails, a conflict appears or a group that grants access is empty. The
       * owners of the organization unless set.
       */
      recipients?: string[];
    };
    audit?: {
      /**
       * Key of the audit log's hash chain. One is made and kept in the
       * database unless set.
       * @visibility secret
       */
      key?: string;
      /**
       * Keys that were used before, so that entries signed with them still
       * verify.
       * @deepVisibility secret
       */
      keys?: string[];
    };
  };
}
