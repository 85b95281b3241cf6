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
import { Radio, RadioGroup } from '@backstage/ui';
import { scimTranslationRef } from '../translation';

const NEVER = 'never';
const DAYS = [90, 180, 365];

/** After how many days a token expires; never if absent. */
export function TokenLifetime(props: {
  value: number | undefined;
  onChange(days: number | undefined): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { value, onChange } = props;
  return (
    <RadioGroup
      label={t('connections.token.lifetime.label')}
      description={t('connections.token.lifetime.hint')}
      value={value === undefined ? NEVER : String(value)}
      onChange={chosen =>
        onChange(chosen === NEVER ? undefined : Number(chosen))
      }
    >
      <Radio value={NEVER}>{t('connections.token.noExpiry')}</Radio>
      {DAYS.map(days => (
        <Radio key={days} value={String(days)}>
          {t('connections.token.lifetime.days', { days: String(days) })}
        </Radio>
      ))}
    </RadioGroup>
  );
}
