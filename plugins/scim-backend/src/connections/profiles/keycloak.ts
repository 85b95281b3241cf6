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

import { ProfileFactory } from './ProfileFactory';

export const keycloak: ProfileFactory = ({ baseUrl }) => ({
  id: 'keycloak',
  title: 'Keycloak',
  summary:
    'Pushes people and groups with an extension; Keycloak itself has no SCIM client.',
  steps: [
    {
      title: 'Install a SCIM client extension',
      body: 'Put the JAR of an extension that pushes over SCIM 2.0 (for instance keycloak-scim) into the providers folder of each node, run the build, and restart Keycloak.',
      values: [
        { label: 'Folder', value: '/opt/keycloak/providers/' },
        { label: 'Command', value: '/opt/keycloak/bin/kc.sh build' },
      ],
    },
    {
      title: 'Listen to changes',
      body: 'In the Admin Console of the realm open Realm settings → Events → Event listeners, add the listener and Save.',
      values: [{ label: 'Event listeners', value: 'scim' }],
    },
    {
      title: 'Enter address and token',
      body: 'Open User federation → Add scim provider, enter the values and Save.',
      values: [
        { label: 'Name', value: 'Backstage' },
        { label: 'SCIM 2.0 endpoint', value: baseUrl },
        { label: 'Endpoint content type', value: 'application/scim+json' },
        { label: 'Auth mode', value: 'BEARER' },
        { label: 'Auth password/token', token: true },
        { label: 'Enable user propagation', value: 'on' },
        { label: 'Enable group propagation', value: 'on' },
      ],
    },
    {
      title: 'Push who is there already',
      body: 'Only changes are pushed by themselves. Open the provider → Action → Sync all users once; the first requests arrive. Set a periodic full sync for what was missed.',
      values: [{ label: 'Periodic full sync', value: 'on' }],
    },
  ],
  mappings: [
    { source: 'username', target: 'userName' },
    { source: 'email', target: 'emails.value' },
    { source: 'firstName', target: 'name.givenName' },
    { source: 'lastName', target: 'name.familyName' },
    { source: 'enabled', target: 'active' },
    { source: 'group name', target: 'displayName of the group' },
    {
      source: 'realm roles with the attribute scim = true',
      target: 'roles',
      note: 'Only for role sync; the name of the attribute depends on the extension.',
    },
  ],
  pitfalls: [
    'A push that fails is not tried again by itself: the next full sync puts it right.',
    'Extensions push the whole member list of a group with each change; the portal takes that as a replacement.',
    'Do not turn on the import of an extension in the same realm unless you want people of the portal in Keycloak.',
    'Names of fields differ between extensions and their versions.',
  ],
});
