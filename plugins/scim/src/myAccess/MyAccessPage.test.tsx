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
  defaultAccessModel,
  ScimApi,
  UserAccess,
} from '@backstage-scim/plugin-scim-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { scimApiRef } from '../api';
import { MyAccessPage } from './MyAccessPage';

const access: UserAccess = {
  user: {
    id: 'u',
    userName: 'mara',
    email: 'mara@example.com',
    entityRef: 'user:default/mara',
    active: true,
    member: true,
  },
  roles: [],
  implied: [],
  groups: [],
  enforcement: { removed: false, changes: [] },
};

function show(getMyAccess: ScimApi['getMyAccess']) {
  const getCaller: ScimApi['getCaller'] = async () => ({
    organization: 'Example',
    permissions: [],
    model: defaultAccessModel,
  });
  renderInTestApp(<MyAccessPage />, {
    apis: [[scimApiRef, { getCaller, getMyAccess }]],
  });
}

describe('MyAccessPage', () => {
  it('tells somebody without access how to get some', async () => {
    show(async () => access);
    expect(
      await screen.findByRole('heading', { name: 'You have no access yet' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Nothing would change for you.')).toBeVisible();
  });

  it('says that enforcing groups would end a membership', async () => {
    show(async () => ({
      ...access,
      enforcement: { removed: true, changes: [] },
    }));
    expect(
      await screen.findByText(/You would no longer be a member/),
    ).toBeVisible();
  });

  it('tries again after a failure', async () => {
    const getMyAccess = jest
      .fn<Promise<UserAccess>, []>()
      .mockRejectedValueOnce(new Error('The directory is restarting.'))
      .mockResolvedValue(access);
    show(getMyAccess);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The directory is restarting.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('heading', { name: 'You have no access yet' }),
    ).toBeInTheDocument();
  });
});
