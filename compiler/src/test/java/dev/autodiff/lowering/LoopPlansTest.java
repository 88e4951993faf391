package dev.autodiff.lowering;

import static dev.autodiff.graph.TensorAlgebra.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.MemoryClassLoader;
import dev.autodiff.MethodSizes;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.TensorClass;
import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.LoopNormalization;
import dev.autodiff.graph.LoopOp.History;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View.Steps;
import dev.autodiff.lowering.Planner.Argument;
import dev.autodiff.lowering.Planner.Result;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import dev.autodiff.runtime.Type;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Loops of the program as steps of plans: bytecode, Java source and interpreter are one semantics. */
class LoopPlansTest {
    private static final Dimension N = Dimension.named("n");
    private static final Type NUMBER = Type.NUMBER;
    private static final Type VECTOR = new Type(DType.F64, new Shape(List.of(N)));
    private static final Type MATRIX = new Type(DType.F64, new Shape(List.of(N, N)));

    private final Graph graph = new Graph();
    private final Map<Node, double[]> arguments = new LinkedHashMap<>();
    private final Map<String, Integer> sizes = new TreeMap<>(Map.of("m", 2, "n", 5));

    @Test
    void whileOverATensorDoublesUntilItIsLong() {
        Node x = parameter("x", VECTOR);
        int loop = graph.newLoop();
        Node state = graph.carried(loop, 0, VECTOR);
        Node isShort = graph.node(Pointwise.LT, sum(state.times(state), List.of(0)), graph.constant(1e6));
        Node end = loop(loop, null, isShort, List.of(x), List.of(state.plus(state)));

        List<String> lines = check(graph.finalValue(end, 0), end);

        assertThat(lines)
                .contains("r0[:] = x[:]")
                .anyMatch(line -> line.startsWith("while "))
                .noneMatch(line -> line.contains("work2[:]"));
    }

    @Test
    void forTakesTheElementsOneByOne() {
        Node x = parameter("x", VECTOR);
        int loop = graph.newLoop();
        Node sum = graph.carried(loop, 0, NUMBER);
        Node next = Algebra.sin(sum).plus(take(x, graph.stepNumber(loop)));
        Node end = loop(loop, graph.extent(N), null, List.of(graph.constant(0.5)), List.of(next));

        assertThat(check(graph.finalValue(end, 0))).contains("for step in 0:n {");
    }

    @Test
    void anElementIsPutInItsPlace() {
        Node x = parameter("x", VECTOR);
        int loop = graph.newLoop();
        Node state = graph.carried(loop, 0, VECTOR);
        Node step = graph.stepNumber(loop);
        Node value = take(state, step.minus(whole(1))).times(graph.constant(0.5)).plus(take(x, step));
        Node end =
                loop(loop, graph.extent(N), null, List.of(graph.constant(1, VECTOR)), List.of(put(state, value, step)));

        assertThat(check(graph.finalValue(end, 0))).noneMatch(line -> line.contains("[:] ="));
    }

    @Test
    void aBranchThatPutsElementsCopiesNoTensor() {
        Node x = parameter("x", VECTOR);
        int loop = graph.newLoop();
        Node state = graph.carried(loop, 0, VECTOR);
        Node step = graph.stepNumber(loop);
        Node before = take(state, step.minus(whole(1)));
        Node here = take(state, step);
        Node swapped = put(put(state, here, step.minus(whole(1))), before, step);
        Node sorted = Algebra.where(graph.node(Pointwise.LT, here, before), swapped, state);
        Node doubled = Algebra.where(
                graph.node(Pointwise.LT, here, graph.constant(1)),
                sorted,
                graph.node(new Indexing.Put(true), sorted, here, step));
        Node end = loop(loop, graph.extent(N), null, List.of(x), List.of(doubled));

        assertThat(check(graph.finalValue(end, 0)).stream().filter(line -> line.contains("[:] =")))
                .containsExactly("r0[:] = x[:]");
    }

