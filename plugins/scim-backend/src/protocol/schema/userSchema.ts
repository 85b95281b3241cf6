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

import { attribute, Attribute, Schema } from './Attribute';

/** The core schema of users. */
export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** The usual sub-attributes of a list (RFC 7643 §2.4). */
function list(
  what: string,
  value: Attribute,
  canonicalValues?: readonly string[],
): readonly Attribute[] {
  return [
    value,
    attribute.string('display', `Name of the ${what} for people to read.`),
    attribute.string('type', `What the ${what} is for.`, {
      canonicalValues,
      maxLength: 255,
    }),
    attribute.boolean('primary', `Whether this is the preferred ${what}.`),
  ];
}

const multiValued = { multiValued: true } as const;
const readOnly = { mutability: 'readOnly' } as const;

/** RFC 7643 §4.1. */
export const userSchema: Schema = {
  id: USER_SCHEMA,
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute.string('userName', 'Unique name with which the user is known.', {
      required: true,
      uniqueness: 'server',
      maxLength: 255,
    }),
    attribute.complex('name', "The parts of the user's name.", [
      attribute.string('formatted', 'The full name, ready to show.', {
        maxLength: 255,
      }),
      attribute.string('familyName', 'The family name.', { maxLength: 255 }),
      attribute.string('givenName', 'The given name.', { maxLength: 255 }),
      attribute.string('middleName', 'The middle names.', { maxLength: 255 }),
      attribute.string('honorificPrefix', 'Title, as in "Dr.".', {
        maxLength: 255,
      }),
      attribute.string('honorificSuffix', 'Suffix, as in "III".', {
        maxLength: 255,
      }),
    ]),
    attribute.string('displayName', 'The name to show for the user.', {
      maxLength: 255,
    }),
    attribute.string('nickName', 'The casual name of the user.'),
    attribute.reference('profileUrl', "The user's page.", ['external']),
    attribute.string('title', 'The user\'s title, as in "Vice President".'),
    attribute.string('userType', 'How the user relates to the organization.'),
    attribute.string('preferredLanguage', 'As in Accept-Language.'),
    attribute.string('locale', 'Language tag for localization.'),
    attribute.string('timezone', 'Time zone, as in "Europe/Paris".'),
    attribute.boolean('active', 'Whether the user may use the service.'),
    attribute.string('password', 'Accepted and forgotten: never stored.', {
      mutability: 'writeOnly',
      returned: 'never',
      caseExact: true,
    }),
    attribute.complex(
      'emails',
      'Email addresses.',
      list(
        'email address',
        attribute.string('value', 'The address.', { maxLength: 255 }),
        ['work', 'home', 'other'],
      ),
      multiValued,
    ),
    attribute.complex(
      'phoneNumbers',
      'Phone numbers.',
      list('phone number', attribute.string('value', 'The number.'), [
        'work',
        'home',
        'mobile',
        'fax',
        'pager',
        'other',
      ]),
      multiValued,
    ),
    attribute.complex(
      'ims',
      'Instant messaging addresses.',
      list('address', attribute.string('value', 'The address.'), [
        'aim',
        'gtalk',
        'icq',
        'xmpp',
        'msn',
        'skype',
        'qq',
        'yahoo',
      ]),
      multiValued,
    ),
    attribute.complex(
      'photos',
      'Pictures of the user.',
      list(
        'picture',
        attribute.reference('value', 'Where the picture is.', ['external'], {
          maxLength: 1_000_000,
        }),
        ['photo', 'thumbnail'],
      ),
      multiValued,
    ),
    attribute.complex(
      'addresses',
      'Postal addresses.',
      [
        attribute.string('formatted', 'The full address, ready to show.'),
        attribute.string('streetAddress', 'Street, house number and so on.'),
        attribute.string('locality', 'The city.'),
        attribute.string('region', 'The state or region.'),
        attribute.string('postalCode', 'The postal code.'),
        attribute.string('country', 'The country.'),
        attribute.string('type', 'What the address is for.', {
          canonicalValues: ['work', 'home', 'other'],
          maxLength: 255,
        }),
        attribute.boolean('primary', 'Whether this is the preferred address.'),
      ],
      multiValued,
    ),
    attribute.complex(
      'groups',
      'The groups in which the user is; change them at the group.',
      [
        attribute.string('value', 'The id of the group.', {
          ...readOnly,
          caseExact: true,
        }),
        attribute.reference('$ref', 'The address of the group.', ['Group'], {
          ...readOnly,
        }),
        attribute.string('display', 'The name of the group.', readOnly),
        attribute.string('type', 'How the user is in the group.', {
          ...readOnly,
          canonicalValues: ['direct', 'indirect'],
        }),
      ],
      { ...multiValued, ...readOnly },
    ),
    attribute.complex(
      'entitlements',
      'Entitlements of the user.',
      list('entitlement', attribute.string('value', 'The entitlement.')),
      multiValued,
    ),
    attribute.complex(
      'roles',
      'Roles of the user.',
      list('role', attribute.string('value', 'The role.')),
      multiValued,
    ),
    attribute.complex(
      'x509Certificates',
      'Certificates of the user.',
      list(
        'certificate',
        attribute.binary('value', 'The certificate, DER in base64.', {
          maxLength: 100_000,
        }),
      ),
      multiValued,
    ),
  ],
};
