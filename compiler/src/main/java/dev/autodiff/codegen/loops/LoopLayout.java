package dev.autodiff.codegen.loops;

import dev.autodiff.codegen.loops.PlanLayout.Argument;
import dev.autodiff.codegen.scalar.Schedule;
import dev.autodiff.codegen.scalar.WholeNumbers;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step.Position;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.lowering.Step.Size;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a loop nest becomes a method: what the method takes, at which level an element is read,
 * and where a fold over inner loops is kept. Level 0 is outside of all loops, and the last level is the body.
 */
public final class LoopLayout {
    private final Plan plan;
    private final FixedRows fixedRows;
    private final Step.Loop loop;
    private final List<ArrayRef> arrays;
    private final List<String> names;
    private final List<Access> accesses;
    private final Nest nest;
    private final WholeNumbers wholeNumbers;
    private final Schedule schedule;

    public LoopLayout(Plan plan, Step.Loop written, Ranges ranges) {
        this.plan = plan;
        this.wholeNumbers = WholeNumbers.of(written, ranges::of);
        this.fixedRows = new FixedRows(written);
        this.loop = fixedRows.loop();
        this.arrays = all(loop).stream().filter(array -> !array.isConstant()).toList();
        this.names = names(plan, written);
        this.accesses = findAccesses();
        this.nest = new Nest(loop, accesses);
        this.schedule = Schedule.of(loop.values(), FixedRows.known(written));
    }

    private LoopLayout(LoopLayout other, Nest nest) {
        this.plan = other.plan;
        this.wholeNumbers = other.wholeNumbers;
        this.fixedRows = other.fixedRows;
        this.loop = other.loop;
        this.arrays = other.arrays;
        this.names = other.names;
        this.accesses = other.accesses;
        this.nest = nest;
        this.schedule = other.schedule;
    }

    /** The same nest with its two innermost loops in the other order, of which there must be two. */
    public LoopLayout withInnermostSwapped() {
        return new LoopLayout(this, nest.withInnermostSwapped());
    }

    private static Set<ArrayRef> all(Step.Loop loop) {
        Set<ArrayRef> all = new LinkedHashSet<>();
        for (Input input : loop.inputs()) {
            if (input instanceof Load load) {
                all.add(ArrayRef.of(load.buffer()));
            }
        }
        loop.outputs().forEach(output -> all.add(ArrayRef.of(output.buffer())));
        return all;
    }

    private static List<String> names(Plan plan, Step.Loop loop) {
        Set<String> names = new TreeSet<>(loop.space().names());
        for (Input input : loop.inputs()) {
            if (input instanceof Load load) {
                add(names, load.access(), load.index());
                names.addAll(plan.offset(load.buffer()).names());
            } else if (input instanceof Position position) {
                add(names, position.access(), null);
            } else {
                names.addAll(((Size) input).dimension().names());
            }
        }
        for (Output output : loop.outputs()) {
            add(names, output.access(), output.index());
            names.addAll(plan.offset(output.buffer()).names());
        }
        return List.copyOf(names);
    }

    private static void add(Set<String> names, Access access, Row row) {
        names.addAll(access.offset().names());
        access.strides().forEach(stride -> names.addAll(stride.names()));
        if (row != null) {
            names.addAll(row.stride().names());
        }
        if (row != null && row.check() != null) {
            names.addAll(row.check().length().names());
        }
    }

    private List<Access> findAccesses() {
        Set<Access> all = new LinkedHashSet<>();
        for (Input input : loop.inputs()) {
            if (!(input instanceof Size)) {
                all.add(place(input));
            }
        }
        loop.outputs().forEach(output -> all.add(place(output)));
        return List.copyOf(all);
    }

    /** The line of the source that the loop comes from, or 0. */
    int line() {
        return loop.line();
    }