    @Test
    void anElementIsPutInItsPlaceThroughAnotherShape() {
        Node a = parameter("a", MATRIX);
        int loop = graph.newLoop();
        Node state = graph.carried(loop, 0, MATRIX);
        Node flat = TensorAlgebra.reshape(state, new Shape(List.of(N.times(N))));
        Node step = graph.stepNumber(loop);
        Node first = put(flat, take(flat, step).times(graph.constant(0.5)), step.plus(whole(1)));
        Node second = put(first, take(first, step.plus(whole(1))).plus(take(flat, step)), step.plus(whole(2)));
        Node end =
                loop(loop, graph.extent(N), null, List.of(a), List.of(TensorAlgebra.reshape(second, MATRIX.shape())));

        assertThat(check(graph.finalValue(end, 0)).stream()
                        .filter(line -> line.contains("[:] =") || line.startsWith("  for ")))
                .containsExactly("r0[:] = a[:]");
    }

    @Test
    void aStateIsRecordedBeforeAnElementIsPut() {
        Node x = parameter("x", VECTOR);
        int forward = graph.newLoop();
        Node state = graph.carried(forward, 0, VECTOR);
        Node step = graph.stepNumber(forward);
        Node ahead = loop(
                forward, graph.extent(N), null, List.of(x), List.of(put(state, Algebra.sin(take(state, step)), step)));
        int backward = graph.newLoop();
        Node then = recall(ahead, state, backward, true);
        Node back = loop(backward, ahead, null, List.of(x), List.of(graph.carried(backward, 0, VECTOR).times(then)));

        assertThat(check(graph.finalValue(ahead, 0), graph.finalValue(back, 0)).stream()
                        .filter(line -> line.contains("[:] =")))
                .containsExactly("r0[:] = x[:]", "r1[:] = x[:]");
    }

    @Test
    void aLoopOverNumbersCountsInInts() {
        Node x = parameter("x", VECTOR);
        int outer = graph.newLoop();
        Node sum = graph.carried(outer, 0, NUMBER);
        Node product = graph.carried(outer, 1, NUMBER);
        int inner = graph.newLoop();
        Node part = graph.carried(inner, 0, NUMBER);
        Node isSmall = graph.node(Pointwise.LT, part, graph.constant(1e3));
        Node index = graph.stepNumber(outer).minus(graph.stepNumber(inner));
        Node innerEnd = loop(inner, graph.stepNumber(outer), isSmall, List.of(sum), List.of(part.plus(take(x, index))));
        Node end = loop(outer, graph.extent(N), null, List.of(graph.constant(1), graph.constant(2)),
                List.of(product, graph.finalValue(innerEnd, 0).times(sum)));

        check(graph.finalValue(end, 0), graph.finalValue(end, 1), end);
    }

    @Test
    void anEmptyTensorIsRecorded() {
        sizes.put("n", 0);
        Node x = parameter("x", VECTOR);
        int forward = graph.newLoop();
        Node state = graph.carried(forward, 0, VECTOR);
        Node isEarly = graph.node(Pointwise.LT, graph.stepNumber(forward), graph.constant(7));
        Node ahead = loop(forward, null, isEarly, List.of(x), List.of(Algebra.sin(state)));
        int backward = graph.newLoop();
        Node back = loop(
                backward,
                ahead,
                null,
                List.of(x),
                List.of(graph.carried(backward, 0, VECTOR).times(recall(ahead, state, backward, true))));

        check(graph.finalValue(back, 0), back);
    }

    @Test
    void theOldValueStaysWhereItIsReadBehindAnUpdate() {
        Node x = parameter("x", VECTOR);
        int loop = graph.newLoop();
        Node state = graph.carried(loop, 0, VECTOR);
        Node total = graph.carried(loop, 1, VECTOR);
        Node updated = put(state, sum(state, List.of(0)), graph.stepNumber(loop));
        // the old and the new state meet
        Node next =
                total.plus(graph.node(Pointwise.MUL, updated, TensorAlgebra.slice(state, reversed(), state.shape())));
        Node end = loop(loop, graph.extent(N), null, List.of(x, x), List.of(updated, next));

        assertThat(check(graph.finalValue(end, 0), graph.finalValue(end, 1))).anyMatch(line -> line.contains("[:] ="));
    }

