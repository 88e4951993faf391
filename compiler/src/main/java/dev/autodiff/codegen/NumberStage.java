package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.not;
import static dev.autodiff.kernel.Exprs.number;

import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Relation;
import dev.autodiff.kernel.Variable;
import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One stage number by number, as a method {@code (scratch, length, array, at, array, at, …)}. It is the twin of a stage
 * in registers, which {@link StageEmitter} writes, with the same results to the last bit: it does most of the work
 * until the JIT has compiled that one, which is a thousand times slower before. Or it calls a method for each element,
 * which registers cannot do, or for those that need repair.
 */
final class NumberStage {
    private final TileLayout layout;
    private final Stage stage;
    private final SpecialCalls calls;
    private final LaneExpressions expressions;
    private final List<TileLayout.Operand> operands;
    private final Body body = new Body();
    private final Variable scratch;
    private final Variable length = new Variable(Kind.INT, "length");
    private final List<Variable> arrays = new ArrayList<>();
    private final List<Variable> places = new ArrayList<>();
    private final Map<Lane, Variable> known = new HashMap<>();

    private NumberStage(TileLayout layout, Stage stage, SpecialCalls calls) {
        this.layout = layout;
        this.stage = stage;
        this.calls = calls;
        this.expressions = new LaneExpressions(layout.loop().precision());
        this.operands = layout.operands(stage);
        this.scratch = new Variable(layout.scratchKind(), "scratch");
        for (TileLayout.Operand operand : operands) {
            arrays.add(new Variable((operand.buffer().isFloat() ? Kind.F32 : Kind.F64).array(), "array"));
            places.add(new Variable(Kind.INT, "at"));
        }
    }

    static Method of(TileLayout layout, Stage stage, SpecialCalls calls, String name) {
        NumberStage numbers = new NumberStage(layout, stage, calls);
        numbers.body.loop("i", integer(0), numbers.length, stage.isByLane() ? numbers::byMethod : numbers::step);
        return new Method(name, false, numbers.parameters(), Kind.VOID, numbers.body.statements(), null).synthetic();
    }

    private List<Variable> parameters() {
        List<Variable> parameters = new ArrayList<>(List.of(scratch, length));
        for (int i = 0; i < arrays.size(); i++) {
            parameters.add(arrays.get(i));
            parameters.add(places.get(i));
        }
        return parameters;
    }

    private void step(Variable i) {
        stage.reads().stream()
                .filter(lane -> !lane.instruction().isConstant())
                .forEach(lane -> define(lane, read(lane, i)));
        stage.lanes()
                .forEach(lane -> define(
                        lane,
                        expressions.apply(
                                lane, lane.inputs().stream().map(this::value).toList())));
        for (Lane lane : stage.kept()) {
            body.store(scratch, place(lane, i), expressions.toArray(lane, value(lane), scratch.kind().element()));
        }
        for (int result : stage.results()) {
            Lane lane = layout.results().get(result);
            int operand = operands.stream().map(TileLayout.Operand::result).toList().indexOf(result);
            Variable array = arrays.get(operand);
            body.store(
                    array,
                    add(places.get(operand), i),
                    expressions.toArray(lane, value(lane), array.kind().element()));
        }
    }

    private void define(Lane lane, Expr value) {
        known.put(lane, body.let(null, value));
    }

    private Expr value(Lane lane) {
        return lane.instruction().isConstant() ? expressions.constant(lane) : known.get(lane);
    }

    private Expr read(Lane lane, Variable i) {
        return expressions.ofArray(lane, element(array(lane), place(lane, i)));
    }

    /** The operand that is a lane; -1 if there is none. */
    private int operand(Lane lane) {
        return operands.stream().map(TileLayout.Operand::lane).toList().indexOf(lane);
    }

    /** The array of a value that the stage reads, or that is left in a tile. */
    private Variable array(Lane lane) {
        int operand = operand(lane);
        return operand < 0 ? scratch : arrays.get(operand);
    }

    private Expr place(Lane lane, Variable i) {
        int operand = operand(lane);
        if (operand >= 0) {
            return add(places.get(operand), i);
        }
        return layout.stages().isUniform(lane) ? integer(layout.uniform(lane)) : add(integer(layout.tile(lane)), i);
    }

    /** Calls the method of the lane for an element; of a repair if it is beyond the limit of registers, or NaN. */
    private void byMethod(Variable i) {
        Lane lane = stage.lanes().get(0);
        if (lane.instruction() == Instruction.REPAIR) {
            Expr magnitude = call(MethodRef.ofDoubles("java.lang.Math", "abs", 1), asDouble(lane.input(1), i));
            Expr isFine = compare(magnitude, Relation.LESS, number(lane.repair().limit()));
            body.branch(not(isFine), () -> callMethod(lane, lane.inputs().subList(1, 2), i));
        } else {
            callMethod(lane, lane.inputs(), i);
        }
    }

    private void callMethod(Lane lane, List<Lane> inputs, Variable i) {
        List<Expr> arguments = inputs.stream().map(input -> asDouble(input, i)).toList();
        MethodRef method = calls.of(lane.method(), inputs.size());
        body.store(array(lane), place(lane, i), Elements.stored(layout.isFloat(), new Expr.Call(method, arguments)));
    }

    private Expr asDouble(Lane input, Variable i) {
        if (input.instruction() == Instruction.CONSTANT) {
            return number(input.number());
        }
        return cast(Kind.F64, element(array(input), place(input, i)));
    }
}
