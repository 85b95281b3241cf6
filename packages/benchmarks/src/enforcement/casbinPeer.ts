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

import { newEnforcer, newModelFromString } from 'casbin';
import { World } from '../world';

const model = `
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
`;

/**
 * How long node-casbin takes to tell what everybody holds, from what it takes
 * for some people. It is given only what concerns them, so the estimate is in
 * its favour.
 *
 * @returns seconds for all people, extrapolated
 */
export async function timeCasbin(
  world: World,
  people: number,
): Promise<number> {
  const step = Math.max(1, Math.floor(world.size.users / people));
  const sample = new Set<number>();
  for (let user = 1; user <= world.size.users; user += step) {
    sample.add(user);
  }
  const enforcer = await newEnforcer(newModelFromString(model));
  enforcer.enableAutoBuildRoleLinks(false);
  await enforcer.addPolicies([
    ...policies('group', world.groupBindings),
    ...policies('user', world.directBindings).filter(([sub]) =>
      sample.has(Number(sub.split(':')[1])),
    ),
  ]);
  const links: string[][] = [];
  world.members.forEach((users, group) =>
    users.forEach(user => {
      if (sample.has(user)) {
        links.push([`user:${user}`, `group:${group + 1}`]);
      }
    }),
  );
  world.outerGroups.forEach((outer, group) => {
    if (outer !== 0) {
      links.push([`group:${group + 1}`, `group:${outer}`]);
    }
  });
  await enforcer.addGroupingPolicies(links);
  await enforcer.buildRoleLinks();

  const start = performance.now();
  let asked = 0;
  for (const user of sample) {
    await enforcer.getImplicitPermissionsForUser(`user:${user}`);
    asked++;
    // Half a minute tells enough.
    if (performance.now() - start > 30_000) {
      break;
    }
  }
  const seconds = (performance.now() - start) / 1000;
  return (seconds / asked) * world.size.users;
}

function policies(
  type: string,
  { principals, resources, roles }: World['directBindings'],
): string[][] {
  return principals.map((principal, i) => [
    `${type}:${principal}`,
    `resource:${resources[i]}`,
    roles[i],
  ]);
}
