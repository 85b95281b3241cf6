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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  AccessModel,
  EffectiveRole,
  PageRequest,
  UserSummary,
} from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import { SourceChips, typeLabel } from '../access';
import { Panel } from '../layout';
import { Listing, ListingSearch, usePagedListing } from '../listing';
import { scimTranslationRef } from '../translation';
import { WhyRole } from '../why';
import { ResourceNode } from './groupByResource';
import { pageOfNodes } from './pageOfNodes';
import styles from './ResourcePanel.module.css';

/** More resources than this are read page by page. */
const PAGE_SIZE = 15;

interface Resources {
  user: UserSummary;
  nodes: ResourceNode[];
  model: AccessModel;
}

/** The resources of one type: the role on each and, under it, those on what lies in it. */
export function ResourcePanel(props: Resources & { type: string }) {
  const { user, type, nodes, model } = props;
  return nodes.length > PAGE_SIZE ? (
    <PagedPanel {...props} />
  ) : (
    <Panel title={typeLabel(model, type)}>
      <Nodes user={user} nodes={nodes} model={model} />
    </Panel>
  );
}

function PagedPanel(props: Resources & { type: string }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { user, type, nodes, model } = props;
  const title = typeLabel(model, type);
  const list = useCallback(
    async (page: PageRequest) => pageOfNodes(nodes, page),
    [nodes],
  );
  const listing = usePagedListing({ name: type, list, pageSize: PAGE_SIZE });
  return (
    <Panel
      title={title}
      actions={
        <ListingSearch
          label={t('myAccess.search')}
          value={listing.search}
          onChange={listing.setSearch}
        />
      }
    >
      <Listing
        listing={listing}
        pagesLabel={t('myAccess.pages', { types: title })}
        empty={<></>}
      >
        {page => <Nodes user={user} nodes={page.items} model={model} />}
      </Listing>
    </Panel>
  );
}

function Nodes({ user, nodes, model }: Resources) {
  const { t } = useTranslationRef(scimTranslationRef);
  return (
    <ul className={styles.nodes}>
      {nodes.map(({ resource, role, children }) => (
        <li key={resource.id} className={styles.node}>
          {role ? (
            <RoleRow user={user} role={role} strong />
          ) : (
            <div className={styles.row}>
              <Text weight="bold">{resource.name}</Text>
              <Text
                variant="body-small"
                color="secondary"
                className={styles.partly}
              >
                {t('myAccess.onlyInside')}
              </Text>
            </div>
          )}
          {children.length > 0 && (
            <ul
              className={styles.children}
              aria-label={t('myAccess.inside', {
                types: typeLabel(model, children[0].resource.type),
                name: resource.name,
              })}
            >
              {children.map(child => (
                <li key={child.resource.id}>
                  <RoleRow user={user} role={child} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function RoleRow(props: {
  user: UserSummary;
  role: EffectiveRole;
  strong?: boolean;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { resource, role, sources } = props.role;
  return (
    <div className={styles.row}>
      <Text weight={props.strong ? 'bold' : 'regular'} className={styles.name}>
        {resource.name}
      </Text>
      <WhyRole user={props.user} resource={resource} role={role} />
      <div className={styles.sources}>
        <SourceChips
          sources={sources}
          role={role}
          label={t('myAccess.sources', { name: resource.name })}
        />
      </div>
    </div>
  );
}
