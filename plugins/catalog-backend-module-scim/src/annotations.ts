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
 * Annotation: SCIM id of the person.
 *
 * @public
 */
export const ANNOTATION_USER_ID = 'backstage-scim.dev/user-id';

/**
 * Annotation: SCIM id of the group.
 *
 * @public
 */
export const ANNOTATION_GROUP_ID = 'backstage-scim.dev/group-id';

/**
 * Annotation, the sync mark: name of the connection that provisions the person
 * or group. Absent if none does.
 *
 * @public
 */
export const ANNOTATION_CONNECTION = 'backstage-scim.dev/connection';

/**
 * Annotation: ISO 8601 time of the last change by the connection.
 *
 * @public
 */
export const ANNOTATION_SYNCED_AT = 'backstage-scim.dev/synced-at';

/**
 * Annotation: the person's department.
 *
 * @public
 */
export const ANNOTATION_DEPARTMENT = 'backstage-scim.dev/department';

/**
 * Annotation: entity reference of the person's manager.
 *
 * @public
 */
export const ANNOTATION_MANAGER = 'backstage-scim.dev/manager';

/**
 * Annotation: the person's title.
 *
 * @public
 */
export const ANNOTATION_TITLE = 'backstage-scim.dev/title';
