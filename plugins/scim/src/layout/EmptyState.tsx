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

import { Box, Text } from '@backstage/ui';
import { ReactElement, ReactNode } from 'react';
import styles from './EmptyState.module.css';

/** Says that there is nothing to see, why, and what to do next. */
export function EmptyState(props: {
  icon?: ReactElement;
  title: string;
  description: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Box className={styles.empty}>
      {props.icon && (
        <span className={styles.icon} aria-hidden="true">
          {props.icon}
        </span>
      )}
      <Text as="h2" variant="body-large" weight="bold">
        {props.title}
      </Text>
      <Text as="p" color="secondary" className={styles.description}>
        {props.description}
      </Text>
      {props.action}
    </Box>
  );
}
