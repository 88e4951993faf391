package dev.autodiff;

import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Contraction;
import dev.autodiff.graph.Conversion;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.lowering.DenseException;
import dev.autodiff.lowering.RowAxis;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Takes a function of all rows apart into {@code z = Σ f(θ, N, xᵢ) + r(θ, N)}, a sum over the rows i of the data x and
 * a rest without them, where θ is all that has no rows and N the number of rows. Then z of any part of the rows may be
 * computed by itself: what {@code mean} divides by is not the length of that part, but N, a parameter.
 *
 * <p>One pass over the graph tells of each node whether it has nothing to do with rows, has an element or more for each
 * row that depends on that row alone (an axis of the length of the rows), or is itself such a sum and a rest. An
 * operator that is linear takes the two apart; anything else that is done with sums, or brings different rows
 * together, is refused. So is what depends on a row's number.
 */
final class SumOverRows {
    /** No axis of a node is one of rows. */
    private static final int FREE = -1;

    /** The node is a sum over rows and a rest. */
    private static final int SUMMED = -2;

    /** The node is the same number in every place, so any axis of the right length may be that of rows. */
    private static final int SPLAT = -3;

    private final Graph graph;
    private final String length;
    private final Dimension rows;
    private final Set<Node> data;
    private final Node count;

    /** By ids: {@link #FREE}, {@link #SUMMED}, {@link #SPLAT}, or the axis of rows. */
    private final int[] axes;

    /** What a node becomes, with the parameter for the number of rows; of one that is summed, the sum over rows. */
    private final Node[] images;

    /** What is added to the sum; null for nothing. */
    private final Node[] rests;

    /**
     * @param terms the sum over rows
     * @param rest what is added to it once; null for nothing
     */
    record Parts(Node terms, Node rest) {}

    private SumOverRows(Node z, Collection<Node> data, Node count) {
        this.graph = z.graph();
        this.length = data.iterator().next().shape().dimension(0).name();
        this.rows = Dimension.named(length);
        this.data = Set.copyOf(data);
        this.count = count;
        this.axes = new int[z.id() + 1];
        this.images = new Node[z.id() + 1];
        this.rests = new Node[z.id() + 1];
    }

    /**
     * @param z one number, or the numbers of all rows, whose sum is meant
     * @param data the parameters that have rows: along their first axis, whose length has a name
     * @param count a parameter for the number of all rows
     * @throws DenseException if z is no such sum
     */
    static Parts of(Formula formula, Node z, Collection<Node> data, Node count) {
        SumOverRows pass = new SumOverRows(z, data, count);
        pass.requireNoRows(formula);
        boolean[] needed = pass.graph.reachable(List.of(z));
        for (int id = 0; id <= z.id(); id++) {
            if (needed[id]) {
                pass.visit(pass.graph.get(id));
            }
        }
        return pass.parts(z);
    }

    private void requireNoRows(Formula formula) {
        for (Formula.Parameter parameter : formula.parameters()) {
            Node node = parameter.node();
            boolean isLength = graph.isLength(node) && parameter.name().equals(length);
            if (!data.contains(node) && (isLength || node.shape().names().contains(length))) {
                throw new DenseException(
                        "'" + parameter.name() + "' has the length '" + length + "' of the rows, and no column", node);
            }
        }
    }

    private Parts parts(Node z) {
        int axis = axes[z.id()];
        if (axis == SUMMED) {
            return new Parts(images[z.id()], rests[z.id()]);
        }
        if (axis == 0) {
            List<Integer> all = IntStream.range(0, z.shape().rank()).boxed().toList();
            return new Parts(TensorAlgebra.sum(images[z.id()], all), null);
        }
        throw new DenseException("the value is the same whatever the rows are", z);
    }

