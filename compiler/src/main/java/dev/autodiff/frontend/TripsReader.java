package dev.autodiff.frontend;

import dev.autodiff.frontend.Subscripts.Bounds;
import dev.autodiff.frontend.library.Gathering;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.frontend.values.Known;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.ForLoopContext;
import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Type;
import java.util.List;
import java.util.stream.Collectors;

/** The steps of {@code for i in a:b:step}, and of {@code for row in x}. */
final class TripsReader {
    private final Lowering lowering;
    private final Graph graph;
    private final Expressions expressions;
    private final Attempts attempts;

    TripsReader(Lowering lowering, Expressions expressions, Attempts attempts) {
        this.lowering = lowering;
        this.graph = lowering.graph();
        this.expressions = expressions;
        this.attempts = attempts;
    }

    /** What is wrong is reported, and the count then a stand-in. */
    Trips read(ForLoopContext loop) {
        String variable = Trees.name(loop.expression());
        boolean isName = variable != null && !Names.CONSTANTS.containsKey(variable);
        if (!isName) {
            attempts.error(
                    loop.expression(),
                    variable == null ? "the variable of a loop must be a name" : "'" + variable + "' is a constant",
                    variable == null ? "write for i in 0:n { … }" : "choose another name");
        }
        Trips[] trips = {new Trips(variable, lowering.standIn(), step -> lowering.standIn())};
        attempts.value(loop.subscript(), () -> {
            Bounds bounds = Bounds.of(loop.subscript());
            Trips read = bounds.isRange() ? range(variable, bounds, loop) : rows(variable, bounds.from());
            trips[0] = isName ? read : trips[0];
            return read.count();
        });
        return trips[0];
    }

    private Trips range(String variable, Bounds bounds, ForLoopContext loop) {
        if (bounds.from() == null || bounds.to() == null) {
            throw new Failure(
                    lowering.span(loop.subscript()),
                    "the range of a loop needs a start and an end",
                    "write for i in 0:n { … }");
        }
        Node start = whole(number(bounds.from()), bounds.from());
        Node stop = number(bounds.to());
        long step = bounds.step() == null ? 1 : step(bounds.step());
        if (lowering.isStandIn(start) || lowering.isStandIn(stop)) {
            return new Trips(variable, lowering.standIn(), number -> lowering.standIn());
        }
        Dimension first = Known.dimension(start);
        boolean isPlain = step == 1 && first != null && first.is(0);
        return new Trips(
                variable,
                count(start, stop, step),
                number -> isPlain
                        ? number
                        : TensorAlgebra.as(
                                start.plus(step == 1 ? number : number.times(graph.constant(step))), Type.WHOLE));
    }

    private Node number(ExpressionContext context) {
        Node value = expressions.number(expressions.value(context));
        if (!value.type().isScalar()) {
            throw Failure.ofShapes(
                    lowering.span(context),
                    "the range of a loop goes from number to number, and this is " + value.type(),
                    "for its rows write for row in x { … }");
        }
        return value;
    }

    private Node whole(Node start, ExpressionContext context) {
        if (!lowering.isStandIn(start) && !Operations.isWhole(start) && !Known.isWholeNumber(start)) {
            Double number = Known.number(start);
            throw Failure.ofShapes(
                    lowering.span(context),
                    "a loop must begin at a whole number, and this is " + (number != null ? number : start.type()),
                    "declare it int, or write int(…)");
        }
        return start;
    }

    private long step(ExpressionContext context) {
        Node node = expressions.value(context);
        Dimension step = lowering.isStandIn(node) ? Dimension.ONE : Known.dimension(node);
        if (step == null || !step.isLiteral() || step.is(0) || Math.abs(step.literal()) > Integer.MAX_VALUE) {
            throw new Failure(
                    lowering.span(context),
                    "the step of a loop is a constant whole number other than 0",
                    "compute what varies inside of the loop");
        }
        return step.literal();
    }

    private Node count(Node start, Node stop, long step) {
        Dimension from = Known.dimension(start);
        Dimension to = Known.dimension(stop);
        if (from != null && to != null) {
            Dimension span = step > 0 ? to.minus(from) : from.minus(to);
            Node count = graph.extent(span.ceilingOver((int) Math.abs(step)));
            boolean isLength =
                    span.isLiteral() ? span.literal() >= 0 : span.equals(to) && step == 1 && to.constantTerm() == 0;
            return isLength ? count : notNegative(count);
        }
        Node span = step > 0 ? stop.minus(start) : start.minus(stop);
        Node steps = Math.abs(step) == 1 ? span : span.over(graph.constant(Math.abs(step)));
        Node count =
                Operations.isWhole(steps) ? steps : TensorAlgebra.as(graph.node(Pointwise.CEIL, steps), Type.WHOLE);
        return notNegative(count);
    }

    private Node notNegative(Node count) {
        Dimension known = Known.dimension(count);
        if (known != null && known.isLiteral()) {
            return graph.constant(Math.max(0, known.literal()), Type.WHOLE);
        }
        return Algebra.max(count, graph.constant(0, Type.WHOLE));
    }

    private Trips rows(String variable, ExpressionContext context) {
        refuseFunctionOfRanges(context);
        Node x = expressions.value(context);
        if (lowering.isStandIn(x)) {
            return new Trips(variable, x, step -> x);
        }
        if (x.type().isScalar()) {
            throw Failure.ofShapes(
                    lowering.span(context),
                    "a loop goes over a range or the rows of a tensor, and this is a number",
                    "write for i in 0:" + lowering.text(context) + " { … }");
        }
        Node rows = Known.isWhole(x) ? TensorAlgebra.as(x, x.type().with(DType.INT)) : x;
        return new Trips(
                variable,
                graph.extent(x.shape().dimension(0)),
                step -> Gathering.take(rows, 0, step, lowering.site(context)));
    }

    /** What other languages write for a range. */
    private void refuseFunctionOfRanges(ExpressionContext context) {
        boolean isRange = Trees.isCall(context)
                && Trees.postfix(context).atom().getText().equals("range")
                && lowering.findOwn("range") == null;
        if (isRange) {
            List<String> arguments = ((CallContext) Trees.postfix(context).suffix(0))
                    .argument().stream().map(lowering::text).toList();
            String range = arguments.size() == 1
                    ? "0:" + arguments.get(0)
                    : arguments.stream().collect(Collectors.joining(":"));
            throw new Failure(
                    lowering.span(context),
                    "ranges are written with ':'",
                    "write for i in " + (arguments.isEmpty() ? "0:n" : range) + " { … }");
        }
    }
}
