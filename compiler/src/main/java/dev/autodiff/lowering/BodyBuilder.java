package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step.Position;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.lowering.Step.Size;
import dev.autodiff.lowering.Storage.Located;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the body of one loop: from nodes that are tensors to nodes that are one element of each. */
final class BodyBuilder {
    private final Storage storage;
    private final Parts parts;
    private final Buffers buffers;
    private final Shape space;
    private final Guard guard;
    private final Places places;
    private final Graph body = new Graph();
    private final List<Input> inputs = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final Map<Node, Node> elements = new HashMap<>();
    private final Map<List<Object>, Node> loads = new HashMap<>();
    private int line;

    /** @param guard without which no task has anything to do, or null */
    BodyBuilder(Storage storage, Parts parts, Buffers buffers, Shape space, Guard guard, Places places) {
        this.storage = storage;
        this.parts = parts;
        this.buffers = buffers;
        this.space = space;
        this.guard = guard;
        this.places = places;
    }

    Step.Loop loop() {
        Node truth = guard == null ? null : load(guard.truth(), null);
        Load load = (Load) inputs.stream().filter(input -> input.parameter() == truth).findFirst().orElse(null);
        return new Step.Loop(space, inputs, outputs, load, line);
    }

    void add(Task task) {
        boolean defines = task.node() == task.value();
        Node counting = guard == null ? task.value() : guard.counting(task.value(), storage);
        Node value = defines ? definition(task.value()) : element(counting);
        elements.put(counting, value);
        Task.Rows rows = task.rows();
        Row row = rows == null ? null : new Row(index(rows.index()), rows.check(), rows.stride());
        outputs.add(new Output(buffers.resolve(task.target()), task.access(), row, task.fold(), value));
        if (line == 0 || task.value().line() > 0 && task.value().line() < line) {
            line = task.value().line();
        }
    }

    /** One element of a node of the loop's shape. */
    private Node element(Node node) {
        Node known = elements.get(node);
        if (known == null) {
            Located located = storage.located(node);
            known = located == null ? definition(node) : load(located, null);
            elements.put(node, known);
        }
        return known;
    }

    private Node definition(Node node) {
        body.at(node.line());
        Type type = node.type().with(Shape.SCALAR);
        if (node.op() instanceof ScalarOp op) {
            Node value = body.node(op, node.inputs().stream().map(this::element).toArray(Node[]::new));
            value.suggestName(node.name());
            return value;
        }
        if (node.op() instanceof Leaf.Constant constant) {
            return body.constant(constant.value(), type);
        }
        if (node.op() instanceof Leaf.Truth truth) {
            return body.truth(truth.value());
        }
        if (node.op() instanceof Leaf.Extent extent) {
            Node parameter = body.parameter(extent.symbol(), type);
            inputs.add(new Size(parameter, extent.dimension()));
            return parameter;
        }
        if (node.op() instanceof Indexing.Take) {
            return take(node);
        }
        if (node.op() instanceof LoopOp.Recall recall) {
            return recall(node, recall);
        }
        return load(storage.throughView(node), null);
    }

    /** {@code x[index[i…], r…]} at the index (i…, r…). */
    private Node take(Node node) {
        Node x = node.input(0);
        Located rows = storage.located(x);
        int indexRank = node.input(1).shape().rank();
        List<Dimension> strides = new ArrayList<>(Collections.nCopies(indexRank, Dimension.ZERO));
        strides.addAll(rows.access().strides().subList(1, x.shape().rank()));
        Row row = new Row(
                index(node.input(1)),
                Step.Check.of(node, x.shape().dimension(0)),
                rows.access().strides().get(0));
        return load(new Located(rows.base(), new Access(rows.access().offset(), strides)), row);
    }

    /** The row of a history that belongs to the step of the loop that reads. */
    private Node recall(Node node, LoopOp.Recall recall) {
        Node history = node.input(0);
        Node step = index(parts.loop(recall.loop()));
        Node row = recall.backwards() ? index(history.input(0)).minus(body.constant(1, Type.WHOLE)).minus(step) : step;
        Dimension width = buffers.of(history).tape().width();
        return load(new Located(history, Access.dense(history.shape())), new Row(row, null, width));
    }

    /** An element of an index, which is repeated along the axes behind its own; or the number of a loop's step. */
    private Node index(Node index) {
        if (space.isScalar()) {
            return element(index);
        }
        Located located = storage.located(index);
        List<Dimension> strides = new ArrayList<>(located.access().strides());
        strides.addAll(Collections.nCopies(space.rank() - strides.size(), Dimension.ZERO));
        return load(new Located(located.base(), new Access(located.access().offset(), strides)), null);
    }

    private Node load(Located located, Row row) {
        List<Object> key = new ArrayList<>(List.of(located));
        if (row != null) {
            key.add(row);
        }
        return loads.computeIfAbsent(key, unused -> {
            Type type = located.base().type().with(Shape.SCALAR);
            if (located.base().op() instanceof Leaf.Iota) {
                Node parameter = body.parameter(places.text(located.access()), type);
                inputs.add(new Position(parameter, located.access()));
                return parameter;
            }
            Buffer buffer = buffers.of(located.base());
            Node parameter = body.parameter(places.text(buffer, located.access(), row), type);
            inputs.add(new Load(parameter, buffer, located.access(), row));
            return parameter;
        });
    }
}
