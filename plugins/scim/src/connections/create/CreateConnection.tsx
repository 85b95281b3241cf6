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
  ConnectionOptions,
  ProviderProfile,
} from '@backstage-scim/plugin-scim-common';
import {
  Button,
  Flex,
  Radio,
  RadioGroup,
  Text,
  TextField,
} from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { scimApiRef } from '../../api';
import { ErrorNotice, LoadingRows, Panel } from '../../layout';
import { scimTranslationRef } from '../../translation';
import { OptionFields } from '../OptionFields';
import { TokenLifetime } from '../TokenLifetime';
import styles from './CreateConnection.module.css';
import { issuedTokens } from '../issuedTokens';
import { ProviderChoice } from './ProviderChoice';

const DEFAULTS: ConnectionOptions = {
  linking: 'create-team',
  linkWithAccess: 'automatically',
  roleSync: false,
  rolesFromGroups: false,
  namespace: 'default',
};

const STEPS = ['provider', 'name', 'options'] as const;
type Step = (typeof STEPS)[number];

/** Makes a connection: to which identity provider, its name, what it may do. */
export function CreateConnection(props: {
  onCreated(id: string): void;
  onClose(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { onCreated, onClose } = props;
  const providers = useAsyncRetry(() => scim.listProviders(), [scim]);
  const [step, setStep] = useState<Step>('provider');
  const [provider, setProvider] = useState<ProviderProfile>();
  const [name, setName] = useState('');
  const [options, setOptions] = useState(DEFAULTS);
  const [activation, setActivation] = useState<'review' | 'immediately'>(
    'review',
  );
  const [tokenExpiresInDays, setLifetime] = useState<number>();
  const [{ loading, error }, create] = useAsyncFn(async () => {
    const { connection, token } = await scim.createConnection({
      ...options,
      name: name.trim(),
      provider: provider!.id,
      activation,
      tokenExpiresInDays,
    });
    issuedTokens.set(connection.id, token);
    onCreated(connection.id);
  }, [
    scim,
    options,
    name,
    provider,
    activation,
    tokenExpiresInDays,
    onCreated,
  ]);

  // Whoever follows with a keyboard or by ear goes on where the step begins.
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.focus(), [step]);

  if (providers.error) {
    return <ErrorNotice error={providers.error} onRetry={providers.retry} />;
  }
  if (!providers.value) {
    return <LoadingRows rows={3} height={96} />;
  }
  return (
    <div ref={start} tabIndex={-1} className={styles.step}>
      <Panel
        title={t(`connections.create.step.${step}`)}
        description={t('connections.create.position', {
          number: String(STEPS.indexOf(step) + 1),
        })}
      >
        {step === 'provider' && (
          <ProviderChoice
            providers={providers.value.items}
            onChoose={chosen => {
              setProvider(chosen);
              setName(name || chosen.title);
              setStep('name');
            }}
          />
        )}
        {step === 'name' && (
          <TextField
            className={styles.name}
            label={t('connections.create.name')}
            description={t('connections.create.nameHint')}
            value={name}
            onChange={setName}
            isRequired
          />
        )}
        {step === 'options' && (
          <>
            <RadioGroup
              label={t('connections.create.activation.label')}
              value={activation}
              onChange={value =>
                setActivation(value as 'review' | 'immediately')
              }
            >
              <Radio value="review">
                {t('connections.create.activation.review')}
              </Radio>
              <Radio value="immediately">
                {t('connections.create.activation.immediately')}
              </Radio>
            </RadioGroup>
            <OptionFields value={options} onChange={setOptions} />
            <TokenLifetime value={tokenExpiresInDays} onChange={setLifetime} />
          </>
        )}
        {error && <ErrorNotice error={error} />}
        <Flex gap="2">
          {step === 'name' && (
            <Button
              isDisabled={!name.trim()}
              onPress={() => setStep('options')}
            >
              {t('connections.create.next')}
            </Button>
          )}
          {step === 'options' && (
            <Button isPending={loading} onPress={create}>
              {t('connections.create.confirm')}
            </Button>
          )}
          {step !== 'provider' && (
            <Button
              variant="secondary"
              onPress={() => setStep(step === 'options' ? 'name' : 'provider')}
            >
              {t('connections.create.previous')}
            </Button>
          )}
          <Button variant="tertiary" onPress={onClose}>
            {t('cancel')}
          </Button>
        </Flex>
        {step === 'options' && (
          <Text variant="body-small" color="secondary">
            {t('connections.create.tokenFollows')}
          </Text>
        )}
      </Panel>
    </div>
  );
}