    @Test
    void rowsAreAddedInPlace() {
        Node a = parameter("a", MATRIX);
        int loop = graph.newLoop();
        Node state = graph.carried(loop, 0, MATRIX);
        Node step = graph.stepNumber(loop);
        Node row = Algebra.sin(take(state, step)).plus(take(a, step));
        Node end = loop(
                loop, graph.extent(N), null, List.of(a), List.of(graph.node(new Indexing.Put(true), state, row, step)));

        List<String> lines = check(graph.finalValue(end, 0), sum(graph.finalValue(end, 0), List.of(1)));

        assertThat(lines.stream().filter(line -> line.contains("[:] ="))).containsExactly("r0[:] = a[:]", "r1[:] = 0");
    }

    @Test
    void updatesOfAFloatTensorRoundAsTheInterpreterDoes() {
        Type floats = VECTOR.with(DType.F32);
        Node x = parameter("x", floats);
        int loop = graph.newLoop();
        Node state = graph.carried(loop, 0, floats);
        Node step = graph.stepNumber(loop);
        Node value = take(state, step).times(take(state, step)).plus(sum(state, List.of(0)));
        Node added = graph.node(new Indexing.Put(true), state, value, step);
        Node end = loop(loop, graph.constant(4), null, List.of(x), List.of(Algebra.sin(added)));

        check(graph.finalValue(end, 0));
    }

    @Test
    void nestedLoopsShareTheBufferOfTheirState() {
        Node a = parameter("a", MATRIX);
        int outer = graph.newLoop();
        int inner = graph.newLoop();
        Node inside = graph.carried(inner, 0, MATRIX);
        Node row = take(inside, graph.stepNumber(inner))
                .times(graph.constant(0.25))
                .plus(take(a, graph.stepNumber(outer)));
        Node innerEnd = loop(
                inner,
                graph.stepNumber(outer).plus(whole(1)),
                null,
                List.of(graph.carried(outer, 0, MATRIX)),
                List.of(put(inside, row, graph.stepNumber(inner))));
        Node outerEnd = loop(outer, graph.extent(N), null, List.of(a), List.of(graph.finalValue(innerEnd, 0)));

        List<String> lines = check(graph.finalValue(outerEnd, 0));

        assertThat(lines.stream().filter(line -> line.contains("[:] ="))).containsExactly("r0[:] = a[:]");
    }

    @Test
    void aLoopMayMakeNoStep() {
        Node x = parameter("x", VECTOR);
        int none = graph.newLoop();
        Node first =
                loop(none, graph.constant(0), null, List.of(x), List.of(Algebra.sin(graph.carried(none, 0, VECTOR))));
        int never = graph.newLoop();
        Node state = graph.carried(never, 0, VECTOR);
        Node second =
                loop(never, null, graph.truth(false), List.of(graph.finalValue(first, 0)), List.of(state.plus(state)));

        check(graph.finalValue(first, 0), graph.finalValue(second, 0), second);
    }

    @Test
    void statesMayChangePlaces() {
        Node x = parameter("x", VECTOR);
        int loop = graph.newLoop();
        Node a = graph.carried(loop, 0, VECTOR);
        Node b = graph.carried(loop, 1, VECTOR);
        Node i = graph.carried(loop, 2, NUMBER);
        Node j = graph.carried(loop, 3, NUMBER);
        Node end = loop(
                loop,
                graph.constant(3),
                null,
                List.of(x, Algebra.sin(x), graph.constant(1), graph.constant(2)),
                List.of(b, a, j, i.plus(j)));

        check(graph.finalValue(end, 0), graph.finalValue(end, 1), graph.finalValue(end, 2), graph.finalValue(end, 3));
    }

