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

import { Page } from '../access/types';

/**
 * Whether a connection counts. What a pending one pushes is stored and gives
 * nobody anything until it is activated; a paused one is refused.
 *
 * @public
 */
export type ConnectionStatus = 'pending' | 'active' | 'paused';

/**
 * What an administrator decides about a connection.
 *
 * @public
 */
export interface ConnectionOptions {
  /**
   * What becomes of a group that only the identity provider knows: a team of
   * that name at once, or a group that waits until somebody creates or links one.
   */
  linking: 'create-team' | 'ask';
  /**
   * Whether the connection may take over people and teams of the portal that
   * hold access, or has to wait for an administrator.
   */
  linkWithAccess: 'automatically' | 'ask';
  /** Whether roles of the identity provider assign portal roles `scim:…`. */
  roleSync: boolean;
  /** Whether groups of the identity provider count as roles of their name. */
  rolesFromGroups: boolean;
  /** Namespace of the catalog entities; fixed once there are people. */
  namespace: string;
  /** Absent: as `scim.rateLimit` says. */
  rateLimit?: { requestsPerSecond: number; burst: number };
}

/**
 * A token as far as it may be shown.
 *
 * @public
 */
export interface ConnectionToken {
  /** The last four characters. */
  hint: string;
  createdAt?: string;
  /** Absent if it does not expire. */
  expiresAt?: string;
  /** True in the last 14 days before it expires, and after. */
  expiresSoon: boolean;
  lastUsedAt?: string;
  /** Requests that came with it. */
  uses: number;
}

/**
 * An identity provider that pushes over SCIM.
 *
 * @public
 */
export interface ConnectionSummary extends ConnectionOptions {
  id: string;
  name: string;
  /** Id of a {@link ProviderProfile}, or whatever the configuration says. */
  provider: string;
  status: ConnectionStatus;
  /** True if app-config declares it: it is changed there, not here. */
  declared: boolean;
  createdAt: string;
  activatedAt?: string;
  /** When the identity provider was last heard of. Absent: never yet. */
  lastRequestAt?: string;
  /** Absent once revoked. */
  token?: ConnectionToken;
  /** The new token, during a rotation. */
  nextToken?: ConnectionToken;
  counts: ConnectionCounts;
}

/**
 * Numbers of a connection.
 *
 * @public
 */
export interface ConnectionCounts {
  /** People it provisions. */
  users: number;
  /** Groups it provisions, without those that wait. */
  groups: number;
  /** Groups that wait to be linked to a team. */
  groupsWaiting: number;
  /** People of the portal whom it wants to take over. */
  usersWaiting: number;
  /** Refused or failed requests of the last 24 hours. */
  recentErrors: number;
}

/**
 * How to pause a connection.
 *
 * @public
 */
export interface PauseConnectionOptions {
  /** Also if nobody could administer the organization afterwards. */
  allowNoAdministrator?: boolean;
}

/**
 * What to make a connection of.
 *
 * @public
 */
export interface CreateConnectionRequest extends Partial<ConnectionOptions> {
  name: string;
  provider: string;
  /**
   * `review` (if absent): what is pushed grants nothing until an administrator
   * has seen what would happen and activates the connection.
   */
  activation?: 'immediately' | 'review';
  /** Absent: the token does not expire. */
  tokenExpiresInDays?: number;
}

/**
 * What to change about a connection; what is absent stays.
 *
 * @public
 */
export interface UpdateConnectionRequest
  extends Partial<Omit<ConnectionOptions, 'rateLimit'>> {
  name?: string;
  provider?: string;
  /** `null`: as `scim.rateLimit` says. */
  rateLimit?: ConnectionOptions['rateLimit'] | null;
}

/**
 * A connection and its new token, shown this once.
 *
 * @public
 */
export interface IssuedToken {
  connection: ConnectionSummary;
  token: string;
}

/**
 * A request of an identity provider that was refused or failed.
 *
 * @public
 */
export interface ConnectionError {
  id: string;
  at: string;
  method: string;
  /** Below the SCIM base, with the query. */
  path: string;
  status: number;
  /** SCIM's name for the kind of error. */
  scimType?: string;
  detail: string;
  /** What was sent, as JSON, without secrets, cut off when long. */
  request?: string;
}

/**
 * Requests of one hour.
 *
 * @public
 */
export interface ConnectionActivityHour {
  /** Start of the hour. */
  hour: string;
  requests: number;
  /** Requests that write. */
  pushes: number;
  errors: number;
}

/**
 * What a connection did in the last 14 days; an entry for every hour.
 *
 * @public
 */
export interface ConnectionActivity {
  hours: ConnectionActivityHour[];
}

/**
 * One thing that activating a pending connection would do.
 *
 * @public
 */
export interface ReviewItem {
  kind: 'user' | 'group';
  /** SCIM id. */
  id: string;
  name: string;
  /**
   * `create`: new in the portal. `link`: takes over somebody or a team that is
   * there. `wait`: stays as it is until somebody decides. `conflict`: cannot
   * be; another connection has it.
   */
  action: 'create' | 'link' | 'wait' | 'conflict';
  /** Whom or what it links to. */
  target?: string;
  /** Role bindings that the connection gets a say over. */
  bindings: number;
  /** Members of a group as pushed. */
  members?: number;
}

/**
 * What activating a pending connection would do, as it was at one moment.
 *
 * @public
 */
export interface ConnectionReview {
  /** Names this state; `activate` takes it. */
  fingerprint: string;
  createdAt: string;
  counts: {
    usersCreate: number;
    usersLink: number;
    usersWait: number;
    groupsCreate: number;
    groupsLink: number;
    groupsWait: number;
    conflicts: number;
    /** Role bindings of whoever and whatever is linked. */
    bindingsAtStake: number;
  };
}

/**
 * What is different from what was reviewed. At most 100 of each.
 *
 * @public
 */
export interface ReviewDifference {
  added: ReviewItem[];
  removed: ReviewItem[];
  changed: Array<{ before: ReviewItem; after: ReviewItem }>;
  /** Of all, also of those that are not listed. */
  total: number;
}

/**
 * What becomes of the people of a connection that is deleted.
 *
 * @public
 */
export type PeopleOfDeletedConnection = 'keep' | 'deprovision';

/**
 * What deleting a connection did.
 *
 * @public
 */
export interface DeletedConnection {
  people: PeopleOfDeletedConnection;
  users: number;
  groups: number;
  /** Groups that waited and are gone. */
  groupsRemoved: number;
}

/**
 * A page of a review.
 *
 * @public
 */
export type ReviewPage = Page<ReviewItem>;

/**
 * Topic of events about connections that an administrator should look at.
 *
 * @public
 */
export const CONNECTION_EVENT_TOPIC = 'scim.connection';

/**
 * Payload of events on {@link CONNECTION_EVENT_TOPIC}.
 *
 * @public
 */
export interface ConnectionEventPayload {
  /** Its name. */
  connection: string;
  /** Its token stops working soon; at most once a day. */
  reason: 'tokenExpires';
  expiresAt: string;
}
