package dev.autodiff.simplify;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The terms of a sum of any number, from left to right: a tree of additions and constant factors, which may be as deep
 * as it is long.
 */
final class Terms {
    /**
     * More often no addition is looked into as a part of longer ones: else the partial sums of a program would be
     * written out each.
     */
    private static final int MAX_VISITS = 3;

    private final Map<Node, Integer> visits = new HashMap<>();

    /** A node with the constant that it is multiplied by. */
    record Term(Node node, double factor) {
        /** The two as one node. */
        Node product() {
            return factor == 1 ? node : node.constant(factor).times(node);
        }
    }

    /** The terms, or null if there are more than a limit. What has been a part of several other sums is one term. */
    List<Term> of(Node sum, int limit) {
        List<Term> terms = new ArrayList<>();
        Deque<Term> pending = new ArrayDeque<>(List.of(new Term(sum, 1)));
        while (!pending.isEmpty()) {
            Term next = pending.pop();
            Node node = next.node();
            boolean isSum = node.op() == Pointwise.ADD || node.op() == Pointwise.SUB;
            if (isSum && (node == sum || visits.merge(node, 1, Integer::sum) <= MAX_VISITS)) {
                pending.push(new Term(node.input(1), node.op() == Pointwise.ADD ? next.factor() : -next.factor()));
                pending.push(new Term(node.input(0), next.factor()));
            } else if (node.op() == Pointwise.NEG) {
                pending.push(new Term(node.input(0), -next.factor()));
            } else if (node.op() == Pointwise.MUL && node.input(0).op() instanceof Leaf.Constant constant) {
                pending.push(new Term(node.input(1), next.factor() * constant.value()));
            } else if (node.op() == Pointwise.DIV && node.input(1).op() instanceof Leaf.Constant constant) {
                pending.push(new Term(node.input(0), next.factor() / constant.value()));
            } else {
                terms.add(next);
            }
            if (terms.size() + pending.size() > limit) {
                return null;
            }
        }
        return terms;
    }

    /** The terms of a short sum. */
    static List<Term> ofFew(Node sum, int limit) {
        return new Terms().of(sum, limit);
    }

    /** All of them as one, by a tree that is as low as possible. */
    static Node fold(List<Node> nodes, BinaryOperator<Node> operation) {
        List<Node> level = nodes;
        while (level.size() > 1) {
            List<Node> next = new ArrayList<>();
            for (int i = 0; i + 1 < level.size(); i += 2) {
                next.add(operation.apply(level.get(i), level.get(i + 1)));
            }
            if (level.size() % 2 == 1) {
                next.add(level.get(level.size() - 1));
            }
            level = next;
        }
        return level.get(0);
    }
}
