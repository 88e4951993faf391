package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.and;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.multiply;
import static dev.autodiff.kernel.Exprs.subtract;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.ManyAtOnce;
import dev.autodiff.codegen.loops.PlanFrame;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes the call of the method of {@link ShortRowsEmitter} before the loop of rounds. */
final class ShortRowsCall implements ManyAtOnce {
    private final MethodRef method;
    private final ShortRows rows;
    private final SpecialCalls specials;

    ShortRowsCall(MethodRef method, ShortRows rows, SpecialCalls specials) {
        this.method = method;
        this.rows = rows;
        this.specials = specials;
    }

    @Override
    public int level() {
        return rows.base();
    }

    @Override
    public int fewestRounds() {
        return ShortRows.ROUNDS;
    }

    @Override
    public void write(
            PlanFrame frame,
            Variable done,
            Expr end,
            Function<Access, Expr> place,
            Function<Node, Expr> parameter,
            Consumer<Variable> fold) {
        Body body = frame.body();
        body.branch(new Expr.Field(TileCall.VECTORS, Kind.BOOLEAN), () -> {
            Variable length = body.let("length", subtract(end, done));
            body.branch(isWorthIt(frame, length), () -> {
                List<Expr> arguments = new ArrayList<>(frame.pass(rows.layout().arguments()));
                rows.places().forEach(access -> arguments.add(place.apply(access)));
                arguments.add(length);
                rows.scratch().uniforms().parameters().forEach(node -> arguments.add(parameter.apply(node)));
                arguments.add(TileCall.scratch(rows.isFloat(), rows.scratch().size(), specials));
                body.assign(done, add(done, new Expr.Call(method, arguments)));
            });
        });
    }

    /** What belongs to the rows is copied for all rounds, and each round does at least a register. */
    private Expr isWorthIt(PlanFrame frame, Variable rounds) {
        Expr terms = frame.size(rows.terms());
        Expr count = frame.size(rows.rows());
        Expr areShort = compare(terms, Operator.LESS, integer(TileCall.MIN_LENGTH));
        Expr areMany = and(
                compare(count, Operator.AT_LEAST, integer(ShortRows.MIN_ROWS)),
                compare(multiply(count, terms), Operator.AT_LEAST, integer(ShortRows.MIN_TERMS)));
        return and(and(areShort, areMany), compare(rounds, Operator.AT_LEAST, integer(ShortRows.MIN_ROUNDS)));
    }
}