    @Test
    void statesMayBeEqualOrStay() {
        Node x = parameter("x", VECTOR);
        int loop = graph.newLoop();
        Node a = graph.carried(loop, 0, VECTOR);
        Node next = Algebra.sin(a.plus(x));
        Node end = loop(
                loop,
                graph.constant(2),
                null,
                List.of(x, x, x, x),
                List.of(next, next, graph.carried(loop, 2, VECTOR), x));

        check(graph.finalValue(end, 0), graph.finalValue(end, 1), graph.finalValue(end, 2), graph.finalValue(end, 3));
    }

    @Test
    void matricesAreMultipliedInLoops() {
        Node a = parameter("a", MATRIX);
        Node x = parameter("x", VECTOR);
        int loop = graph.newLoop();
        Node state = graph.carried(loop, 0, VECTOR);
        Node product = TensorAlgebra.contract("ab", "b", "a", a, state);
        Node norm = Algebra.sqrt(sum(product.times(product), List.of(0)));
        Node next = graph.node(Pointwise.DIV, product, TensorAlgebra.broadcast(norm, VECTOR.shape()));
        Node end = loop(loop, graph.constant(7), null, List.of(x), List.of(next));

        check(sum(graph.finalValue(end, 0), List.of(0)), graph.finalValue(end, 0));
    }

    @Test
    void aLongBodyIsCutIntoMethods() {
        Node a = parameter("a", MATRIX);
        int loop = graph.newLoop();
        Node state = graph.carried(loop, 0, MATRIX);
        Node next = state;
        for (int i = 0; i < 150; i++) {
            next = Algebra.sin(TensorAlgebra.contract("ab", "bc", "ac", a, next));
        }
        Node isSmall = graph.node(Pointwise.LT, sum(next, List.of(0, 1)), graph.constant(1e9));
        Node end = loop(loop, graph.constant(3), isSmall, List.of(a), List.of(next.plus(state)));

        check(graph.finalValue(end, 0));
    }

    @Test
    void historiesAreReadBackwards() {
        Node x = parameter("x", VECTOR);
        int forward = graph.newLoop();
        Node state = graph.carried(forward, 0, VECTOR);
        Node total = sum(state, List.of(0));
        Node isSmall = graph.node(Pointwise.LT, total, graph.constant(50));
        Node ahead = loop(forward, null, isSmall, List.of(x), List.of(state.plus(Algebra.exp(state))));
        int backward = graph.newLoop();
        Node then = recall(ahead, state, backward, true);
        Node cotangent = graph.carried(backward, 0, VECTOR);
        Node next = cotangent.plus(cotangent.times(Algebra.exp(then))).times(recall(ahead, total, backward, true));
        Node back = loop(backward, ahead, null, List.of(graph.constant(1, VECTOR)), List.of(next));

        assertThat(check(graph.finalValue(ahead, 0), graph.finalValue(back, 0))).contains("  # records n + 1 numbers");
    }

    @Test
    void historiesAreReadForwardsInAnyForm() {
        Node a = parameter("a", MATRIX);
        int first = graph.newLoop();
        Node state = graph.carried(first, 0, MATRIX);
        Node isPositive = graph.node(Pointwise.LT, graph.constant(0), sum(state, List.of(0, 1)));
        Node ahead = loop(first, graph.constant(4), null, List.of(a), List.of(Algebra.sin(state)));
        int second = graph.newLoop();
        Node then = recall(ahead, state, second, false);
        Node single = recall(ahead, TensorAlgebra.as(state, MATRIX.with(DType.F32)), second, false);
        Node product = TensorAlgebra.contract("ab", "bc", "ac", then, TensorAlgebra.permute(then, List.of(1, 0)));
        Node chosen = Algebra.where(recall(ahead, isPositive, second, true), product, TensorAlgebra.as(single, MATRIX));
        Node back = loop(second, ahead, null, List.of(a), List.of(graph.carried(second, 0, MATRIX).plus(chosen)));

        check(graph.finalValue(back, 0));
    }

