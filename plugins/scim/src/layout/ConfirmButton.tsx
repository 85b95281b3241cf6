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

import { Button, ButtonProps } from '@backstage/ui';

/** The button that does it. Looks dangerous if it is, once it can be pressed. */
export function ConfirmButton({
  isDestructive = false,
  isDisabled = false,
  ...props
}: Omit<ButtonProps, 'destructive'> & { isDestructive?: boolean }) {
  return (
    <Button
      {...props}
      isDisabled={isDisabled}
      // In the dark theme a destructive button never looks disabled.
      destructive={isDestructive && !isDisabled}
    />
  );
}
