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

import { Condition, ConditionKind } from './findConditions';

/** Up to so many of one kind are told one by one. */
const SINGLE = 5;

/** What is said of many of one kind. */
const TITLES: Record<ConditionKind, (count: number) => string> = {
  emptyGroup: count => `${count} groups that grant access are empty`,
  conflict: count => `${count} people or groups conflict with the catalog`,
  failure: count => `Provisioning fails in ${count} ways`,
  token: count => `${count} tokens expire soon or have expired`,
};

/** What one notification says. */
export type Message = Pick<Condition, 'key' | 'title' | 'description' | 'link'>;

/**
 * Turns conditions that began at once into messages. Many of one kind, as after
 * an identity provider has emptied all its groups, are told in one.
 */
export function summarize(
  conditions: Condition[],
): Array<{ message: Message; about: Condition[] }> {
  const kinds = new Map<ConditionKind, Condition[]>();
  for (const condition of conditions) {
    kinds.set(condition.kind, [
      ...(kinds.get(condition.kind) ?? []),
      condition,
    ]);
  }
  return [...kinds].flatMap(([kind, about]) =>
    about.length <= SINGLE
      ? about.map(one => ({ message: one, about: [one] }))
      : [{ message: summaryOf(kind, about), about }],
  );
}

function summaryOf(kind: ConditionKind, about: Condition[]): Message {
  const named = about.slice(0, SINGLE).map(({ description }) => description);
  return {
    key: `${kind}:${about[0].key}`,
    title: TITLES[kind](about.length),
    description: [...named, `And ${about.length - SINGLE} more.`].join(' '),
    link: about[0].link.split('?')[0],
  };
}
