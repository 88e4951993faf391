package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.math;
import static dev.autodiff.kernel.Exprs.not;
import static dev.autodiff.kernel.Exprs.number;
import static dev.autodiff.kernel.Exprs.truth;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One stage as a method {@code (scratch, length, array, at, array, at, …)}: in vector registers, or number by number
 * with the same results to the last bit. All inputs of some elements are read before anything is written to their
 * places. A stage by lane calls a method for each element, which registers cannot do, or for those that need repair.
 */
final class StageCode {
    private final TileLayout layout;
    private final Stage stage;
    private final SpecialCalls calls;
    private final LaneCode code;
    private final List<TileLayout.Operand> operands;
    private final Body body = new Body();
    private final Variable scratch;
    private final Variable length = new Variable(Kind.INT, "length");
    private final List<Variable> arrays = new ArrayList<>();
    private final List<Variable> places = new ArrayList<>();
    private final Map<Lane, Expr> known = new HashMap<>();

    private StageCode(TileLayout layout, Stage stage, SpecialCalls calls, boolean inRegisters) {
        this.layout = layout;
        this.stage = stage;
        this.calls = calls;
        this.code = LaneCode.of(layout.loop().precision(), inRegisters);
        this.operands = layout.operands(stage);
        this.scratch = new Variable(layout.scratchKind(), "scratch");
        for (TileLayout.Operand operand : operands) {
            arrays.add(new Variable(Kind.arrayOf(operand.buffer().isFloat()), "array"));
            places.add(new Variable(Kind.INT, "at"));
        }
    }

    /** @param inRegisters or number by number, as all stages by lane are */
    static Method of(TileLayout layout, Stage stage, SpecialCalls calls, boolean inRegisters, String name) {
        StageCode code = new StageCode(layout, stage, calls, inRegisters && !stage.isByLane());
        if (stage.isByLane()) {
            code.body.loop("i", integer(0), code.length, code::byMethod);
        } else {
            code.loop();
        }
        Kind result = stage.isCheck() ? Kind.BOOLEAN : Kind.VOID;
        return new Method(name, false, code.parameters(), result, code.body.statements(), null).synthetic();
    }

    /** A check returns whether its last lane is true of all elements. */
    private void loop() {
        stage.reads().stream().filter(layout.stages()::isUniform).forEach(
                lane -> known.put(lane, code.shared(body, lane, scratch, layout::uniform)));
        body.loop("i", integer(0), length, code.width(), this::step);
        if (stage.isCheck()) {
            body.result(truth(true));
        }
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
                .filter(lane -> !layout.stages().isUniform(lane))
                .forEach(lane -> define(lane, code.load(lane, array(lane), place(lane, i))));
        for (Lane lane : stage.lanes()) {
            define(lane, code.apply(lane, lane.inputs().stream().map(known::get).toList()));
        }
        if (stage.isCheck()) {
            Expr isExpected = known.get(stage.lanes().get(stage.lanes().size() - 1));
            body.branch(not(code.isTrueOfAll(isExpected)), () -> body.result(truth(false)));
        }
        for (Lane lane : stage.kept()) {
            code.store(body, lane, known.get(lane), scratch, place(lane, i));
        }
        for (int result : stage.results()) {
            Lane lane = layout.results().get(result);
            int operand = operands.stream().map(TileLayout.Operand::result).toList().indexOf(result);
            code.store(body, lane, known.get(lane), arrays.get(operand), add(places.get(operand), i));
        }
    }

    private void define(Lane lane, Expr value) {
        known.put(lane, body.let(null, value));
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
            Expr magnitude = math("abs", asDouble(lane.input(1), i));
            Expr isFine = compare(magnitude, Operator.LESS, number(lane.repair().limit()));
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
