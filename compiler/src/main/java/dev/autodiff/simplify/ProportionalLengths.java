package dev.autodiff.simplify;

import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Composite;
import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Conversion;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Lengths that are multiples of each other, written as multiples of one of them: {@code √(4x² + 4y²)} beside
 * {@code √(x² + y²)} is {@code 2√(x² + y²)}. Only where a function is one of a single length is it seen to be smooth at
 * its origin, as the product of these two is. They are multiples if their squares, multiplied out, are.
 */
public final class ProportionalLengths {
    /** A coordinate with more terms is not multiplied out. */
    private static final int MOST_TERMS = 12;

    /** The sizes of squares that are the same but for rounding differ by far less than a step of this. */
    private static final double SIZES = 1e9;

    /**
     * What can be multiples of each other: numbers and tensors of one type, by one operator unless they are numbers.
     */
    private record Kind(Type type, Object operator) {}

    /** Which squares may be multiples: of the same products, in a proportion that is nearly the same. */
    private record Key(Kind kind, Set<Map<Node, Integer>> products, long size) {}

    /**
     * {@code √(Σcᵢpᵢ)·m}, in which no factor is common to all products, and the largest c is 1.
     *
     * @param square the factors c by products p, with all exponents twice as large
     * @param factor m
     */
    private record Length(
            Node node,
            List<Expansion> coordinates,
            Kind kind,
            Map<Map<Node, Integer>, Double> square,
            PowerProduct factor) {
        /** Of the same kind and of the same products. */
        boolean isMultipleOf(Length other) {
            return square.entrySet().stream().allMatch(term -> {
                double c = term.getValue();
                return Expansion.isRounding(new double[] {c - other.square.get(term.getKey()), Math.abs(c)});
            });
        }

        /** The keys of it: of two sizes that differ by rounding one is the same. */
        List<Key> keys() {
            double size = square.values().stream().mapToDouble(Math::abs).sum() * SIZES;
            return List.of(
                    new Key(kind, square.keySet(), (long) Math.floor(size - 0.25)),
                    new Key(kind, square.keySet(), (long) Math.floor(size + 0.25)));
        }
    }

    private final Graph graph;
    private final boolean[] isVariable;
    private final boolean takesFactorsOut;
    private final Map<Node, Length> lengths = new HashMap<>();
    private final Map<Key, List<Length>> known = new HashMap<>();

    /** What lengths are multiples of. */
    private final Map<Node, Length> bases = new HashMap<>();

    private final Node[] images;

    private ProportionalLengths(
            Graph graph, boolean[] needed, Collection<Node> results, boolean[] isVariable, boolean takesFactorsOut) {
        this.graph = graph;
        this.isVariable = isVariable;
        this.takesFactorsOut = takesFactorsOut;
        boolean[] counts = new boolean[needed.length];
        results.forEach(result -> counts[result.id()] = true);
        for (int id = needed.length - 1; id >= 0; id--) {
            if (counts[id]) {
                OwnDerivative.differentiable(graph.get(id)).forEach(input -> counts[input.id()] = true);
            }
        }
        this.images = new Node[needed.length];
        for (int id = 0; id < needed.length; id++) {
            if (counts[id] && isVariable[id] && isLength(graph.get(id))) {
                add(graph.get(id));
            }
        }
    }

