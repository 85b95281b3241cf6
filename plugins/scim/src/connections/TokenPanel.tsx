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
import {
  ConnectionSummary,
  ConnectionToken,
} from '@backstage-scim/plugin-scim-common';
import { Alert, Text } from '@backstage/ui';
import { RiKey2Line } from '@remixicon/react';
import { useState } from 'react';
import { scimApiRef } from '../api';
import { ActionDialog, CodeBlock, DateTime, FactList, Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import { issuedTokens } from './issuedTokens';
import { TokenLifetime } from './TokenLifetime';

/** The tokens of a connection, and the way from an old one to a new one. */
export function TokenPanel(props: {
  connection: ConnectionSummary;
  onChanged(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { connection, onChanged } = props;
  const { id, token, nextToken } = connection;
  // Shown this once, and nowhere but in memory.
  const secret = issuedTokens.get(id);
  const [lifetime, setLifetime] = useState<number>();
  const obstacle = connection.declared ? t('connections.declared') : undefined;

  const rotate = async () => {
    const issued = await scim.startRotation(id, {
      tokenExpiresInDays: lifetime,
    });
    issuedTokens.set(id, issued.token);
    onChanged();
  };
  return (
    <Panel
      title={t('connections.token.title')}
      description={t('connections.token.description')}
      // Keys: one dialog that closes must not become the one in its place.
      actions={
        nextToken ? (
          <>
            <ActionDialog
              key="complete"
              action={t('connections.token.complete.action')}
              variant="primary"
              obstacle={obstacle}
              title={t('connections.token.complete.title')}
              confirm={t('connections.token.complete.action')}
              onConfirm={async () => {
                await scim.completeRotation(id);
                issuedTokens.delete(id);
                onChanged();
              }}
            >
              <Text>
                {nextToken.uses > 0
                  ? t('connections.token.complete.used', {
                      count: nextToken.uses,
                    })
                  : t('connections.token.complete.unused')}
              </Text>
            </ActionDialog>
            <ActionDialog
              key="cancel"
              action={t('connections.token.cancel.action')}
              obstacle={obstacle}
              title={t('connections.token.cancel.title')}
              confirm={t('connections.token.cancel.action')}
              onConfirm={async () => {
                await scim.cancelRotation(id);
                issuedTokens.delete(id);
                onChanged();
              }}
            >
              <Text>{t('connections.token.cancel.description')}</Text>
            </ActionDialog>
          </>
        ) : (
          <>
            <ActionDialog
              key="rotate"
              action={
                token
                  ? t('connections.token.rotate.action')
                  : t('connections.token.issue.action')
              }
              icon={<RiKey2Line />}
              obstacle={obstacle}
              title={t('connections.token.rotate.title')}
              confirm={t('connections.token.issue.action')}
              onConfirm={rotate}
            >
              <Text>{t('connections.token.rotate.description')}</Text>
              <TokenLifetime value={lifetime} onChange={setLifetime} />
            </ActionDialog>
            {token && (
              <ActionDialog
                key="revoke"
                action={t('connections.token.revoke.action')}
                obstacle={obstacle}
                title={t('connections.token.revoke.title')}
                confirm={t('connections.token.revoke.action')}
                isDestructive
                onConfirm={async () => {
                  await scim.revokeTokens(id);
                  issuedTokens.delete(id);
                  onChanged();
                }}
              >
                <Text>{t('connections.token.revoke.description')}</Text>
              </ActionDialog>
            )}
          </>
        )
      }
    >
      {secret && (
        <>
          <Alert
            status="warning"
            icon
            title={t('connections.token.once.title')}
            description={t('connections.token.once.description')}
          />
          <CodeBlock label={t('connections.token.new')} text={secret} />
        </>
      )}
      {token?.expiresSoon && (
        <Alert
          status="warning"
          icon
          title={t('connections.token.expiresSoon')}
        />
      )}
      {!token && !nextToken && (
        <Text color="secondary">{t('connections.token.none')}</Text>
      )}
      {token && <Token token={token} label={t('connections.token.present')} />}
      {nextToken && (
        <Token token={nextToken} label={t('connections.token.new')} />
      )}
    </Panel>
  );
}

function Token(props: { token: ConnectionToken; label: string }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { token, label } = props;
  return (
    <FactList
      facts={[
        [label, <code>…{token.hint}</code>],
        [
          t('connections.token.lastUsed'),
          token.lastUsedAt ? (
            <DateTime value={token.lastUsedAt} />
          ) : (
            t('connections.never')
          ),
        ],
        [
          t('connections.token.expires'),
          token.expiresAt ? (
            <DateTime value={token.expiresAt} />
          ) : (
            t('connections.token.noExpiry')
          ),
        ],
      ]}
    />
  );
}
