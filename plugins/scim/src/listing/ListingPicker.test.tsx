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
import { ListingPicker } from './ListingPicker';

const TEAMS = ['Data', 'Design', 'Platform'].map(name => ({ id: name, name }));

function show(list = jest.fn()) {
  list.mockImplementation(async ({ search = '' }: { search?: string }) => {
    const items = TEAMS.filter(({ name }) => name.includes(search));
    return { items: items.slice(0, 2), totalItems: items.length };
  });
  const onPick = jest.fn();
  renderInTestApp(
    <ListingPicker<{ id: string; name: string }>
      label="Team"
      list={list}
      nameOf={({ name }) => name}
      onPick={onPick}
    />,
  );
  return onPick;
}

const radio = (name: string) => screen.findByRole('radio', { name });

describe('ListingPicker', () => {
  it('shows what there is, and how much more', async () => {
    show();
    expect(await radio('Data')).not.toBeChecked();
    expect(screen.queryByRole('radio', { name: 'Platform' })).toBeNull();
    expect(screen.getByText(/^One more/)).toBeVisible();
  });

  it('finds what is typed, and hands on what is chosen', async () => {
    const onPick = show();
    await radio('Data');
    await userEvent.type(screen.getByRole('searchbox'), 'Plat');
    await userEvent.click(await radio('Platform'));
    expect(onPick).toHaveBeenLastCalledWith(TEAMS[2]);
    expect(await radio('Platform')).toBeChecked();
    expect(screen.queryByRole('radio', { name: 'Data' })).toBeNull();
  });

  it('forgets a choice that may go out of sight', async () => {
    const onPick = show();
    await userEvent.click(await radio('Design'));
    await userEvent.type(screen.getByRole('searchbox'), 'Plat');
    expect(onPick).toHaveBeenLastCalledWith(undefined);
    await userEvent.clear(screen.getByRole('searchbox'));
    expect(await radio('Design')).not.toBeChecked();
  });

  it('says when nothing matches, and why nothing could be read', async () => {
    const list = jest.fn();
    show(list);
    await radio('Data');
    await userEvent.type(screen.getByRole('searchbox'), 'xyz');
    expect(await screen.findByText('Nothing matches')).toBeVisible();

    list.mockRejectedValue(new Error('Out of order.'));
    await userEvent.type(screen.getByRole('searchbox'), 'z');
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent('Out of order.'),
    );
  });
});
