package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.and;
import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.subtract;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.codegen.loops.ManyAtOnce;
import dev.autodiff.codegen.loops.PlanFrame;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes the call of a method of {@link TileEmitter} into the nest around the innermost loop. */
public final class TileCall implements ManyAtOnce {
    /** The field that tells whether vector registers are used. */
    static final String VECTORS = "VECTORS";

    /**
     * The shortest loop that is done in registers: the call, its folds and the rest of fewer elements cost as much as
     * they gain.
     */
    static final int MIN_LENGTH = 48;

    /** The longest rows of which several are done as one loop. */
    static final int MAX_ROW = 63;

    private final MethodRef method;
    private final TileLayout layout;
    private final SpecialCalls specials;

    /** @param method the one that is called */
    public TileCall(MethodRef method, TileLayout layout, SpecialCalls specials) {
        this.method = method;
        this.layout = layout;
        this.specials = specials;
    }

    /** Whether the length of the innermost loop, as far as it is known, speaks for doing so many loops as one. */
    static boolean canBeWorthIt(LoopLayout layout, int levels) {
        if (layout.depth() < levels) {
            return false;
        }
        Dimension length = layout.length(layout.depth() - 1);
        return !length.isLiteral() || (levels == 1 ? length.literal() >= MIN_LENGTH : length.literal() <= MAX_ROW);
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
        body.branch(new Expr.Field(VECTORS, Kind.BOOLEAN), () -> {
            Variable length = body.let("length", subtract(end, done));
            body.branch(isWorthIt(frame, length), () -> {
                Variable scratch = body.let("scratch", scratch());
                List<Expr> passed = frame.pass(layout.loop().layout().arguments());
                body.assign(done, add(done, tiles(passed, place, length, parameter, scratch)));
                fold.accept(scratch);
            });
        });
    }

    /**
     * The same for the points from one to another.
     *
     * @param arguments arrays of points, and numbers that all points share, by the names of the plan
     */
    public void write(Body body, Map<String, Variable> arguments, Variable from, Variable to) {
        body.branch(new Expr.Field(VECTORS, Kind.BOOLEAN), () -> {
            Variable length = body.let(null, subtract(to, from));
            body.branch(compare(length, Operator.AT_LEAST, integer(MIN_LENGTH)), () -> {
                List<Variable> passed = layout.loop().layout().arguments().stream()
                        .map(argument -> argument.isDimension() ? to : arguments.get(argument.name()))
                        .toList();
                Function<Node, Expr> parameter = node -> arguments.get(node.op().symbol());
                body.assign(from, add(from, tiles(passed, place -> from, length, parameter, scratch())));
            });
        });
    }

    private Expr tiles(
            List<? extends Expr> passed,
            Function<Access, Expr> place,
            Expr length,
            Function<Node, Expr> parameter,
            Expr scratch) {
        List<Expr> arguments = new ArrayList<>(passed);
        layout.places().forEach(access -> arguments.add(place.apply(access)));
        arguments.add(length);
        layout.parameters().forEach(node -> arguments.add(parameter.apply(node)));
        arguments.add(scratch);
        return new Expr.Call(method, arguments);
    }

    /**
     * Fewer rounds than registers have lanes are left to the loop of numbers anyway; long rows are better done one by
     * one.
     */
    private Expr isWorthIt(PlanFrame frame, Variable length) {
        Dimension row = layout.loop().row();
        if (row.is(1)) {
            return compare(length, Operator.AT_LEAST, integer(minLength()));
        }
        return and(
                compare(length, Operator.AT_LEAST, integer(layout.loop().group())),
                compare(frame.size(row), Operator.AT_MOST, integer(MAX_ROW)));
    }

    /** Of a long body a few rounds are worth a call, unless they are folded. */
    private int minLength() {
        return layout.isLong() ? layout.loop().group() : MIN_LENGTH;
    }

    private Expr scratch() {
        return scratch(layout, specials);
    }

    /** The array of this thread that a loop works in. */
    static Expr scratch(TileLayout layout, SpecialCalls specials) {
        return scratch(layout.isFloat(), layout.scratch(), specials);
    }

    /** The same, of so many floats or doubles. */
    static Expr scratch(boolean isFloat, int elements, SpecialCalls specials) {
        Expr.Field holder = new Expr.Field(holder(isFloat), Kind.of(ThreadLocal.class));
        Kind array = Kind.arrayOf(isFloat);
        MethodRef take =
                MethodRef.of(Vectors.class, isFloat ? "floats" : "doubles", array, holder.kind(), Kind.INT);
        return call(specials.of(take), holder, integer(elements));
    }

    @Override
    public Expr folded(Variable scratch, Output output) {
        Expr number = cast(Kind.F64, element(scratch, layout.fold(output)));
        return output.buffer().type().isTruth() ? ScalarCode.asTruth(number) : number;
    }

    @Override
    public int level() {
        return layout.loop().base();
    }

    /** The field that holds the scratch of each thread. */
    static String holder(boolean isFloat) {
        return isFloat ? "FLOAT_TILES" : "TILES";
    }

    @Override
    public boolean folds(Output output) {
        return layout.loop().folded().containsKey(output);
    }
}