    /**
     * The function that gives the new form of each node that the results need; null if there is nothing to do.
     *
     * @param variables by which derivatives are to be taken: a factor of a length that they do not influence is no
     *     coordinate
     * @param takesFactorsOut whether a length is written without a factor that changes from step to step of a loop, or
     *     from element to element of a tensor, also where it is the only one
     */
    public static UnaryOperator<Node> unify(
            Graph graph, Collection<Node> variables, Collection<Node> results, boolean takesFactorsOut) {
        boolean[] needed = graph.reachable(results);
        boolean hasLengths = false;
        for (int id = 0; id < needed.length; id++) {
            hasLengths |= needed[id] && isLength(graph.get(id));
        }
        if (!hasLengths) {
            return null;
        }
        ProportionalLengths proportional =
                new ProportionalLengths(graph, needed, results, graph.influencedBy(variables), takesFactorsOut);
        if (proportional.bases.isEmpty()) {
            return null;
        }
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                proportional.images[id] = proportional.image(graph.get(id));
            }
        }
        return node -> proportional.images[node.id()];
    }

    private static boolean isLength(Node node) {
        return node.type().isReal() && (node.op() == Pointwise.ABS || RemovableRules.isLength(node));
    }

    private void add(Node node) {
        Length length = length(node);
        if (length == null) {
            return;
        }
        lengths.put(node, length);
        for (Key key : length.keys()) {
            for (Length other : known.getOrDefault(key, List.of())) {
                if (length.isMultipleOf(other)) {
                    bases.put(other.node(), other);
                    bases.put(node, other);
                    return;
                }
            }
        }
        if (takesFactorsOut && (isOfSteps(length) || !length.kind().type().equals(node.type()))) {
            bases.put(node, length);
        }
        length.keys().forEach(key -> known.computeIfAbsent(key, any -> new ArrayList<>()).add(length));
    }

    private Length length(Node node) {
        List<Expansion> coordinates = coordinates(node);
        Map<Map<Node, Integer>, double[]> sums = new LinkedHashMap<>();
        for (Expansion x : coordinates) {
            x.times(x).terms().stream()
                    .map(PowerProduct::withoutRoots)
                    .forEach(term -> Expansion.add(
                            sums.computeIfAbsent(term.exponents(), powers -> new double[2]), term.constant()));
        }
        sums.values().removeIf(Expansion::isRounding);
        double largest = sums.values().stream().mapToDouble(sum -> Math.abs(sum[0])).max().orElse(0);
        if (!(largest >= Double.MIN_NORMAL && largest <= Double.MAX_VALUE)) {
            return null;
        }
        boolean isElementwise = !(node.op() instanceof Composite) || elements(node) != null;
        PowerProduct common = common(sums.keySet(), isElementwise);
        Map<Map<Node, Integer>, Double> square = new LinkedHashMap<>();
        sums.forEach((powers, sum) ->
                square.put(new PowerProduct(1, powers).times(common.power(-4)).exponents(), sum[0] / largest));
        boolean isOfNumbers = isElementwise
                && square.keySet().stream()
                        .flatMap(powers -> powers.keySet().stream())
                        .allMatch(factor -> factor.type().isScalar());
        Type type = isOfNumbers ? node.type().with(Shape.SCALAR) : node.type();
        // the constant of a product without roots is not squared
        PowerProduct factor = common.times(PowerProduct.of(node.constant(Math.sqrt(largest))));
        return new Length(node, coordinates, new Kind(type, isElementwise ? "" : node.op()), square, factor);
    }

    private static List<Expansion> coordinates(Node node) {
        List<Expansion> elements = node.op() instanceof Composite ? elements(node) : null;
        return elements != null
                ? elements
                : node.inputs().stream()
                        .map(x -> expansion(x, !(node.op() instanceof Composite)))
                        .toList();
    }

    private static Expansion expansion(Node node, boolean isElementwise) {
        Expansion written = ofFew(node);
        List<PowerProduct> terms = new ArrayList<>();
        for (PowerProduct term : written.terms()) {
            terms.addAll(withNumbers(term, isElementwise).terms());
        }
        return terms.size() > MOST_TERMS ? written : new Expansion(terms);
    }

    private static Expansion ofFew(Node node) {
        Expansion expansion = Expansion.of(node);
        return expansion == null || expansion.terms().size() > MOST_TERMS
                ? new Expansion(List.of(PowerProduct.of(node)))
                : expansion;
    }

    /** A product with its numbers as they are: not repeated for each element of a tensor, nor whole multiples. */
    private static Expansion withNumbers(PowerProduct product, boolean isElementwise) {
        boolean isRepeated = isElementwise
                || product.exponents().keySet().stream()
                        .anyMatch(factor -> !factor.type().isScalar() && !isRepeated(factor));
        PowerProduct rest = product;
        Expansion sum = new Expansion(List.of(PowerProduct.ONE));
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            Node node = factor.getKey();
            PowerProduct numbers = ofWholeNumbers(node);
            Expansion other = isRepeated && isRepeated(node) ? ofFew(node.input(0))
                    : numbers != null ? new Expansion(List.of(numbers))
                    : null;
            boolean isPower = other != null && other.terms().size() == 1;
            if (isPower || other != null && factor.getValue() == 1) {
                rest = rest.times(node, -factor.getValue());
                sum = sum.times(
                        isPower ? new Expansion(List.of(other.terms().get(0).power(factor.getValue()))) : other);
            }
        }
        return sum.times(new Expansion(List.of(rest)));
    }

    private static boolean isRepeated(Node node) {
        return node.op() instanceof View.Broadcast && node.input(0).type().isScalar();
    }

    /** The product of numbers that a product of whole numbers stands for; null if there is no product. */
    private static PowerProduct ofWholeNumbers(Node node) {
        Node whole = node.op() instanceof Conversion ? node.input(0) : node;
        if (whole == node || whole.type().isReal() || !PowerProduct.isProduct(whole)) {
            return null;
        }
        PowerProduct product = PowerProduct.of(whole);
        PowerProduct numbers = PowerProduct.of(node.constant(product.constant()));
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            if (factor.getValue() < 0) {
                return null;
            }
            numbers = numbers.times(node.graph().node(node.op(), factor.getKey()), factor.getValue());
        }
        return numbers;
    }

    /** The numbers that the vector of a norm is put together of, and perhaps multiplied by; null if it is not. */
    private static List<Expansion> elements(Node norm) {
        PowerProduct product = PowerProduct.of(norm.input(0));
        List<Node> tensors = product.exponents().keySet().stream()
                .filter(factor -> !factor.type().isScalar())
                .toList();
        if (!norm.type().isScalar() || tensors.size() != 1 || product.exponentOf(tensors.get(0)) != 1) {
            return null;
        }
        Node vector = tensors.get(0);
        List<Node> parts = vector.op() instanceof Concat ? vector.inputs() : tensors;
        boolean isOfNumbers = parts.stream().allMatch(part ->
                part.op() instanceof View.Reshape && part.input(0).type().isScalar());
        Expansion front = new Expansion(List.of(product.times(vector, -1)));
        return !isOfNumbers
                ? null
                : parts.stream().map(part -> expansion(part.input(0), true).times(front)).toList();
    }

    /** What the products have in common, as far as it is the square of another product, which is returned. */
    private PowerProduct common(Collection<Map<Node, Integer>> products, boolean isElementwise) {
        Map<Node, Integer> least = new LinkedHashMap<>();
        products.forEach(powers -> powers.keySet().forEach(factor -> least.put(factor, Integer.MAX_VALUE)));
        least.replaceAll((factor, none) -> Math.floorDiv(
                products.stream().mapToInt(powers -> powers.getOrDefault(factor, 0)).min().orElse(0), 4));
        // of one product it is not known which factors are coordinates
        boolean isOne = products.size() == 1;
        least.entrySet().removeIf(power -> power.getValue() == 0
                || isOne && isElementwise && isVariable(power.getKey())
                || !isElementwise && !power.getKey().type().isScalar());
        return new PowerProduct(1, least);
    }

    /** Whether derivatives are taken by what a node is made of; whole numbers may be younger than the variables. */
    private boolean isVariable(Node node) {
        return node.id() < isVariable.length && isVariable[node.id()];
    }

    /** Whether a factor changes from step to step of a loop in which the length without it does not. */
    private static boolean isOfSteps(Length length) {
        return length.factor().exponents().keySet().stream()
                .flatMap(factor -> factor.loops().stream())
                .anyMatch(loop -> length.square().keySet().stream()
                        .flatMap(powers -> powers.keySet().stream())
                        .noneMatch(factor -> factor.loops().contains(loop)));
    }

    private Node image(Node node) {
        graph.at(node.line());
        Length base = bases.get(node);
        Length length = lengths.get(node);
        Node image = base == null || base == length && isAlone(length)
                ? withImages(node)
                : base(base)
                        .times(magnitude(length.factor(), base));
        Node whole = TensorAlgebra.as(image, node.type());
        whole.suggestName(node.name());
        return whole;
    }

    /** Whether a length has no factor but a number: others are multiples of it as it stands. */
    private static boolean isAlone(Length length) {
        return length.factor().exponents().isEmpty()
                && length.kind().type().equals(length.node().type());
    }

    /** A number that has been made here stands for a multiple of it. */
    private Node imageOf(Node node) {
        return node.id() < images.length && images[node.id()] != null ? images[node.id()] : withImages(node);
    }

    /** What no derivative goes through stays as it is, and so does what is known of it by identity. */
    private Node withImages(Node node) {
        List<Node> through = OwnDerivative.differentiable(node);
        int kept = node.inputs().size() - through.size();
        Node[] inputs = node.inputs().toArray(new Node[0]);
        for (int i = kept; i < inputs.length; i++) {
            inputs[i] = imageOf(inputs[i]);
        }
        return through.isEmpty() ? node : graph.node(node.op(), inputs);
    }

    /** The length that others are multiples of, without its factor unless that is a number. */
    private Node base(Length base) {
        if (isAlone(base)) {
            return images[base.node().id()];
        }
        Expansion divisor = new Expansion(
                List.of(new PowerProduct(1, base.factor().exponents()).power(-1)));
        Node[] coordinates = base.coordinates().stream()
                .map(x -> withImages(x.times(divisor)).node(graph))
                .toArray(Node[]::new);
        return base.node().op() instanceof Composite && base.kind().operator().equals("")
                ? ofNumbers(coordinates)
                : graph.node(base.node().op(), coordinates);
    }

    private Node ofNumbers(Node[] coordinates) {
        return switch (coordinates.length) {
            case 1 -> Algebra.abs(coordinates[0]);
            case 2 -> Algebra.hypot(coordinates[0], coordinates[1]);
            default -> graph.node(new Norm(coordinates.length), coordinates);
        };
    }

    private Expansion withImages(Expansion expansion) {
        return new Expansion(expansion.terms().stream().map(this::withImages).toList());
    }

    private PowerProduct withImages(PowerProduct product) {
        Map<Node, Integer> powers = new LinkedHashMap<>();
        product.exponents().forEach((factor, exponent) -> powers.put(imageOf(factor), exponent));
        return new PowerProduct(product.constant(), powers);
    }

    /** The factor of a length, of that of its base, as an absolute value. */
    private Node magnitude(PowerProduct factor, Length base) {
        PowerProduct powers = new PowerProduct(1, factor.exponents());
        Node number = graph.constant(factor.constant() / base.factor().constant());
        return powers.isOne() ? number : number.times(Algebra.abs(withImages(powers).node(graph)));
    }
}
