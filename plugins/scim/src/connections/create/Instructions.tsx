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
  ConnectionSummary,
  ProviderProfile,
  ProviderValue,
} from '@backstage-scim/plugin-scim-common';
import { Alert, Button, Text } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { CodeBlock, Panel } from '../../layout';
import { DataTable } from '../../listing';
import { scimTranslationRef } from '../../translation';
import { FirstRequest } from './FirstRequest';
import styles from './Instructions.module.css';
import { TextWithCode } from './TextWithCode';

/** What to do at the identity provider, with every value to copy, until its first request comes in. */
export function Instructions(props: {
  connection: ConnectionSummary;
  provider: ProviderProfile;
  /** Absent if it is no longer known: it is shown once. */
  token: string | undefined;
  onClose(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { connection, provider, token, onClose } = props;
  // Whoever follows with a keyboard or by ear goes on where the step begins.
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.focus(), []);
  return (
    <div ref={start} tabIndex={-1} className={styles.panels}>
      <Panel
        title={t('connections.instructions.title', {
          provider: provider.title,
        })}
        description={t('connections.create.position', { number: '4' })}
      >
        {token && (
          <Alert
            status="warning"
            icon
            title={t('connections.token.once.title')}
            description={t('connections.token.once.description')}
          />
        )}
        <ol className={styles.steps}>
          {provider.steps.map(step => (
            <li key={step.title} className={styles.step}>
              <Text weight="bold">{step.title}</Text>
              <TextWithCode as="p" text={step.body} />
              {step.values.map(value => (
                <Value key={value.label} value={value} token={token} />
              ))}
            </li>
          ))}
        </ol>
      </Panel>
      {provider.mappings.length > 0 && (
        <Panel title={t('connections.instructions.mappings')} level={3}>
          <DataTable
            label={t('connections.instructions.mappings')}
            rows={provider.mappings}
            keyOf={({ source, target }) => `${source} ${target}`}
            columns={[
              {
                title: provider.title,
                cell: ({ source }) => <Text>{source}</Text>,
              },
              { title: 'SCIM', cell: ({ target }) => <code>{target}</code> },
              {
                title: t('connections.instructions.note'),
                cell: ({ note }) => note && <TextWithCode text={note} />,
              },
            ]}
          />
        </Panel>
      )}
      {provider.pitfalls.length > 0 && (
        <Panel title={t('connections.instructions.pitfalls')} level={3}>
          <ul className={styles.pitfalls}>
            {provider.pitfalls.map(pitfall => (
              <li key={pitfall}>
                <TextWithCode text={pitfall} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <div className={styles.end}>
        <FirstRequest id={connection.id} />
        <Button onPress={onClose}>{t('connections.instructions.done')}</Button>
      </div>
    </div>
  );
}

function Value(props: { value: ProviderValue; token: string | undefined }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { value, token } = props;
  const text = value.token
    ? token
    : (value.value ?? '').replace('<token>', token ?? '<token>');
  return (
    <div>
      <Text variant="body-small" color="secondary">
        {value.label}
      </Text>
      {text === undefined ? (
        <Text as="p">{t('connections.instructions.tokenGone')}</Text>
      ) : (
        <CodeBlock label={value.label} text={text} />
      )}
    </div>
  );
}
