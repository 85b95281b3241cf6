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

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { PageRequest, UserSummary } from '@backstage-scim/plugin-scim-common';
import { Alert, Text } from '@backstage/ui';
import { RiUserAddLine, RiUserUnfollowLine } from '@remixicon/react';
import { useCallback, useMemo, useState } from 'react';
import { PersonName } from '../access';
import { scimApiRef } from '../api';
import { ActionDialog, Panel } from '../layout';
import {
  DataTable,
  Listing,
  ListingPicker,
  ListingSearch,
  usePagedListing,
} from '../listing';
import { scimTranslationRef } from '../translation';

/** What people are members of. */
export interface MemberOwner {
  type: 'group' | 'role';
  id: string;
}

/** Who is in a group or holds a portal role, and a way to add and remove them. */
export function MembersPanel(props: {
  of: MemberOwner;
  canChange: boolean;
  /** What to know before changing them. */
  warning?: string;
  onChanged(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { of, canChange, warning, onChanged } = props;
  const { type, id } = of;
  const list = useCallback(
    (page: PageRequest) =>
      type === 'group'
        ? scim.listGroupMembers(id, page)
        : scim.listRoleMembers(id, page),
    [scim, type, id],
  );
  const change = (members: { add?: string[]; remove?: string[] }) =>
    type === 'group'
      ? scim.changeGroupMembers(id, members)
      : scim.changeRoleMembers(id, members);
  const listing = usePagedListing({ name: 'members', list, pageSize: 10 });
  const changed = () => {
    listing.retry();
    onChanged();
  };
  return (
    <Panel
      title={t(`members.title.${type}`)}
      description={warning}
      actions={
        canChange && (
          <AddMember
            warning={warning}
            onAdd={async user => {
              await change({ add: [user.id] });
              changed();
            }}
          />
        )
      }
      toolbar={
        <ListingSearch
          label={t('members.search')}
          value={listing.search}
          onChange={listing.setSearch}
        />
      }
    >
      <Listing
        listing={listing}
        pagesLabel={t('members.pages')}
        empty={<Text color="secondary">{t('members.empty')}</Text>}
      >
        {({ items }) => (
          <DataTable<UserSummary>
            label={t(`members.title.${type}`)}
            rows={items}
            keyOf={user => user.id}
            isStale={listing.loading}
            columns={[
              {
                title: t('members.column.user'),
                cell: user => <PersonName user={user} />,
              },
              {
                title: t('members.column.status'),
                cell: user => t(`members.status.${statusOf(user)}`),
              },
              ...(canChange
                ? [
                    {
                      title: t('members.remove.action'),
                      isTitleHidden: true,
                      cell: (user: UserSummary) => (
                        <ActionDialog
                          action={t('members.remove.action')}
                          label={t('members.remove.label', {
                            name: user.displayName ?? user.userName,
                          })}
                          icon={<RiUserUnfollowLine />}
                          variant="tertiary"
                          title={t('members.remove.title', {
                            name: user.displayName ?? user.userName,
                          })}
                          confirm={t('members.remove.action')}
                          isDestructive
                          onConfirm={async () => {
                            await change({ remove: [user.id] });
                            changed();
                          }}
                        >
                          <Text>{t('members.remove.description')}</Text>
                          {warning && (
                            <Alert status="warning" icon title={warning} />
                          )}
                        </ActionDialog>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Listing>
    </Panel>
  );
}

function AddMember(props: {
  warning?: string;
  onAdd(user: UserSummary): Promise<void>;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [user, setUser] = useState<UserSummary>();
  const list = useMemo(() => scim.listUsers.bind(scim), [scim]);
  return (
    <ActionDialog
      action={t('members.add.action')}
      icon={<RiUserAddLine />}
      title={t('members.add.title')}
      confirm={t('members.add.action')}
      isConfirmDisabled={!user}
      onConfirm={async () => {
        await props.onAdd(user!);
        setUser(undefined);
      }}
    >
      <ListingPicker<UserSummary>
        label={t('members.column.user')}
        list={list}
        nameOf={one => one.email || one.userName}
        onPick={setUser}
      />
      {props.warning && <Alert status="warning" icon title={props.warning} />}
    </ActionDialog>
  );
}

function statusOf(user: UserSummary) {
  if (!user.active) {
    return 'inactive';
  }
  return user.member ? 'active' : 'ended';
}
