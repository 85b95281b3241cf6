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

import { Link, useSidebarOpenState } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import styles from './PortalLogo.module.css';

/** The portal's mark, and its name when the bar is open. */
export function PortalLogo() {
  const { isOpen } = useSidebarOpenState();
  const title = useApi(configApiRef).getOptionalString('app.title') ?? 'Portal';
  return (
    <Link to="/" underline="none" className={styles.logo} aria-label={title}>
      <svg viewBox="0 0 32 32" className={styles.mark} aria-hidden="true">
        <path d="M16 2 28 9v14l-12 7L4 23V9z" className={styles.tile} />
        <circle cx="16" cy="12.5" r="3.5" className={styles.figure} />
        <path d="M9 23a7 7 0 0 1 14 0z" className={styles.figure} />
      </svg>
      {isOpen && <span className={styles.title}>{title}</span>}
    </Link>
  );
}
