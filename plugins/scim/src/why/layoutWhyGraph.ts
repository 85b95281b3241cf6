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

import { graphlib, layout } from '@dagrejs/dagre';
import { WhyEdge, WhyGraph, WhyNode } from './buildWhyGraph';

/** In pixels, as an SVG has them. */
export interface PlacedNode extends WhyNode {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** An edge with the points it runs through. */
export interface PlacedEdge extends WhyEdge {
  points: Array<{ x: number; y: number }>;
  /** Where the middle of its role stands. */
  label: { x: number; y: number };
}

export interface PlacedGraph {
  width: number;
  height: number;
  nodes: PlacedNode[];
  edges: PlacedEdge[];
}

const LETTER = 7.5;
const NODE_HEIGHT = 36;

/**
 * Places the person at one end and the resource at the other.
 *
 * @param direction - from left to right, or from top to bottom where the page
 * is narrow
 */
export function layoutWhyGraph(
  { nodes, edges }: WhyGraph,
  textOf: (node: WhyNode) => string,
  direction: 'LR' | 'TB',
): PlacedGraph {
  const graph = new graphlib.Graph({ multigraph: true })
    .setGraph({
      rankdir: direction,
      nodesep: 20,
      ranksep: 36,
      marginx: 2,
      marginy: 2,
    })
    .setDefaultEdgeLabel(() => ({}));
  const labelled = nodes.map(node => ({ ...node, label: textOf(node) }));
  for (const { id, label } of labelled) {
    graph.setNode(id, {
      width: Math.max(72, label.length * LETTER + 44),
      height: NODE_HEIGHT,
    });
  }
  edges.forEach(({ from, to, role }, index) =>
    graph.setEdge(
      from,
      to,
      {
        width: role ? role.length * LETTER + 20 : 0,
        height: role ? 24 : 0,
        labelpos: 'c',
      },
      String(index),
    ),
  );
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: labelled.map(node => ({
      ...node,
      ...(graph.node(node.id) as Omit<PlacedNode, keyof WhyNode>),
    })),
    edges: edges.map((edge, index) => {
      const { points, x, y } = graph.edge(edge.from, edge.to, String(index));
      return { ...edge, points, label: { x, y } };
    }),
  };
}
