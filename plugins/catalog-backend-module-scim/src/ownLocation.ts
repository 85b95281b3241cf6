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

/**
 * Makes the catalog refuse our entities to other providers, and lets it tell
 * about conflicts.
 */
export const LOCATION_KEY = 'scim';

/** Where an entity of ours comes from; tells it from other providers'. */
export function ownLocation(type: 'Users' | 'Groups', id: string): string {
  return `scim:${type}/${id}`;
}

/** Whether an entity from this location is ours. */
export function isOwnLocation(location: string | undefined): boolean {
  return /^scim:(Users|Groups)\//.test(location ?? '');
}
