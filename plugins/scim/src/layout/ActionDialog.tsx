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
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Tooltip,
  TooltipTrigger,
} from '@backstage/ui';
import { ReactElement, ReactNode, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimTranslationRef } from '../translation';
import styles from './ActionDialog.module.css';
import { ConfirmButton } from './ConfirmButton';
import { ErrorNotice } from './ErrorNotice';

/** A button that asks before it does something, and stays open if that fails. */
export function ActionDialog(props: {
  action: string;
  /** Names the button where `action` alone is said many times. */
  label?: string;
  icon?: ReactElement;
  variant?: 'primary' | 'secondary' | 'tertiary';
  /** Why it cannot be done; the button then tells, and does nothing. */
  obstacle?: string;
  title: string;
  /** What is asked: a sentence, fields. */
  children: ReactNode;
  confirm: string;
  isDestructive?: boolean;
  isConfirmDisabled?: boolean;
  /** Closes the dialog when it is done; shows the error if it fails. */
  onConfirm(): Promise<unknown>;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { action, icon, variant = 'secondary', obstacle, onConfirm } = props;
  const [isOpen, setOpen] = useState(false);
  const [isTold, setTold] = useState(false);
  // A new key forgets the error of the time before.
  const [time, setTime] = useState(0);

  const button = (
    <Button
      size="small"
      variant={variant}
      iconStart={icon}
      aria-label={props.label}
      // Can be focused, so that people who use a keyboard learn the reason.
      aria-disabled={obstacle !== undefined}
      className={obstacle === undefined ? undefined : styles.unavailable}
      onPress={() => {
        if (obstacle === undefined) {
          setTime(time + 1);
          setOpen(true);
        } else {
          // Where nothing hovers: on a phone.
          setTold(true);
        }
      }}
    >
      {action}
    </Button>
  );
  if (obstacle !== undefined) {
    return (
      <TooltipTrigger
        delay={0}
        shouldCloseOnPress={false}
        isOpen={isTold}
        onOpenChange={setTold}
      >
        {button}
        <Tooltip>{obstacle}</Tooltip>
      </TooltipTrigger>
    );
  }
  return (
    <>
      {button}
      <Dialog
        className={styles.dialog}
        isOpen={isOpen}
        onOpenChange={setOpen}
        // A press beside it must not lose what was typed.
        isDismissable={false}
      >
        <DialogHeader>{props.title}</DialogHeader>
        <Confirmation
          key={time}
          {...props}
          cancel={t('cancel')}
          onConfirm={async () => {
            await onConfirm();
            setOpen(false);
          }}
          onCancel={() => setOpen(false)}
        />
      </Dialog>
    </>
  );
}

function Confirmation(props: {
  children: ReactNode;
  confirm: string;
  cancel: string;
  isDestructive?: boolean;
  isConfirmDisabled?: boolean;
  onConfirm(): Promise<void>;
  onCancel(): void;
}) {
  const { onConfirm } = props;
  const [{ loading, error }, confirm] = useAsyncFn(onConfirm, [onConfirm]);
  return (
    <>
      <DialogBody className={styles.body}>
        {props.children}
        {error && <ErrorNotice error={error} />}
      </DialogBody>
      <DialogFooter>
        <ConfirmButton
          isDestructive={props.isDestructive}
          isDisabled={props.isConfirmDisabled}
          isPending={loading}
          onPress={confirm}
        >
          {props.confirm}
        </ConfirmButton>
        <Button variant="secondary" onPress={props.onCancel}>
          {props.cancel}
        </Button>
      </DialogFooter>
    </>
  );
}
