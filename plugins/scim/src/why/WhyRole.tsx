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
  ResourceSummary,
  UserSummary,
} from '@backstage-scim/plugin-scim-common';
import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import { ComponentProps, lazy, Suspense, useState } from 'react';
import { RoleBadge } from '../access/RoleBadge';
import { LoadingRows } from '../layout';
import { scimTranslationRef } from '../translation';
import styles from './WhyRole.module.css';

// The graph and its layout are for those who ask.
const WhyExplanation = lazy(() =>
  import('./WhyExplanation').then(m => ({ default: m.WhyExplanation })),
);

/**
 * A role that tells, when pressed, where it comes from. Pages have hundreds of
 * them: nothing but a button is there until then.
 */
export function WhyRole(props: {
  user: Pick<UserSummary, 'id' | 'email' | 'userName' | 'displayName'>;
  resource: Pick<ResourceSummary, 'id' | 'label'>;
  role: string;
  tone?: ComponentProps<typeof RoleBadge>['tone'];
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { user, resource, role, tone } = props;
  const [wasAsked, setAsked] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const person = user.displayName ?? (user.email || user.userName);
  return (
    <>
      <button
        type="button"
        className={styles.button}
        aria-haspopup="dialog"
        aria-label={t('why.action', { role, resource: resource.label })}
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        <RoleBadge role={role} tone={tone} />
      </button>
      {wasAsked && (
        <Dialog
          width={720}
          isOpen={isOpen}
          onOpenChange={setOpen}
          isDismissable
        >
          <DialogHeader>
            {t('why.title', { person, role, resource: resource.label })}
          </DialogHeader>
          <DialogBody>
            <Suspense fallback={<LoadingRows rows={2} />}>
              <WhyExplanation user={user} resource={resource} />
            </Suspense>
          </DialogBody>
        </Dialog>
      )}
    </>
  );
}
