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

import { ErrorLike, isError, ResponseError } from '@backstage/errors';
import {
  AccessFileError,
  GuardRefusedError,
  StalePlanError,
  toEnforcementError,
} from '@backstage-scim/plugin-scim-common';
import { ExitCode } from './ExitCode';

/**
 * What to tell people about an error, and what to end with.
 *
 * @param context - `url` of the plugin, once it is known; the `permissions`
 * that the command needs
 */
export function describeError(
  thrown: unknown,
  context: { url?: string; permissions: readonly string[] },
): { message: string; exitCode: ExitCode } {
  const error = toEnforcementError(thrown);

  if (error instanceof GuardRefusedError) {
    return {
      message: [
        'A guard refuses this; nothing was changed.',
        ...error.guards.map(({ guard, message }) => `  ${guard}: ${message}`),
      ].join('\n'),
      exitCode: ExitCode.GuardRefused,
    };
  }
  if (error instanceof StalePlanError) {
    return {
      message: `${sentence(error.message)}${describeDifference(
        error,
      )} Run the command again to see the present changes.`,
      exitCode: ExitCode.StalePlan,
    };
  }
  if (error instanceof ResponseError) {
    return {
      message: describeResponse(error, context),
      exitCode: ExitCode.Failed,
    };
  }
  return {
    message: describeFailure(error, context),
    exitCode: ExitCode.Failed,
  };
}

/**
 * Whether a request failed on its way: it may or may not have arrived.
 */
export function isConnectionError(error: unknown): boolean {
  return (
    isError(error) && error.name === 'TypeError' && error.cause !== undefined
  );
}

function describeDifference({ difference }: StalePlanError): string {
  if (!difference) {
    return '';
  }
  const count = (of: { changes: number; removals: number }) =>
    of.changes + of.removals;
  return ` A plan made now has ${count(
    difference.added,
  )} new rows and lacks ${count(difference.gone)} of this one.`;
}

function describeResponse(
  error: ResponseError,
  context: { url?: string; permissions: readonly string[] },
): string {
  const { name, message } = error.body.error;
  const fromPlugin = name !== 'Error';

  switch (error.statusCode) {
    case 401:
      return `${context.url} does not accept the token. Pass a valid one with --token or SCIM_TOKEN, or sign in again with \`backstage-cli auth login\`.`;
    case 403:
      return `You are not allowed to do this: you need ${
        context.permissions.length === 1 ? 'the permission' : 'the permissions'
      } ${context.permissions.join(
        ' and ',
      )}. Ask an administrator of the portal, or use an administrator's token.`;
    case 404:
      return fromPlugin
        ? sentence(message)
        : `There is no SCIM plugin at ${context.url}. Is the URL right, and is @backstage-scim/plugin-scim-backend installed there?`;
    case 503:
      return `The portal at ${context.url} is not ready yet. Try again in a moment.`;
    default:
      return fromPlugin
        ? sentence(message)
        : `The portal at ${context.url} answered ${error.statusCode} ${error.statusText}. Its log says more.`;
  }
}

function describeFailure(error: unknown, context: { url?: string }): string {
  if (!isError(error)) {
    return sentence(String(error));
  }
  if (isConnectionError(error)) {
    return `Could not reach ${context.url} (${causeOf(
      error,
    )}). Is the portal running there?`;
  }
  if (error.name === 'SyntaxError' && context.url) {
    return `${context.url} did not answer like a SCIM plugin. Is the URL right, and is @backstage-scim/plugin-scim-backend installed there?`;
  }
  if (error instanceof AccessFileError) {
    return error.message;
  }
  return sentence(error.message);
}

function causeOf(error: ErrorLike): string {
  const { code, message } = error.cause as { code?: string; message?: string };
  return code ?? message ?? error.message;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
