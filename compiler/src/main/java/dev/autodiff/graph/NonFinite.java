package dev.autodiff.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a NaN or an infinity in a result comes from: the first value, going back from the result, that is not finite
 * although all that it is computed from is.
 *
 * @param node the value
 * @param element which of its elements
 * @param value NaN or infinite
 * @param operands the values that this element was computed from, one for each input of an elementwise operator; empty
 *     if it is computed from others
 */
public record NonFinite(Node node, int element, double value, List<Double> operands) {
    /** More work than this is not done again to explain it. */
    private static final long MOST_ELEMENTS = 20_000_000;

    /** A value that was not finite, and what it was computed from, when that happened first. */
    private record Event(double[] value, List<double[]> inputs) {}

    /** Too much would have to be computed again. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super(null, null, false, false);
        }
    }

    /** Writes down what is not finite. */
    private static final class Watch implements Interpreter.Observer {
        final Map<Node, Event> events = new HashMap<>();
        private long elements;

        @Override
        public void evaluated(Node node, double[] value, List<double[]> inputs) {
            elements += value.length;
            if (elements > MOST_ELEMENTS) {
                throw new TooMuch();
            }
            if (firstNonFinite(value) >= 0 && !events.containsKey(node)) {
                events.put(node, new Event(value.clone(), inputs.stream().map(NonFinite::copy).toList()));
            }
        }
    }

    private static double[] copy(double[] values) {
        return values == null ? new double[0] : values.clone();
    }

    /**
     * The origin of what is not finite in the first of the results that is not; empty if all are, or if it would take
     * long to find.
     *
     * @param arguments the elements of every parameter that the results need
     * @param sizes what the named dimensions are
     */
    public static Optional<NonFinite> in(
            List<Node> results, Map<Node, double[]> arguments, Map<String, Integer> sizes) {
        Watch watch = new Watch();
        try {
            List<Node> evaluated = Interpreter.observe(results, arguments, sizes, watch);
            return evaluated.stream()
                    .filter(watch.events::containsKey)
                    .findFirst()
                    .map(result -> origin(result, watch.events));
        } catch (TooMuch e) {
            return Optional.empty();
        }
    }

    /** Back along the inputs that are not finite; what a choice does not take is none of them. */
    private static NonFinite origin(Node result, Map<Node, Event> events) {
        Node node = result;
        int element = firstNonFinite(events.get(node).value());
        // each step goes to a value that was not finite before, or at the same time but earlier in the graph
        for (int steps = 0; steps <= 2 * events.size(); steps++) {
            Node next = cause(node, element, events);
            if (next == null) {
                break;
            }
            double[] values = events.get(next).value();
            element = isElementwise(node) && !Double.isFinite(values[element]) ? element : firstNonFinite(values);
            node = next;
        }
        Event event = events.get(node);
        int place = element;
        List<Double> operands = new ArrayList<>();
        if (isElementwise(node)) {
            event.inputs().forEach(input -> operands.add(input[place]));
        }
        return new NonFinite(node, element, event.value()[element], operands);
    }

    private static boolean isElementwise(Node node) {
        return node.op() instanceof ScalarOp;
    }

    /** The input that this element of a value is not finite because of, or null. */
    private static Node cause(Node node, int element, Map<Node, Event> events) {
        if (node.op() instanceof LoopOp.Final end) {
            LoopOp.Loop loop = (LoopOp.Loop) node.input(0).op();
            Node next = loop.next(node.input(0), end.index());
            Node initial = loop.initial(node.input(0), end.index());
            return events.containsKey(next) ? next : events.containsKey(initial) ? initial : null;
        }
        Event event = events.get(node);
        for (int i = 0; i < node.inputs().size(); i++) {
            Node input = node.input(i);
            boolean isChoice = node.op() == Pointwise.WHERE;
            boolean isTaken = !isChoice || i == (event.inputs().get(0)[element] != 0 ? 1 : 2);
            boolean isBad = isElementwise(node)
                    ? !Double.isFinite(event.inputs().get(i)[element])
                    : firstNonFinite(event.inputs().get(i)) >= 0;
            if (isTaken && isBad && events.containsKey(input) && !(input.op() instanceof Leaf)) {
                return input;
            }
        }
        return null;
    }

    private static int firstNonFinite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }
}
