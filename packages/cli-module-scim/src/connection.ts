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

import { CliAuth } from '@backstage/cli-node';
import { InputError } from '@backstage/errors';
import { ScimApi, ScimClient } from '@backstage-scim/plugin-scim-common';

/**
 * The flags that say which portal to talk to.
 */
export const connectionFlags = {
  url: {
    type: String,
    placeholder: '<url>',
    description:
      "Base URL of the portal's back end, or of its SCIM plugin [$SCIM_URL]",
  },
  token: {
    type: String,
    placeholder: '<token>',
    description: 'Bearer token [$SCIM_TOKEN]',
  },
  instance: {
    type: String,
    placeholder: '<name>',
    description: 'Instance of `backstage-cli auth login` to use instead',
  },
} as const;

/**
 * A portal to talk to.
 */
export interface Connection {
  /** Base URL of the SCIM plugin. */
  url: string;
  api: ScimApi;
}

/**
 * Finds the portal: flags go before the environment, and both before the
 * instance of `backstage-cli auth login`.
 */
export async function connect(
  flags: { url?: string; token?: string; instance?: string },
  env: NodeJS.ProcessEnv = process.env,
): Promise<Connection> {
  const { baseUrl, token } = await findInstance(flags, env);
  const url = pluginUrl(baseUrl);
  const authorization = `Bearer ${checkedToken(token)}`;

  return {
    url,
    api: new ScimClient({
      discovery: { getBaseUrl: async () => url },
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: { ...init?.headers, Authorization: authorization },
        }),
    }),
  };
}

async function findInstance(
  flags: { url?: string; token?: string; instance?: string },
  env: NodeJS.ProcessEnv,
): Promise<{ baseUrl: string; token: string }> {
  if (flags.instance !== undefined) {
    if (flags.url !== undefined || flags.token !== undefined) {
      throw new InputError(
        'Pass either --instance, or --url and --token, not both.',
      );
    }
    return signedIn(flags.instance);
  }

  const baseUrl = flags.url ?? env.SCIM_URL;
  const token = flags.token ?? env.SCIM_TOKEN;
  if (baseUrl && token) {
    return { baseUrl, token };
  }
  if (token) {
    throw new InputError(
      'There is a token, but no URL to use it with. Pass --url or set SCIM_URL.',
    );
  }
  if (!baseUrl) {
    return signedIn();
  }

  const wanted = pluginUrl(baseUrl);
  const instance = await signedIn().catch(() => undefined);
  if (!instance || pluginUrl(instance.baseUrl) !== wanted) {
    throw new InputError(
      `There is no token for ${baseUrl}. Pass --token or set SCIM_TOKEN, or sign in with \`backstage-cli auth login\`.`,
    );
  }
  return instance;
}

async function signedIn(
  instanceName?: string,
): Promise<{ baseUrl: string; token: string }> {
  let auth: CliAuth;
  try {
    auth = await CliAuth.create({ instanceName });
  } catch (cause) {
    throw new Error(
      instanceName
        ? `There is no instance '${instanceName}'. Sign in with \`backstage-cli auth login --instance ${instanceName}\`, or see \`backstage-cli auth list\`.`
        : 'There is no portal to talk to. Pass --url and --token, set SCIM_URL and SCIM_TOKEN, or sign in with `backstage-cli auth login`.',
      { cause },
    );
  }
  try {
    return { baseUrl: auth.getBaseUrl(), token: await auth.getAccessToken() };
  } catch (cause) {
    throw new Error(
      `The sign-in to '${auth.getInstanceName()}' is over. Sign in again with \`backstage-cli auth login --instance ${auth.getInstanceName()}\`.`,
      { cause },
    );
  }
}

/** The plugin's base URL, from it or from the base URL of the back end. */
function pluginUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw new Error(
      `'${text}' is not a URL. It looks like http://localhost:7007.`,
      { cause },
    );
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InputError(
      `'${text}' is not a web address. It starts with http:// or https://.`,
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${
    path.endsWith('/api/scim') ? path : `${path}/api/scim`
  }`;
}

function checkedToken(token: string): string {
  const trimmed = token.trim();
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw new InputError(
      'The token has characters that no token has. Copy it again, without blanks and line breaks.',
    );
  }
  return trimmed;
}
