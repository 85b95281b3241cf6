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

import { Browser, SignIn } from './__testUtils__/Browser';
import { ExampleIdp } from './__testUtils__/ExampleIdp';
import { Replica } from './__testUtils__/Replica';
import { Tool } from './__testUtils__/Tool';
import { TwoReplicas } from './__testUtils__/TwoReplicas';

jest.setTimeout(240_000);

const portal = TwoReplicas.create();

describe('Two replicas on one PostgreSQL, and an identity provider', () => {
  let idp: ExampleIdp;

  beforeAll(async () => {
    idp = await ExampleIdp.start(['ada', 'ben']);
    await portal.start({ issuer: idp.issuer });
    await idp.pushTo(portal.first);
    await portal.becomes(
      'pushed by the identity provider: in the catalog',
      async () => String(await portal.second.people()) === 'ada,ben',
    );
  });

  afterAll(async () => {
    await portal.stop();
    await idp?.stop();
  });

  /** With a new browser, as whoever has another device does. */
  const signIn = (name: string, replica: Replica): Promise<SignIn> =>
    new Browser().signIn(name, { start: replica, end: replica });

  /** How each kind of request is answered to somebody with a token. */
  const REQUESTS: Record<
    string,
    (replica: Replica, token: string) => Promise<Response>
  > = {
    'our own API': (replica, token) => replica.send('/scim/me/access', token),
    'the catalog': (replica, token) => replica.send('/catalog/entities', token),
    'the permission framework': (replica, token) =>
      replica.send('/permission/authorize', token, {
        method: 'POST',
        body: { items: [] },
      }),
  };
  const answered = (status: number, verb: string, token: string) =>
    Object.fromEntries(
      Object.entries(REQUESTS).map(([what, ask]) => [
        `${verb} ${what}`,
        async (replica: Replica) =>
          (await ask(replica, token)).status === status,
      ]),
    );

  it('refuse whoever leaves at sign-in, at refresh and with every request, until they are back', async () => {
    const { first, second } = portal;
    const browser = new Browser();
    const { token } = await browser.signIn('ada', {
      start: first,
      end: second,
    });
    await portal.bothBecome(
      'signed in at 1 and 2',
      Promise.resolve(),
      answered(200, 'let in by', token!),
    );
    expect((await browser.refresh(first)).token).toBeDefined();

    await portal.bothBecome(
      'disabled at the identity provider, pushed to 1',
      idp.disable('ada'),
      {
        'gone from the catalog': async replica => !(await replica.shows('ada')),
        ...answered(401, 'valid token refused by', token!),
        'refresh refused by the auth plugin': async replica =>
          Boolean((await browser.refresh(replica)).refusal),
        'sign-in refused by the auth plugin': async replica =>
          Boolean((await signIn('ada', replica)).refusal),
      },
    );
    for (const replica of [first, second]) {
      const refusals = [
        await browser.refresh(replica),
        await signIn('ada', replica),
      ];
      for (const { refusal } of refusals) {
        expect(refusal).toContain('unable to resolve user identity');
      }
    }
    expect((await signIn('ben', second)).token).toBeDefined();

    await idp.pushTo(second);
    await portal.bothBecome(
      'enabled at the identity provider, pushed to 2',
      idp.enable('ada'),
      {
        'in the catalog': replica => replica.shows('ada'),
        ...answered(200, 'let in by', token!),
        'refreshed by the auth plugin': async replica =>
          Boolean((await browser.refresh(replica)).token),
        'signed in by the auth plugin': async replica =>
          Boolean((await signIn('ada', replica)).token),
      },
    );
  });

  it('take back the refresh tokens that they issued to whoever leaves, for good', async () => {
    const { first, second } = portal;
    const toolOf = async (name: string) =>
      Tool.authorize(first, (await signIn(name, first)).token!);
    const [ada, ben] = [await toolOf('ada'), await toolOf('ben')];
    expect(await ada.refresh(second)).toEqual(expect.any(String));

    const disabling = idp.disable('ada');
    await portal.bothBecome('disabled, pushed to 2', disabling, {
      'gone from the catalog': async replica => !(await replica.shows('ada')),
    });
    await portal.becomes(
      'disabled, pushed to 2: refresh tokens revoked',
      async () =>
        String(
          await portal
            .database('auth.offline_sessions')
            .pluck('user_entity_ref'),
        ) === 'user:default/ben',
    );
    await idp.enable('ada');
    await portal.bothBecome('enabled, pushed to 2', Promise.resolve(), {
      'signed in by the auth plugin': async replica =>
        Boolean((await signIn('ada', replica)).token),
    });

    for (const replica of [first, second]) {
      await expect(ada.refresh(replica)).rejects.toThrow('invalid_grant');
      expect(await ben.refresh(replica)).toEqual(expect.any(String));
    }
  });
});
