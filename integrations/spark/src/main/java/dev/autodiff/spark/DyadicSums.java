package dev.autodiff.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums over ranges of numbered vectors, which are added as one binary tree has them: node i of level k is the sum of
 * nodes 2i and 2i + 1 of level k - 1, in this order. What a sum is, an {@link Addition} says. So a total has the same
 * bits however the ranges were cut and in whatever order they are merged. What is missing in a range that is covered is
 * 0, and is not added.
 */
final class DyadicSums implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The largest nodes that are covered, by where they begin; none has its sibling beside it. */
    private final ArrayList<Node> nodes = new ArrayList<>();

    private final Addition addition;

    DyadicSums(Addition addition) {
        this.addition = addition;
    }

    private static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;

        private final int start;
        private final int level;

        /** Null if there is nothing. */
        private final double[] sum;

        Node(int start, int level, double[] sum) {
            this.start = start;
            this.level = level;
            this.sum = sum;
        }

        boolean isLeftSiblingOf(Node other) {
            return level == other.level && (start >>> level & 1) == 0 && other.start == start + (1 << level);
        }
    }

    /** Covers the leaf behind the last one that is covered. */
    void append(int leaf, double[] vector) {
        append(new Node(leaf, 0, vector));
    }

    private void append(Node node) {
        Node last = node;
        while (!nodes.isEmpty() && nodes.get(nodes.size() - 1).isLeftSiblingOf(last)) {
            Node left = nodes.remove(nodes.size() - 1);
            last = new Node(left.start, left.level + 1, addition.sum(left.sum, last.sum));
        }
        nodes.add(last);
    }

    /** These sums and others, of ranges that do not overlap. */
    DyadicSums merged(DyadicSums other) {
        DyadicSums merged = new DyadicSums(addition);
        int a = 0;
        int b = 0;
        while (a < nodes.size() || b < other.nodes.size()) {
            boolean isOwn = b == other.nodes.size()
                    || a < nodes.size() && nodes.get(a).start < other.nodes.get(b).start;
            merged.append(isOwn ? nodes.get(a++) : other.nodes.get(b++));
        }
        return merged;
    }

    /** The sum of all, the nodes that are left one after the other; null if there is nothing. */
    double[] total() {
        double[] total = null;
        for (Node node : nodes) {
            total = addition.sum(total, node.sum);
        }
        return total;
    }

    /** The vectors that are held. */
    List<double[]> vectors() {
        return nodes.stream().map(node -> node.sum).toList();
    }
}
