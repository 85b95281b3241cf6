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

import { attribute, Schema } from './Attribute';

/** The extension for users of an enterprise. */
export const ENTERPRISE_USER_SCHEMA =
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** RFC 7643 §4.3. */
export const enterpriseUserSchema: Schema = {
  id: ENTERPRISE_USER_SCHEMA,
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    attribute.string('employeeNumber', 'Identifier of the employee.'),
    attribute.string('costCenter', 'The cost center.'),
    attribute.string('organization', 'The organization.'),
    attribute.string('division', 'The division.'),
    attribute.string('department', 'The department.'),
    attribute.complex('manager', "The user's manager.", [
      attribute.string('value', 'The id of the manager.', { caseExact: true }),
      attribute.reference('$ref', 'The address of the manager.', ['User']),
      attribute.string('displayName', 'The name of the manager.', {
        mutability: 'readOnly',
      }),
    ]),
  ],
};
