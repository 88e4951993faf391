package dev.autodiff.codegen.loops;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step.Position;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a loop over arrays whose numbers are computed, but are the same in all of its steps: {@code s[k]} of a
 * matrix in step k of a loop of the program, or what that loop records. Where such a row begins is known as soon as the
 * loop starts. So it is read and written as what has no row, at an offset that has a name of its own instead of a
 * formula: all else that is known of accesses, whether elements are neighbours say, holds for it.
 */
final class FixedRows {
    /** No dimension of a program is called so. */
    private static final String NAME = "row ";

    private final Map<Row, Dimension> beginnings = new LinkedHashMap<>();
    private final Set<Node> fixed = new HashSet<>();
    private final Step.Loop loop;

    FixedRows(Step.Loop written) {
        findFixed(written);
        this.loop = isSingle(written)
                ? written
                : new Step.Loop(
                        written.space(),
                        written.inputs().stream().map(this::input).toList(),
                        written.outputs().stream().map(this::output).toList(),
                        written.guard(),
                        written.line());
    }

    /** Whether there is but one step, in which each row is as good as any. */
    private static boolean isSingle(Step.Loop loop) {
        return loop.space().dimensions().stream().allMatch(length -> length.is(1));
    }

    /** The values that are the same in all steps, and computed of what no row of this loop holds. */
    private void findFixed(Step.Loop written) {
        Set<Node> inputs = new HashSet<>();
        for (Input input : written.inputs()) {
            inputs.add(input.parameter());
            boolean isFixed = input instanceof Load load ? load.index() == null && staysAtOnePlace(load.access())
                    : !(input instanceof Position position) || staysAtOnePlace(position.access());
            if (isFixed) {
                fixed.add(input.parameter());
            }
        }
        for (Node node : Graph.inOrder(written.rows())) {
            if (!inputs.contains(node) && !(node.op() instanceof Leaf.Parameter) && fixed.containsAll(node.inputs())) {
                fixed.add(node);
            }
        }
    }

    private static boolean staysAtOnePlace(Access access) {
        return access.strides().stream().allMatch(stride -> stride.is(0));
    }

    private Input input(Input input) {
        return input instanceof Load load && isFixed(load.index())
                ? new Load(load.parameter(), load.buffer(), at(load.access(), load.index()), null)
                : input;
    }

    /** What several steps fold to one element of a row stays as it is. */
    private Output output(Output output) {
        boolean isMoved = isFixed(output.index())
                && (output.fold() == null
                        || output.access().strides().stream().noneMatch(stride -> stride.is(0)));
        return isMoved
                ? new Output(output.buffer(), at(output.access(), output.index()), null, output.fold(), output.value())
                : output;
    }

    private boolean isFixed(Row row) {
        return row != null && fixed.contains(row.value());
    }

    private Access at(Access access, Row row) {
        return access.shifted(beginnings.computeIfAbsent(row, any -> Dimension.named(NAME + beginnings.size())));
    }

    /** The loop without these rows. */
    Step.Loop loop() {
        return loop;
    }

    /** What the numbers of the rows are computed of and with, in the order of computation. */
    List<Node> numbers() {
        return beginnings.isEmpty() ? List.of() : Graph.inOrder(values());
    }

    private List<Node> values() {
        return beginnings.keySet().stream().map(Row::value).toList();
    }

    /** The row that an access begins with, or null. */
    Row of(Access access) {
        Set<String> names = access.offset().names();
        return beginnings.entrySet().stream()
                .filter(entry -> names.contains(entry.getValue().name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** The access of the row's first one. */
    Access withoutRow(Access access) {
        return access.shifted(beginnings.get(of(access)).times(-1));
    }

    /** What is read besides what the outputs are computed from, in the loop as it was written. */
    static List<Node> known(Step.Loop written) {
        List<Node> known = new ArrayList<>(written.rows());
        if (written.guard() != null) {
            known.add(written.guard().parameter());
        }
        return known;
    }
}
