package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.and;
import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.subtract;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Relation;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The call of a method of {@link TileEmitter} that does most of some points in vector registers. */
final class PointTiles {
    private static final Kind HOLDER = Kind.of(ThreadLocal.class);
    private static final MethodRef SCRATCH = new MethodRef(null, "doubles", List.of(HOLDER, Kind.INT), Kind.F64.array());

    private final MethodRef method;
    private final TileLayout layout;
    private final SpecialCalls calls;

    /** @param method the one that is called */
    PointTiles(MethodRef method, TileLayout layout, SpecialCalls calls) {
        this.method = method;
        this.layout = layout;
        this.calls = calls;
    }

    /**
     * Has most of the points done, if there are registers and enough points, and adds their number to the first one.
     *
     * @param arguments arrays of points, and numbers that all points share, by the names of the plan
     */
    void write(Body body, Map<String, Variable> arguments, Variable from, Variable to) {
        Expr isWorthIt = compare(subtract(to, from), Relation.AT_LEAST, integer(TileCall.MIN_LENGTH));
        body.branch(and(new Expr.Field(TileCall.VECTORS, Kind.BOOLEAN), isWorthIt), () -> body.assign(from, add(from, done(arguments, from, to))));
    }

    private Expr done(Map<String, Variable> arguments, Variable from, Variable to) {
        List<Expr> values = new ArrayList<>();
        for (Argument argument : layout.loop().layout().arguments()) {
            values.add(argument.isDimension() ? to : arguments.get(argument.name()));
        }
        layout.places().forEach(place -> values.add(from));
        values.add(subtract(to, from));
        for (Node parameter : layout.parameters()) {
            values.add(arguments.get(parameter.op().symbol()));
        }
        values.add(call(calls.of(Vectors.class, SCRATCH), new Expr.Field(TileCall.holder(layout.isFloat()), HOLDER), integer(layout.scratch())));
        return new Expr.Call(method, values);
    }
}
