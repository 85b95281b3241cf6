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

import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  ConnectionSummary,
  ProviderProfile,
  ScimApi,
} from '@backstage-scim/plugin-scim-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { scimApiRef } from '../../api';
import { CreateConnection } from './CreateConnection';
import { issuedTokens } from '../issuedTokens';

const okta: ProviderProfile = {
  id: 'okta',
  title: 'Okta',
  summary: 'Pushes people and groups.',
  steps: [],
  mappings: [],
  pitfalls: [],
};

function show(createConnection: ScimApi['createConnection']) {
  const onCreated = jest.fn();
  renderInTestApp(
    <CreateConnection onCreated={onCreated} onClose={() => {}} />,
    {
      apis: [
        [
          scimApiRef,
          { listProviders: async () => ({ items: [okta] }), createConnection },
        ],
      ],
    },
  );
  return onCreated;
}

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('CreateConnection', () => {
  afterEach(() => issuedTokens.clear());

  it('makes a connection that waits for a review, unless told otherwise', async () => {
    const createConnection = jest.fn(async () => ({
      connection: { id: 'c' } as ConnectionSummary,
      token: 'secret',
    }));
    const onCreated = show(createConnection);
    await press(/^Okta/);
    const name = screen.getByRole('textbox', { name: /Name/ });
    expect(name).toHaveValue('Okta');
    await userEvent.type(name, ' of HR');
    await press('Continue');
    await press('Create connection');

    expect(createConnection).toHaveBeenCalledWith({
      name: 'Okta of HR',
      provider: 'okta',
      activation: 'review',
      linking: 'create-team',
      linkWithAccess: 'automatically',
      roleSync: false,
      rolesFromGroups: false,
      namespace: 'default',
    });
    expect(onCreated).toHaveBeenCalledWith('c');
    expect(issuedTokens.get('c')).toBe('secret');
  });

  it('needs a name, and keeps what was entered on the way back', async () => {
    show(jest.fn());
    await press(/^Okta/);
    const name = screen.getByRole('textbox', { name: /Name/ });
    await userEvent.clear(name);
    expect(screen.getByRole('button', { name: 'Continue' })).toBeDisabled();
    await userEvent.type(name, 'North');
    await press('Continue');
    await userEvent.click(screen.getByRole('radio', { name: 'At once' }));
    await press('Back');
    expect(screen.getByRole('textbox', { name: /Name/ })).toHaveValue('North');
    await press('Continue');
    expect(screen.getByRole('radio', { name: 'At once' })).toBeChecked();
  });

  it('says why a connection could not be made', async () => {
    const onCreated = show(
      jest.fn().mockRejectedValue(new Error('There is an Okta already.')),
    );
    await press(/^Okta/);
    await press('Continue');
    await press('Create connection');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is an Okta already.',
    );
    expect(onCreated).not.toHaveBeenCalled();
  });
});
