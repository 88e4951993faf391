package dev.autodiff.frontend;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.or;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.frontend.library.Arguments;
import dev.autodiff.frontend.library.Products;
import dev.autodiff.frontend.library.Shaping;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.RelationContext;
import dev.autodiff.grammar.FormulaParser.SignContext;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.source.Span;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** The operators of expressions on values, with the place where shapes do not fit. */
final class Operations {
    /** As many axes as NumPy allows. */
    private static final int MAX_RANK = 64;

    private final Lowering lowering;
    private final Graph graph;

    Operations(Lowering lowering) {
        this.lowering = lowering;
        this.graph = lowering.graph();
    }

    /** The operator between two values, which stand from one piece of text to another. */
    Node binary(Pointwise op, Node a, Node b, ParserRuleContext from, ParserRuleContext to) {
        if (lowering.isStandIn(a) || lowering.isStandIn(b)) {
            return lowering.standIn();
        }
        try {
            return op == Pointwise.POW ? a.power(b) : graph.node(op, a, b);
        } catch (ShapeException e) {
            throw Failure.of(span(from, to), e);
        }
    }

    Node matrixProduct(Node a, Node b, ParserRuleContext operator, ParserRuleContext from, ParserRuleContext to) {
        if (lowering.isStandIn(a) || lowering.isStandIn(b)) {
            return lowering.standIn();
        }
        if (a.type().isScalar() || b.type().isScalar()) {
            String what = a.type().isScalar() && b.type().isScalar()
                    ? "these are numbers"
                    : "this is a number times " + (a.type().isScalar() ? b : a).type();
            throw Failure.ofShapes(lowering.span(operator), "'@' multiplies matrices, and " + what, "write '*'");
        }
        try {
            return Products.matmul(a, b);
        } catch (ShapeException e) {
            throw Failure.of(span(from, to), e);
        }
    }

    Node choose(Node condition, Node a, Node b, ParserRuleContext place) {
        try {
            return choose(condition, a, b);
        } catch (ShapeException e) {
            throw Failure.of(lowering.span(place), e);
        }
    }

    /** {@code a if condition else b}. */
    Node choose(Node condition, Node a, Node b) {
        if (lowering.isStandIn(a) || lowering.isStandIn(b)) {
            return lowering.standIn();
        }
        if (a.type().isTruth() && b.type().isTruth()) {
            return or(and(condition, a), and(not(condition), b));
        }
        return where(condition, Arguments.numeric(a), Arguments.numeric(b));
    }

    /** The node, if it is a truth. */
    Node condition(Node node, ParserRuleContext context) {
        if (lowering.isStandIn(node)) {
            return graph.truth(true);
        }
        if (!node.type().isTruth()) {
            throw new Failure(
                    lowering.span(context),
                    "a condition must be true or false, and this is " + description(node),
                    "compare it, with '!= 0' say");
        }
        return node;
    }

    private static String description(Node node) {
        return node.op() == Leaf.Absent.NONE ? "'none'" : node.type().isScalar() ? "a number" : node.type().toString();
    }

    static Pointwise relation(RelationContext relation) {
        return switch (relation.getStart().getType()) {
            case FormulaLexer.LESS -> Pointwise.LT;
            case FormulaLexer.LESS_EQUAL -> Pointwise.LE;
            case FormulaLexer.GREATER -> Pointwise.GT;
            case FormulaLexer.GREATER_EQUAL -> Pointwise.GE;
            case FormulaLexer.EQUAL -> Pointwise.EQ;
            case FormulaLexer.NOT_EQUAL -> Pointwise.NE;
            default -> throw new AssertionError(relation.getText());
        };
    }

    /** The value behind its signs; numbers that stand in the program take them in. */
    Node signed(List<SignContext> signs, Node value) {
        long negations = signs.stream().filter(sign -> sign.getStart().getType() == FormulaLexer.MINUS).count();
        if (negations % 2 == 0 || lowering.isStandIn(value)) {
            return value;
        }
        if (value.op() instanceof Leaf.Constant constant) {
            return graph.constant(-constant.value(), value.type());
        }
        return value.op() instanceof Leaf.Array array
                ? TensorAlgebra.array(
                        graph, Arrays.stream(array.values()).map(x -> -x).toArray(), value.type())
                : value.negate();
    }

    /** A list literal: a vector of numbers, or what lies deeper along a new first axis. */
    Node list(List<Node> elements, List<? extends ParserRuleContext> places) {
        if (lowering.hasStandIn(elements)) {
            return lowering.standIn();
        }
        if (!elements.isEmpty() && elements.get(0).shape().rank() >= MAX_RANK) {
            throw new Failure(
                    lowering.span(places.get(0)),
                    "lists are nested more than " + MAX_RANK + " deep",
                    "a tensor has an axis for each level");
        }
        for (int i = 0; i < elements.size(); i++) {
            if (!elements.get(i).shape().equals(elements.get(0).shape())) {
                throw Failure.ofShapes(
                        lowering.span(places.get(i)),
                        "the rows of a list differ: the first has the shape "
                                + elements.get(0).shape() + ", and this one "
                                + elements.get(i).shape(),
                        "rows of different lengths are put together by concat(…)");
            }
        }
        boolean areTruths = elements.stream().allMatch(element -> element.type().isTruth());
        return Shaping.stack(areTruths ? elements : elements.stream().map(Arguments::numeric).toList(), 0, graph);
    }

    /** Whether a value is of whole numbers by its type. */
    static boolean isWhole(Node node) {
        return node.type().dtype() == DType.INT;
    }

    private Span span(ParserRuleContext from, ParserRuleContext to) {
        return lowering.inPrelude() ? null : lowering.span(from).to(lowering.span(to));
    }
}
