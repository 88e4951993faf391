package dev.autodiff.frontend.library;

import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.frontend.values.Failure;
import dev.autodiff.frontend.values.Guards;
import dev.autodiff.frontend.values.Known;
import dev.autodiff.frontend.values.Site;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of one call of a function of tensors, by the names of its parameters; what must be known is read back
 * here.
 */
public final class Arguments {
    /** A value with its place, which is null inside of the prelude. */
    public record Argument(Node node, Span place) {
        boolean isAbsent() {
            return node.op() == Leaf.Absent.NONE;
        }
    }

    private final String function;
    private final Graph graph;
    private final Guards guards;
    private final Span call;
    private final Site site;
    private final Map<String, List<Argument>> values = new LinkedHashMap<>();

    /**
     * @param guards the conditions under which the function is called
     * @param call null inside of the prelude
     */
    public Arguments(String function, Graph graph, Guards guards, Span call, Site site) {
        this.function = function;
        this.graph = graph;
        this.guards = guards;
        this.call = call;
        this.site = site;
    }

    public void add(String parameter, Argument argument) {
        values.computeIfAbsent(parameter, name -> new ArrayList<>()).add(argument);
    }

    String function() {
        return function;
    }

    Graph graph() {
        return graph;
    }

    /** The call, for messages about its indices. */
    Site site() {
        return site;
    }

    /** Whether the call gives the argument, and not as {@code none}. */
    public boolean has(String parameter) {
        return values.containsKey(parameter) && !first(parameter).isAbsent();
    }

    private Argument first(String parameter) {
        return values.get(parameter).get(0);
    }

    /** All values of a parameter that takes many, as they are given. */
    List<Node> all(String parameter) {
        return values.getOrDefault(parameter, List.of()).stream()
                .map(argument -> present(argument.node()))
                .toList();
    }

    /** A value as it is given. */
    public Node value(String parameter) {
        Argument argument = first(parameter);
        if (argument.isAbsent()) {
            throw failure(parameter, "'" + function + "' needs a value for '" + parameter + "'", "'none' is no value");
        }
        return argument.node();
    }

    /** A value as numbers. */
    Node number(String parameter) {
        value(parameter);
        return numeric(first(parameter).node());
    }

    /** The value as a number: true is 1 and false 0, as NumPy has it. */
    public static Node numeric(Node node) {
        return present(node).type().isTruth() ? where(node, node.constant(1), node.constant(0)) : node;
    }

    private static Node present(Node node) {
        if (node.op() == Leaf.Absent.NONE) {
            throw new Failure(null, "'none' is no number", "it stands for an argument that is left out");
        }
        return node;
    }

    Failure failure(String parameter, String message, String remedy) {
        Span place = values.containsKey(parameter) ? first(parameter).place() : call;
        return new Failure(place, message, remedy);
    }

    Failure shapeFailure(String message, String remedy) {
        return Failure.ofShapes(call, message, remedy);
    }

    /** A truth that is known now. */
    boolean flag(String parameter, boolean otherwise) {
        if (!has(parameter)) {
            return otherwise;
        }
        Double known = Known.number(value(parameter));
        if (known == null || known != 0 && known != 1) {
            throw failure(
                    parameter,
                    "'" + parameter + "' must be true or false",
                    "it is needed when the program is compiled");
        }
        return known == 1;
    }

    /** A number that is known now. */
    double number(String parameter, double otherwise) {
        if (!has(parameter)) {
            return otherwise;
        }
        Double known = Known.number(value(parameter));
        if (known == null) {
            throw failure(
                    parameter, "'" + parameter + "' must be a constant", "it is needed when the program is compiled");
        }
        return known;
    }

    int whole(String parameter, int otherwise) {
        return has(parameter) ? whole(parameter, dimension(parameter)) : otherwise;
    }

    private int whole(String parameter, Dimension dimension) {
        if (!dimension.isLiteral() || Math.abs(dimension.literal()) > Integer.MAX_VALUE) {
            throw failure(
                    parameter,
                    "'" + parameter + "' must be a constant whole number",
                    "it is needed when the program is compiled");
        }
        return (int) dimension.literal();
    }

    /** A whole number or a formula of dimensions. */
    Dimension dimension(String parameter) {
        Dimension dimension = Known.dimensionOfParameters(value(parameter));
        if (dimension == null) {
            throw failure(
                    parameter, "'" + parameter + "' must be a whole number", "it is made of constants and dimensions");
        }
        return dimension;
    }

    /** A dimension, which is not negative. */
    Dimension length(String parameter) {
        Dimension length = dimension(parameter);
        if (length.isLiteral() && length.literal() < 0) {
            throw failure(parameter, "'" + parameter + "' cannot be " + length, "");
        }
        return length;
    }

    /** Whole numbers or formulas of dimensions, one after the other or in a list. */
    List<Dimension> dimensions(String parameter) {
        List<Dimension> dimensions = new ArrayList<>();
        for (Argument argument : values.getOrDefault(parameter, List.of())) {
            Dimension one = Known.dimensionOfParameters(argument.node());
            List<Dimension> several = one == null ? Known.list(argument.node()) : List.of(one);
            if (several == null || argument.isAbsent()) {
                throw new Failure(
                        argument.place(),
                        "'" + parameter + "' must be whole numbers",
                        "they are made of constants and dimensions");
            }
            dimensions.addAll(several);
        }
        return dimensions;
    }

    List<Integer> wholes(String parameter) {
        return dimensions(parameter).stream().map(dimension -> whole(parameter, dimension)).toList();
    }

    /** The shape that a call asks for, whose dimensions cannot be negative. */
    Shape shape(String parameter) {
        List<Dimension> dimensions = dimensions(parameter);
        for (Dimension dimension : dimensions) {
            if (dimension.isLiteral() && dimension.literal() < 0) {
                throw failure(parameter, "a dimension cannot be " + dimension, "");
            }
        }
        return dimensions.isEmpty() ? Shape.SCALAR : new Shape(dimensions);
    }

    /** The axes that {@code axis=} names, all of them if it is left out; from 0 and in rising order. */
    List<Integer> axes(Node x) {
        return x.shape().axes(has("axis") ? wholes("axis") : null);
    }

    /** The axis of this name, counted from 0. */
    int axis(String parameter, int otherwise, Shape shape) {
        return shape.axis(whole(parameter, otherwise));
    }

    /** A value whose elements are whole numbers, 0 where they may be no indices because the function is not called. */
    Node indices(String parameter) {
        Node node = value(parameter);
        if (Known.isWhole(node) || node.type().dtype() == DType.INT) {
            return guards.harmless(node, values.values().stream().flatMap(List::stream).map(Argument::node).toList());
        }
        throw failure(
                parameter,
                "'" + parameter + "' must be whole numbers, and is " + node.type(),
                "declare it int, or write int(…)");
    }
}