    @Test
    void anInnerLoopRecordsForAReverseLoopInTheSameStep() {
        Node x = parameter("x", VECTOR);
        int outer = graph.newLoop();
        Node state = graph.carried(outer, 0, VECTOR);
        int inner = graph.newLoop();
        Node inside = graph.carried(inner, 0, VECTOR);
        Node ahead = loop(inner, graph.stepNumber(outer), null, List.of(state), List.of(Algebra.sin(inside).plus(x)));
        int reverse = graph.newLoop();
        Node back = loop(
                reverse,
                ahead,
                null,
                List.of(x),
                List.of(graph.carried(reverse, 0, VECTOR).times(recall(ahead, inside, reverse, true))));
        Node end = loop(
                outer,
                graph.constant(5),
                null,
                List.of(x),
                List.of(graph.finalValue(back, 0).plus(graph.finalValue(ahead, 0))));

        check(graph.finalValue(end, 0), sum(graph.finalValue(end, 0), List.of(0)));
    }

    @Test
    void loopsFollowEachOtherAndReadWhatIsAround() {
        Node x = parameter("x", VECTOR);
        Node y = Algebra.exp(Algebra.sin(x));
        int first = graph.newLoop();
        Node one = loop(
                first,
                sum(TensorAlgebra.as(graph.node(Pointwise.LT, x, y), VECTOR), List.of(0)),
                null,
                List.of(y),
                List.of(graph.carried(first, 0, VECTOR).times(y)));
        int second = graph.newLoop();
        Node state = graph.carried(second, 0, VECTOR);
        Node far = graph.node(Pointwise.LT, TensorAlgebra.reduce(Fold.MAX, state, List.of(0)), graph.constant(100));
        Node two = loop(
                second,
                graph.constant(50),
                far,
                List.of(graph.finalValue(one, 0)),
                List.of(state.plus(graph.finalValue(one, 0)).plus(y)));

        check(sum(graph.finalValue(two, 0), List.of(0)), graph.finalValue(one, 0), two);
    }

    @Test
    void theBackwardPassRunsALoopAgainWhoseHistoryItNeeds() {
        Node x = parameter("x", VECTOR);
        int forward = graph.newLoop();
        Node state = graph.carried(forward, 0, VECTOR);
        Node ahead = loop(
                forward, graph.constant(3), null, List.of(Algebra.sin(x)), List.of(state.plus(Algebra.exp(state))));
        Node value = graph.finalValue(ahead, 0);
        Node cotangent = parameter("g", VECTOR);
        int backward = graph.newLoop();
        Node slope = Algebra.exp(recall(ahead, state, backward, true));
        Node carried = graph.carried(backward, 0, VECTOR);
        Node back = loop(
                backward, ahead, null, List.of(cotangent.times(value)), List.of(carried.plus(carried.times(slope))));

        assertThat(checkInTwo(value, cotangent, graph.finalValue(back, 0).times(Algebra.cos(x))))
                .containsExactly("sin", "cos");
    }

    @Test
    void theForwardPassSavesWhatALoopEndsWith() {
        Node x = parameter("x", VECTOR);
        int forward = graph.newLoop();
        Node state = graph.carried(forward, 0, VECTOR);
        Node isShort = graph.node(Pointwise.LT, sum(state.times(state), List.of(0)), graph.constant(1e6));
        Node ahead = loop(forward, null, isShort, List.of(x), List.of(state.plus(state)));
        Node end = graph.finalValue(ahead, 0);
        Node cotangent = parameter("g", VECTOR);
        int backward = graph.newLoop();
        Node carried = graph.carried(backward, 0, VECTOR);
        Node back = loop(backward, ahead, null, List.of(cotangent.times(end)), List.of(carried.plus(carried)));

        assertThat(checkInTwo(end.times(end), cotangent, graph.finalValue(back, 0))).containsExactly("loop", "final");
    }

