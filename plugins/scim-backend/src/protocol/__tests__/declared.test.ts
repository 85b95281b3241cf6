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

import { startScim } from '../../__testUtils__/scimServer';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A value of an attribute as discovery describes it. */
function sampleOf(attribute: any, text = 'sample'): any {
  const one = () => {
    switch (attribute.type) {
      case 'complex':
        return Object.fromEntries(
          attribute.subAttributes
            .filter(({ mutability }: any) => mutability !== 'readOnly')
            .map((part: any) => [part.name, sampleOf(part, text)]),
        );
      case 'boolean':
        return true;
      case 'reference':
        return `https://example.com/${text}`;
      case 'binary':
        return Buffer.from(text).toString('base64');
      default:
        return attribute.canonicalValues?.[0] ?? `${text} ${attribute.name}`;
    }
  };
  return attribute.multiValued ? [one()] : one();
}

/** Walks through what discovery declares, as conformance suites do. */
describe('what discovery declares of users', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function start() {
      const scim = await startScim(await databases.create(id));
      const { body: user } = await scim.okta.post('/Users', {
        schemas: [USER],
        userName: 'sample',
      });
      const path = `/Users/${user.id}`;
      const attributesOf = async (schema: string) => {
        const { body } = await scim.okta.get(`/Schemas/${schema}`);
        return body.attributes.filter(
          ({ name, mutability }: any) =>
            mutability === 'readWrite' && name !== 'userName',
        );
      };
      return { ...scim, path, attributesOf };
    }

    it.each([USER, ENTERPRISE])(
      'each attribute of %s can be added, found, shown alone and removed',
      async schema => {
        const { okta, path, attributesOf } = await start();
        const prefix = schema === USER ? '' : `${schema}:`;
        const at = (body: any, name: string) =>
          (schema === USER ? body : body[schema] ?? {})[name];

        for (const attribute of await attributesOf(schema)) {
          const name = `${prefix}${attribute.name}`;
          const value = sampleOf(attribute);
          const added = await okta.operations(path, {
            op: 'add',
            path: name,
            value,
          });
          expect([name, added.status]).toEqual([name, 200]);
          expect(at(added.body, attribute.name)).toEqual(value);

          const leaves = attribute.subAttributes ?? [undefined];
          for (const part of leaves.filter(
            (one: any) => one?.mutability !== 'readOnly',
          )) {
            const leaf = part ? `${name}.${part.name}` : name;
            const sample = sampleOf({
              ...(part ?? attribute),
              multiValued: false,
            });
            const found = await okta.find(
              '/Users',
              `${leaf} eq ${JSON.stringify(sample)}`,
            );
            expect([leaf, found.body.totalResults]).toEqual([leaf, 1]);
            const present = await okta.find('/Users', `${leaf} pr`);
            expect([leaf, present.body.totalResults]).toEqual([leaf, 1]);
            const sorted = await okta.get(
              `/Users?sortBy=${encodeURIComponent(leaf)}&attributes=${leaf}`,
            );
            expect([leaf, sorted.status]).toEqual([leaf, 200]);
            expect(at(sorted.body.Resources[0], attribute.name)).toBeDefined();
          }

          const removed = await okta.operations(path, {
            op: 'remove',
            path: name,
          });
          // Whoever is not said to be inactive is active.
          const left = name === 'active' ? true : undefined;
          expect(at(removed.body, attribute.name)).toBe(left);
        }
      },
    );

    it('a PUT of everything at once is answered with everything', async () => {
      const { okta, path, attributesOf } = await start();
      const whole: Record<string, any> = {
        schemas: [USER, ENTERPRISE],
        userName: 'sample',
        [ENTERPRISE]: {},
      };
      for (const attribute of await attributesOf(USER)) {
        whole[attribute.name] = sampleOf(attribute, 'whole');
      }
      for (const attribute of await attributesOf(ENTERPRISE)) {
        whole[ENTERPRISE][attribute.name] = sampleOf(attribute, 'whole');
      }

      const put = await okta.put(path, whole);

      expect(put.status).toBe(200);
      expect(put.body).toMatchObject({
        ...whole,
        schemas: expect.arrayContaining(whole.schemas),
      });
      const again = await okta.put(path, put.body);
      expect(again.body).toEqual(put.body);
    });

    it('every address answers methods that it does not have with 405, and HEAD like GET', async () => {
      const { app, okta, path } = await start();
      const { body } = await okta.get(path);
      const server = app.listen(0);
      const { port } = server.address() as { port: number };
      const ask = (method: string, where: string) =>
        fetch(`http://127.0.0.1:${port}/api/scim/v2${where}`, {
          method,
          headers: { Authorization: 'Bearer token-of-the-okta-connection' },
        });

      const head = await ask('HEAD', path);
      expect(head.status).toBe(200);
      expect(head.headers.get('etag')).toBe(body.meta.version);
      expect(head.headers.get('location')).toBe(body.meta.location);
      for (const [method, where] of [
        ['DELETE', '/Users'],
        ['PUT', '/Groups'],
        ['POST', path],
        ['GET', '/Bulk'],
        ['GET', '/.search'],
        ['GET', '/Users/.search'],
        ['POST', '/Schemas'],
        ['DELETE', '/ServiceProviderConfig'],
        ['OPTIONS', '/Users'],
      ]) {
        const { status, headers } = await ask(method, where);
        expect([method, where, status]).toEqual([method, where, 405]);
        expect(headers.get('allow')).toMatch(/^[A-Z, ]+$/);
        expect(headers.get('content-type')).toContain('application/scim+json');
      }
      expect((await ask('GET', `${path}/`)).status).toBe(200);
      expect((await ask('GET', '/Nothing')).status).toBe(404);
      const empty = await fetch(`http://127.0.0.1:${port}/api/scim/v2${path}`, {
        method: 'DELETE',
        headers: {
          Authorization: 'Bearer token-of-the-okta-connection',
          'Content-Length': '0',
        },
      });
      expect(empty.status).toBe(204);
      await new Promise(resolve => server.close(resolve));
    });
  });
});