    /** What is handed to the method: arrays, then dimensions. */
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        arrays.forEach(array -> arguments.add(new Argument(array.name(), array.kind(), array.buffer(), array)));
        arguments.addAll(PlanLayout.dimensions(names));
        return arguments;
    }

    /** The arrays that loops record in, as far as this one reads or writes them. */
    List<ArrayRef> tapes() {
        return arrays.stream().filter(array -> array.tape() != null).toList();
    }

    /** The values that the body computes. */
    public List<Node> values() {
        return loop.values();
    }

    /** What can be computed in ints. */
    WholeNumbers wholeNumbers() {
        return wholeNumbers;
    }

    public List<Input> inputs() {
        return loop.inputs();
    }

    public List<Output> outputs() {
        return loop.outputs();
    }

    Schedule schedule() {
        return schedule;
    }

    /** The rows that begin at the same place in all steps. */
    FixedRows fixedRows() {
        return fixedRows;
    }

    /** All places that the loop goes through, relative to the whole arrays. */
    List<Access> accesses() {
        return accesses;
    }

    /** Where a load or a position is, relative to the whole array. */
    public Access place(Input input) {
        return input instanceof Load load
                ? load.access().shifted(plan.offset(load.buffer()))
                : ((Position) input).access();
    }

    public Access place(Output output) {
        return output.access().shifted(plan.offset(output.buffer()));
    }

    /** Where the buffer begins in its array. */
    Dimension offset(Buffer buffer) {
        return plan.offset(buffer);
    }

    /** The number of loops. */
    public int depth() {
        return nest.depth();
    }

    /** How many rounds the loop of this level has. */
    public Dimension length(int level) {
        return nest.length(level);
    }

    /** The steps of an access along the loops. */
    public List<Dimension> strides(Access access) {
        return nest.strides(access);
    }

    /** The first level from which on the access stays at one place. */
    public int settledAt(Access access) {
        return nest.settledAt(access);
    }

    /**
     * What is read at a level: an element outside of all loops that it is the same for, a row where its number is
     * known.
     */
    List<Input> inputsAt(int level) {
        return loop.inputs().stream().filter(input -> levelOf(input) == level).toList();
    }

    private int levelOf(Input input) {
        if (input instanceof Size) {
            return 0;
        }
        return isInRow(input) ? depth() : settledAt(place(input));
    }

    /** Whether it is an element of a row whose number is computed. */
    public static boolean isInRow(Input input) {
        return input instanceof Load load && load.index() != null;
    }

    /** Where the number of a row stands, as an element of an array or a position; null if it is computed. */
    public Input numberOf(Row row) {
        return inputs().stream()
                .filter(input -> input.parameter() == row.value() && !(input instanceof Size) && !isInRow(input))
                .findFirst()
                .orElse(null);
    }

    /** What decides whether the loops from {@link #guardLevel} on are done, or null. */
    Load guard() {
        return loop.guard();
    }

    /** The level of the first loop that is done only where the guard is true; the depth if there is no guard. */
    public int guardLevel() {
        return loop.guard() == null ? depth() : settledAt(place(loop.guard()));
    }

    /** Whether what a number was is read behind the output that changes it; what is kept has been computed before. */
    boolean isReadBehindWrite(Load load) {
        boolean isChanged = false;
        for (Output output : loop.outputs()) {
            if (isChanged
                    && (schedule.reads(output.value(), load.parameter())
                            || output.index() != null && output.index().value() == load.parameter())) {
                return true;
            }
            isChanged |= output.buffer() == load.buffer();
        }
        return false;
    }

    /**
     * Whether an element stands in the expression that reads it: not one that is read again, or behind the first write
     * to an array.
     */
    boolean isReadInPlace(Load load) {
        Node parameter = load.parameter();
        List<Output> before = outputs().subList(0, outputs().size() - 1);
        boolean isOnce = schedule.uses(parameter) <= 1
                && !schedule.isMultiplied(parameter)
                && !loop.rows().contains(parameter);
        boolean isInner = settledAt(place(load)) == depth();
        return isOnce && isInner && load.index() == null && before.stream().allMatch(this::isKept);
    }

    /** Whether the output is folded into a local by inner loops. */
    boolean isKept(Output output) {
        return output.fold() != null && output.index() == null && settledAt(place(output)) < depth();
    }

    /** The outputs that are kept in locals while the loops of this level and further in run. */
    List<Output> keptAt(int level) {
        return loop.outputs().stream().filter(output -> isKept(output) && settledAt(place(output)) == level).toList();
    }
}
