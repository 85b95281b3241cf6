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
import { ConnectionOptions } from '@backstage-scim/plugin-scim-common';
import { NumberField, Switch } from '@backstage/ui';
import { scimTranslationRef } from '../translation';
import styles from './OptionFields.module.css';

type RateLimit = NonNullable<ConnectionOptions['rateLimit']>;

const SUGGESTED: RateLimit = { requestsPerSecond: 50, burst: 200 };

/** How much one connection may ask, if that differs from what holds for all. */
export function RateLimitFields(props: {
  value: RateLimit | undefined;
  onChange(value: RateLimit | undefined): void;
  isDisabled?: boolean;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { value, onChange, isDisabled } = props;
  return (
    <>
      <Switch
        label={t('connections.options.rateLimit.own')}
        isDisabled={isDisabled}
        isSelected={value !== undefined}
        onChange={isOwn => onChange(isOwn ? SUGGESTED : undefined)}
      />
      {value &&
        (['requestsPerSecond', 'burst'] as const).map(part => (
          <NumberField
            key={part}
            className={styles.short}
            label={t(`connections.options.rateLimit.${part}`)}
            isDisabled={isDisabled}
            minValue={1}
            value={value[part]}
            // Empty while one types: not a number.
            onChange={number =>
              onChange({ ...value, [part]: Math.max(1, number || 1) })
            }
          />
        ))}
    </>
  );
}