    private void visit(Node node) {
        graph.at(node.line());
        boolean hasRows = node.shape().names().contains(length);
        if (data.contains(node)) {
            set(node, 0, node);
        } else if (node.op() instanceof Leaf.Extent extent) {
            boolean counts = extent.dimension().names().contains(length);
            set(node, FREE, counts ? counted(extent.dimension(), node) : node);
        } else if (TensorAlgebra.isSplat(node)) {
            set(node, hasRows ? SPLAT : FREE, node);
        } else if (node.op() instanceof Leaf && hasRows) {
            throw new DenseException("a row depends on its number, by '" + node.op().symbol() + "'", node);
        } else if (node.op() instanceof LoopOp || !node.loops().isEmpty()) {
            visitLoop(node);
        } else if (node.inputs().stream().anyMatch(this::isSummed)) {
            visitLinear(node, hasRows);
        } else if (!hasRows && node.inputs().stream().allMatch(this::isFree)) {
            set(node, FREE, rebuilt(node));
        } else {
            visitRows(node);
        }
    }

    private void set(Node node, int axis, Node image) {
        axes[node.id()] = axis;
        images[node.id()] = image;
        image.suggestName(node.name());
    }

    private boolean isFree(Node node) {
        return axes[node.id()] == FREE;
    }

    private boolean isSummed(Node node) {
        return axes[node.id()] == SUMMED;
    }

    private Node image(Node node) {
        return images[node.id()];
    }

    /** A dimension as a number, the rows being those of all data. */
    private Node counted(Dimension dimension, Node node) {
        Dimension rest = dimension.substitute(Map.of(length, Dimension.ZERO));
        Dimension factor = dimension.substitute(Map.of(length, Dimension.ONE)).minus(rest);
        if (!rows.times(factor).plus(rest).equals(dimension)) {
            throw new DenseException("a number is no multiple of the number of rows: " + dimension, node);
        }
        Node product = factor.is(1) ? count : real(graph.extent(factor)).times(count);
        return rest.is(0) ? product : product.plus(real(graph.extent(rest)));
    }

    private static Node real(Node whole) {
        return TensorAlgebra.as(whole, Type.NUMBER);
    }

    /** A loop that has nothing to do with rows stays as it is. */
    private void visitLoop(Node node) {
        for (Node input : node.inputs()) {
            // what is in a body may come before the state that it depends on
            if (images[input.id()] != null && (!isFree(input) || image(input) != input)) {
                throw new DenseException("a loop goes over rows: write it for whole tensors", node);
            }
        }
        set(node, FREE, node);
    }

    private Node rebuilt(Node node) {
        if (node.inputs().stream().allMatch(input -> image(input) == input)) {
            return node;
        }
        if (node.op() instanceof Conversion && image(node.input(0)).type().dtype() == node.type().dtype()) {
            return image(node.input(0));
        }
        return graph.node(node.op(), node.inputs().stream().map(this::image).toArray(Node[]::new));
    }

    /** Of an operator of rows, and of what has none. */
    private void visitRows(Node node) {
        for (int axis = 0; axis < node.shape().rank(); axis++) {
            if (node.shape().dimension(axis).equals(rows) && isByRows(node, axis)) {
                set(node, axis, rebuilt(node));
                return;
            }
        }
        if (!isSumOverRows(node)) {
            throw new DenseException("rows are brought together by '" + node.op().symbol() + "'", node);
        }
        set(node, SUMMED, rebuilt(node));
    }

    private boolean isByRows(Node node, int axis) {
        if (node.op() instanceof Indexing.Take && isFree(node.input(0))) {
            return axes[node.input(1).id()] == axis;
        }
        int[] inputs = RowAxis.inputs(node, axis);
        return inputs != null
                && IntStream.range(0, inputs.length).allMatch(i -> fits(axes[node.input(i).id()], inputs[i]));
    }

    private static boolean fits(int axis, int wanted) {
        return wanted == RowAxis.WHOLE ? axis == FREE : axis == wanted || axis == SPLAT;
    }

    private boolean isSumOverRows(Node node) {
        if (node.op() instanceof Reduction reduction && reduction.fold() == Reduction.Fold.SUM) {
            return isOver(node.input(0), reduction.axes());
        }
        if (node.op() instanceof Contraction contraction && node.inputs().size() == 2) {
            List<Integer> a = contracted(contraction.a(), contraction);
            List<Integer> b = contracted(contraction.b(), contraction);
            return isOver(node.input(0), a) && isOver(node.input(1), b) && isSameLetter(node, contraction);
        }
        return false;
    }

