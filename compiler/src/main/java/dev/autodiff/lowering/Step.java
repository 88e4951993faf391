package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.LibraryOp.Routine;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** One thing to do; the steps of a {@link Plan} are done in their order. */
public sealed interface Step {
    /** The same number in all elements of a buffer. */
    record Fill(Buffer buffer, double value) implements Step {}

    /** A method of the library, from dense buffers to a dense buffer. */
    record Call(Routine routine, List<Buffer> inputs, Buffer result, int line) implements Step {
        public Call {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * A nest of loops over all indices of a shape in row-major order, the last axis innermost. Its body is a graph of
     * numbers whose parameters are the inputs.
     *
     * @param guard one of the inputs, a truth that the innermost axes leave as it is, or null: where it is false, none of
     *     their steps is done
     * @param line the first line of the source that it computes a part of
     */
    record Loop(Shape space, List<Input> inputs, List<Output> outputs, Load guard, int line) implements Step {
        public Loop {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        /** The values that the body computes, in the order of the outputs. */
        public List<Node> values() {
            return outputs.stream().map(Output::value).toList();
        }

        /** The numbers of the rows that the body computes to read and write at. */
        public List<Node> rows() {
            Stream<Row> read = inputs.stream().map(input -> input instanceof Load load ? load.index() : null);
            return Stream.concat(read, outputs.stream().map(Output::index))
                    .filter(Objects::nonNull)
                    .map(Row::value)
                    .toList();
        }
    }

    /** Gives a buffer the elements of another one of the same shape. */
    record Move(Buffer from, Buffer to) implements Step {}

    /**
     * A loop of the program: steps that are done again and again. At the start of each one its number, in doubles, is
     * put into a buffer, which holds the number of all in the end.
     *
     * @param steps the buffer of a number
     * @param count how many steps there are at most
     * @param condition a buffer that must hold true behind the head of a step for its tail to be done, or null
     * @param tape what the tail records on, or null
     * @param line of the source, or 0
     */
    record Repeat(
            Buffer steps,
            Count count,
            Buffer condition,
            List<Step> head,
            List<Step> tail,
            Buffer.Tape tape,
            LoopOp.Limits limits,
            int line)
            implements Step {
        public Repeat {
            head = List.copyOf(head);
            tail = List.copyOf(tail);
        }

        /** The head and the tail. */
        public List<Step> body() {
            return Stream.concat(head.stream(), tail.stream()).toList();
        }
    }

    /**
     * How many steps a loop makes at most: a dimension, or a number that was computed, or any, if both are null.
     */
    record Count(Dimension dimension, Buffer buffer) {
        public boolean isOpen() {
            return dimension == null && buffer == null;
        }
    }

    /** What a step reads or writes; of a loop of the program the numbers alone that control it. */
    static Set<Buffer> buffers(Step step) {
        Set<Buffer> buffers = new LinkedHashSet<>();
        if (step instanceof Loop loop) {
            loop.inputs().stream()
                    .filter(Load.class::isInstance)
                    .forEach(input -> buffers.add(((Load) input).buffer()));
            loop.outputs().forEach(output -> buffers.add(output.buffer()));
        } else if (step instanceof Call call) {
            buffers.addAll(call.inputs());
            buffers.add(call.result());
        } else if (step instanceof Move move) {
            buffers.addAll(List.of(move.from(), move.to()));
        } else if (step instanceof Repeat repeat) {
            buffers.addAll(Arrays.asList(repeat.steps(), repeat.condition(), repeat.count().buffer()));
            buffers.remove(null);
        } else {
            buffers.add(((Fill) step).buffer());
        }
        return buffers;
    }

    /** All steps of a list and of the loops in it. */
    static Stream<Step> all(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> step instanceof Repeat repeat
                        ? Stream.concat(Stream.of(step), all(repeat.body()))
                        : Stream.of(step));
    }

    /** What a parameter of a body stands for. */
    sealed interface Input {
        Node parameter();
    }

    /**
     * An element of a buffer.
     *
     * @param index a row, computed in the loop, or null: it takes the place of an axis
     */
    record Load(Node parameter, Buffer buffer, Access access, Row index) implements Input {}

    /** A number that follows from the indices of the loop alone. */
    record Position(Node parameter, Access access) implements Input {}

    /** A dimension. */
    record Size(Node parameter, Dimension dimension) implements Input {}

    /**
     * Where a value of the body goes.
     *
     * @param fold what it does to the element that is there; null if it replaces it
     */
    record Output(Buffer buffer, Access access, Row index, Fold fold, Node value) {}

    /**
     * A row whose number is a value of the body.
     *
     * @param value a whole number
     * @param check what it is checked against, or null if every number is right
     * @param stride how far apart they lie
     */
    record Row(Node value, Check check, Dimension stride) {}

    /**
     * What the number of a row must fit; what a message says of it tells no rows apart.
     *
     * @param length how many rows there are
     * @param axis where the index stands, as the user wrote it
     * @param line of the source, or 0
     */
    record Check(Dimension length, String axis, int line) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Check check && check.length.equals(length);
        }

        @Override
        public int hashCode() {
            return length.hashCode();
        }

        static Check of(Node node, Dimension length) {
            return new Check(
                    length, node.op() instanceof Indexing.Take take ? take.axis() : Indexing.ANY_AXIS, node.line());
        }
    }
}
