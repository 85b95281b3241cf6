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
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ActionDialog } from './ActionDialog';

function show(props: {
  obstacle?: string;
  isConfirmDisabled?: boolean;
  onConfirm(): Promise<unknown>;
}) {
  renderInTestApp(
    <ActionDialog
      action="Remove"
      label="Remove Mara Voss"
      title="Remove Mara Voss?"
      confirm="Remove"
      {...props}
    >
      They can no longer sign in.
    </ActionDialog>,
  );
}

async function open() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Remove Mara Voss' }),
  );
  return screen.findByRole('dialog', { name: 'Remove Mara Voss?' });
}

const confirm = () =>
  userEvent.click(screen.getByRole('button', { name: 'Remove' }));

describe('ActionDialog', () => {
  it('asks first, and closes when it is done', async () => {
    const onConfirm = jest.fn(async () => {});
    show({ onConfirm });
    expect(await open()).toHaveTextContent('They can no longer sign in.');
    expect(onConfirm).not.toHaveBeenCalled();

    await confirm();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(onConfirm).toHaveBeenCalledTimes(1);
  });

  it('stays open with the reason when it fails, and forgets it for the next time', async () => {
    show({ onConfirm: jest.fn().mockRejectedValue(new Error('Not today.')) });
    await open();
    await confirm();
    expect(await screen.findByRole('alert')).toHaveTextContent('Not today.');

    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await open();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('does nothing when somebody thinks better of it', async () => {
    const onConfirm = jest.fn(async () => {});
    show({ onConfirm });
    await open();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it('tells those who press it why it cannot be done', async () => {
    show({ obstacle: 'Remove them in Okta.', onConfirm: jest.fn() });
    const button = await screen.findByRole('button', {
      name: 'Remove Mara Voss',
    });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(button);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'Remove them in Okta.',
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