    /**
     * Compares the value and the derivative, computed in two methods, with the interpreter; gives the operators that
     * are saved.
     */
    private List<String> checkInTwo(Node value, Node cotangent, Node derivative) {
        List<Node> wanted = List.of(value, derivative);
        List<Node> settled = wanted.stream().map(LoopNormalization.settle(graph, wanted, true)).toList();
        List<Node> saved = Saved.between(List.of(cotangent), List.of(settled.get(1)));
        List<Argument> parameters = arguments.keySet().stream()
                .map(node -> new Argument(node.op().symbol(), node))
                .toList();
        List<Result> results = List.of(new Result("value", settled.get(0), false, false));
        Plan whole = Planner.plan(parameters.subList(0, 1), results);
        Plan backward = Planner.backward(parameters, List.of(new Result("dx", settled.get(1), false, false)), saved);
        Map<String, Plan> plans = new LinkedHashMap<>(Map.of("value", whole, "vjp", whole));
        plans.put("forward", Planner.forward(parameters.subList(0, 1), results, saved));
        plans.put("pullback", backward);
        Signature signature = new Signature(
                "f",
                List.of(new Signature.Argument("x", VECTOR)),
                List.of(new Signature.Argument("x", VECTOR)),
                VECTOR);
        Class<?> type = MemoryClassLoader.loadWithRuntime(
                "F",
                TensorClass.of(plans, signature, new ClassSpec("F", "f.ad", "", null, "")).files()
                        .get(0)
                        .bytes());
        double[][] expected = Interpreter.evaluate(wanted, arguments, sizes).toArray(new double[0][]);
        double[] x = arguments.values().iterator().next();
        double[] kept = new double[1000];
        double[][] actual = new double[2][x.length];
        try {
            type.getMethod("forward", int.class, double[].class, double[].class, double[].class)
                    .invoke(null, x.length, x, actual[0], kept);
            type.getMethod("pullback", int.class, double[].class, double[].class, double[].class, double[].class)
                    .invoke(null, x.length, x, arguments.get(cotangent), actual[1], kept);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        assertThat(actual).isEqualTo(expected);
        return saved.stream().map(node -> node.op().symbol()).toList();
    }

    @Test
    void anEndlessLoopIsAnError() {
        graph.at(3);
        int loop = graph.newLoop();
        Node state = graph.carried(loop, 0, VECTOR);
        Node x = parameter("x", VECTOR);
        Node isFinite = graph.node(Pointwise.LT, sum(state, List.of(0)), graph.constant(Double.POSITIVE_INFINITY));
        Node end = graph.node(
                new LoopOp.Loop(loop, 1, new Limits(1000, 1 << 20)),
                graph.constant(Double.POSITIVE_INFINITY),
                isFinite,
                x,
                state.times(graph.constant(0.5)));
        int counted = graph.newLoop();
        Node many = graph.node(
                new LoopOp.Loop(counted, 1, new Limits(1000, 1 << 20)),
                graph.constant(1001),
                graph.truth(true),
                x,
                graph.carried(counted, 0, VECTOR).times(x));

        assertFails("the loop in line 3 does not end within 1000 steps", graph.finalValue(end, 0));
        assertFails("the loop in line 3 does not end within 1000 steps", graph.finalValue(many, 0));
    }

    @Test
    void recordsHaveALimit() {
        graph.at(3);
        Node x = parameter("x", VECTOR);
        for (boolean isCounted : new boolean[] {true, false}) {
            int loop = graph.newLoop();
            Node condition = isCounted
                    ? graph.truth(true)
                    : graph.node(Pointwise.LT, graph.stepNumber(loop), graph.constant(500));
            Node state = graph.carried(loop, 0, VECTOR);
            Node ahead = graph.node(
                    new LoopOp.Loop(loop, 1, new Limits(1000, 1000)),
                    graph.constant(300),
                    condition,
                    x,
                    Algebra.sin(state));
            int reverse = graph.newLoop();
            Node back = loop(
                    reverse,
                    ahead,
                    null,
                    List.of(x),
                    List.of(graph.carried(reverse, 0, VECTOR).times(recall(ahead, state, reverse, true))));

            assertFails(
                    "the loop in line 3 records more than 1000 numbers (8 KiB) after 200 steps",
                    graph.finalValue(back, 0));
        }
    }

    private Node parameter(String name, Type type) {
        Node parameter = graph.parameter(name, type);
        double[] elements = new double[(int) type.shape().size().evaluate(sizes)];
        Arrays.setAll(elements, i -> type.dtype().round(0.75 + Math.sin(7 * i + name.length())));
        arguments.put(parameter, elements);
        return parameter;
    }

    /** @param count null for a loop that only its condition ends; {@code condition} null for true */
    private Node loop(int number, Node count, Node condition, List<Node> initials, List<Node> nexts) {
        List<Node> inputs = new ArrayList<>();
        inputs.add(count == null ? graph.constant(Double.POSITIVE_INFINITY) : count);
        inputs.add(condition == null ? graph.truth(true) : condition);
        inputs.addAll(initials);
        inputs.addAll(nexts);
        return graph.node(new LoopOp.Loop(number, initials.size(), Limits.DEFAULT), inputs.toArray(new Node[0]));
    }

    private Node recall(Node loop, Node value, int reader, boolean backwards) {
        return graph.node(new LoopOp.Recall(reader, backwards), graph.node(History.HISTORY, loop, value));
    }

    private Node take(Node x, Node index) {
        return graph.node(new Indexing.Take(), x, index);
    }

    private Node put(Node x, Node row, Node index) {
        return graph.node(new Indexing.Put(false), x, row, index);
    }

    private Node whole(int number) {
        return graph.constant(number, Type.WHOLE);
    }

    private static Steps reversed() {
        return new Steps(List.of(N.plus(-1)), List.of(-1));
    }

    /** Compares all evaluators; gives the plan in text. */
    private List<String> check(Node... results) {
        PlannedTensors planned = new PlannedTensors(arguments, sizes, List.of(results));
        String source = source(planned);
        double[][] expected = planned.expected().toArray(new double[0][]);
        TensorKernel bytecode = kernel(MemoryClassLoader.loadWithRuntime("F", bytes(planned)));
        assertThat(planned.run(bytecode).toArray()).as(source).isEqualTo(expected);
        assertThat(planned.run(bytecode).toArray()).as("a second call").isEqualTo(expected);
        MemoryClassLoader javac = MemoryClassLoader.compileWithRuntime(Map.of("F", source));
        assertThat(planned.run(kernel(javac.type("F"))).toArray()).as(source).isEqualTo(expected);
        StringWriter problems = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(bytes(planned)), false, new PrintWriter(problems));
        assertThat(problems.toString()).isEmpty();
        assertThat(MethodSizes.of(bytes(planned)).values()).allMatch(size -> size <= 8000);
        return PlanPrinter.lines(planned.plan(), loop -> List.of());
    }

    private void assertFails(String message, Node result) {
        PlannedTensors planned = new PlannedTensors(arguments, sizes, List.of(result));
        TensorKernel bytecode = kernel(MemoryClassLoader.loadWithRuntime("F", bytes(planned)));
        TensorKernel java = kernel(MemoryClassLoader.compileWithRuntime(Map.of("F", source(planned))).type("F"));

        assertThatThrownBy(() -> planned.run(bytecode)).hasMessage(message);
        assertThatThrownBy(() -> planned.run(java)).hasMessage(message);
    }

    private static String source(PlannedTensors planned) {
        return TensorClass.of(planned.plans(), planned.signature(), new ClassSpec("F", "f.ad", "", null, "")).source();
    }

    private static byte[] bytes(PlannedTensors planned) {
        return TensorClass.of(planned.plans(), planned.signature(), new ClassSpec("F", "f.ad", "", null, "")).files()
                .get(0)
                .bytes();
    }

    private static TensorKernel kernel(Class<?> type) {
        try {
            return (TensorKernel) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