    /** Whether rows lie along one of these axes, and along no other. */
    private boolean isOver(Node x, List<Integer> over) {
        List<Integer> ofRows = IntStream.range(0, x.shape().rank())
                .filter(axis -> x.shape().dimension(axis).names().contains(length))
                .boxed()
                .toList();
        int axis = axes[x.id()] == SPLAT && ofRows.size() == 1 ? ofRows.get(0) : axes[x.id()];
        return axis >= 0 && over.contains(axis);
    }

    private static List<Integer> contracted(String letters, Contraction contraction) {
        return IntStream.range(0, letters.length())
                .filter(axis -> contraction.result().indexOf(letters.charAt(axis)) < 0)
                .boxed()
                .toList();
    }

    private boolean isSameLetter(Node node, Contraction contraction) {
        int a = axes[node.input(0).id()];
        int b = axes[node.input(1).id()];
        return a < 0 || b < 0 || contraction.a().charAt(a) == contraction.b().charAt(b);
    }

    /** Of an operator that has to be linear in sums over rows. */
    private void visitLinear(Node node, boolean hasRows) {
        boolean isAlone = node.inputs().stream().allMatch(input -> isFree(input) || isSummed(input));
        if (hasRows || !isAlone || !isLinear(node)) {
            throw new DenseException(
                    "'" + node.op().symbol() + "' takes a sum or mean over all rows, and the value is not linear in it",
                    node);
        }
        List<Node> sums = new ArrayList<>();
        List<Node> rests = new ArrayList<>();
        for (Node input : node.inputs()) {
            sums.add(isSummed(input) ? image(input) : null);
            rests.add(isSummed(input) ? this.rests[input.id()] : image(input));
        }
        set(node, SUMMED, part(node, sums));
        this.rests[node.id()] = part(node, rests);
    }

    private boolean isLinear(Node node) {
        long count = node.inputs().stream().filter(this::isSummed).count();
        if (node.op() instanceof OwnDerivative) {
            return false;
        }
        boolean isSum = node.op() == Pointwise.ADD || node.op() == Pointwise.SUB || node.op() == Pointwise.NEG;
        boolean isProduct = node.op() == Pointwise.MUL || node.op() instanceof Contraction && node.inputs().size() == 2;
        boolean isQuotient = node.op() == Pointwise.DIV || node.op() == Pointwise.WHERE;
        return isSum
                || isProduct && count == 1
                || isQuotient && isFree(node.input(node.op() == Pointwise.DIV ? 1 : 0))
                || node.op() instanceof View
                || node.op() instanceof Concat
                || node.op() instanceof Identity
                || node.op() instanceof Conversion conversion && conversion.dtype().isReal()
                || node.op() instanceof Reduction reduction && reduction.fold() == Reduction.Fold.SUM;
    }

    /** Whether an input of a linear operator is not one of what it is linear in: a factor, a divisor, a condition. */
    private boolean isFactor(Node node, int index) {
        boolean isProduct = node.op() == Pointwise.MUL || node.op() instanceof Contraction;
        return isProduct && isFree(node.input(index))
                || node.op() == Pointwise.DIV && index == 1
                || node.op() == Pointwise.WHERE && index == 0;
    }

    /**
     * A linear operator of one part of its inputs.
     *
     * @param parts of the inputs, null for 0
     */
    private Node part(Node node, List<Node> parts) {
        List<Integer> given = IntStream.range(0, parts.size())
                .filter(i -> parts.get(i) != null && !isFactor(node, i))
                .boxed()
                .toList();
        if (given.isEmpty()) {
            return null;
        }
        boolean isSum = node.op() == Pointwise.ADD || node.op() == Pointwise.SUB;
        if (isSum && given.size() == 1) {
            Node only = parts.get(given.get(0));
            return given.get(0) == 1 && node.op() == Pointwise.SUB ? only.negate() : only;
        }
        Node[] inputs = new Node[parts.size()];
        for (int i = 0; i < inputs.length; i++) {
            Node input = image(node.input(i));
            Node term = given.contains(i) ? parts.get(i) : graph.constant(0, input.type());
            inputs[i] = isFactor(node, i) ? input : term;
        }
        return graph.node(node.op(), inputs);
    }
}
