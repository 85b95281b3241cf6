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

import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { ReactNode } from 'react';
import { entityRouteRef } from '../routes';

/** Links to a person or group in the catalog; plain text in a portal without one. */
export function EntityLink(props: { entityRef: string; children: ReactNode }) {
  const entityLink = useRouteRef(entityRouteRef);
  if (!entityLink) {
    return <>{props.children}</>;
  }
  return (
    <Link
      href={entityLink(parseEntityRef(props.entityRef))}
      variant="body-medium"
      standalone
    >
      {props.children}
    </Link>
  );
}
