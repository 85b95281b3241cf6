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
import { useBreakpoint } from '@backstage/ui';
import { AccessGrant } from '@backstage-scim/plugin-scim-common';
import {
  RemixiconComponentType,
  RiBuildingLine,
  RiKey2Line,
  RiShieldKeyholeLine,
  RiTeamLine,
  RiUserLine,
} from '@remixicon/react';
import { useId, useMemo } from 'react';
import { scimTranslationRef } from '../translation';
import { buildWhyGraph, WhyNode } from './buildWhyGraph';
import { layoutWhyGraph, PlacedEdge } from './layoutWhyGraph';
import styles from './WhyGraph.module.css';

const icons: Record<WhyNode['kind'], RemixiconComponentType> = {
  person: RiUserLine,
  group: RiTeamLine,
  portalRole: RiShieldKeyholeLine,
  baseline: RiBuildingLine,
  resource: RiKey2Line,
};

const ICON = 16;

/** A picture of how a role comes to a person; the list beside it says the same. */
export function WhyGraph(props: {
  person: string;
  resource: string;
  role: string;
  sources: AccessGrant[];
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { up } = useBreakpoint();
  const direction = up('sm') ? 'LR' : 'TB';
  const arrow = useId();
  const { person, resource, role, sources } = props;
  const { width, height, nodes, edges } = useMemo(
    () =>
      layoutWhyGraph(
        buildWhyGraph({ person, resource, role, sources }),
        node =>
          node.kind === 'baseline' ? t('access.origin.baseline') : node.label,
        direction,
      ),
    [person, resource, role, sources, direction, t],
  );
  return (
    // What scrolls sideways must be reachable by keyboard (WCAG 2.1.1).
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
    <div className={styles.scroll} tabIndex={0}>
      <svg
        className={styles.graph}
        role="img"
        aria-label={t('why.graph', { person, role, resource })}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        <defs>
          <marker
            id={arrow}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto-start-reverse"
          >
            <path className={styles.head} d="M0 0 8 4 0 8Z" />
          </marker>
        </defs>
        {edges.map((edge, index) => (
          <path
            key={index}
            className={styles.edge}
            data-effective={edge.effective}
            d={pathOf(edge)}
            markerEnd={`url(#${arrow})`}
          />
        ))}
        {edges.map(
          ({ role: given, label, effective }, index) =>
            given && (
              <g key={index} data-effective={effective}>
                <text className={styles.halo} x={label.x} y={label.y}>
                  {given}
                </text>
                <text className={styles.role} x={label.x} y={label.y}>
                  {given}
                </text>
              </g>
            ),
        )}
        {nodes.map(node => {
          const Icon = icons[node.kind];
          const left = node.x - node.width / 2;
          return (
            <g key={node.id} className={styles.node} data-kind={node.kind}>
              <rect
                x={left}
                y={node.y - node.height / 2}
                width={node.width}
                height={node.height}
                rx={8}
              />
              <Icon x={left + 10} y={node.y - ICON / 2} size={ICON} />
              <text x={left + 32} y={node.y}>
                {node.label}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** A line through its points that bends softly at each. */
function pathOf({ points }: PlacedEdge): string {
  const [{ x, y }, ...rest] = points;
  const last = rest.length - 1;
  const bends = rest.map((point, index) => {
    const next = rest[index + 1];
    if (index === last) {
      return `L${point.x} ${point.y}`;
    }
    return `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${
      (point.y + next.y) / 2
    }`;
  });
  return [`M${x} ${y}`, ...bends].join(' ');
}
