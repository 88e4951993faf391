package dev.autodiff.codegen.loops;

import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.string;

import dev.autodiff.codegen.scalar.IntCode;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.graph.Access;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Support;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of a loop's elements. What the outer loops add to a place is kept in a variable; the innermost loop adds
 * its counter where an element is read, which the JIT makes an addressing mode of.
 */
public final class LoopPlaces {
    private static final MethodRef INDEX =
            MethodRef.of(Support.class, "index", Kind.INT, Kind.F64, Kind.INT, Kind.STRING);
    private static final String LETTERS = "ijklmnopqrstuvw";

    private final PlanFrame frame;
    private final Body body;
    private final LoopLayout layout;
    private final ScalarCode code;
    private final Expr[] counters;
    private final Map<Access, Expr> known = new HashMap<>();

    LoopPlaces(PlanFrame frame, LoopLayout layout, ScalarCode code) {
        this.frame = frame;
        this.body = frame.body();
        this.layout = layout;
        this.code = code;
        this.counters = new Expr[layout.depth()];
    }

    /** Computes where an access begins, unless that stands in the program, or has a row whose number is to come. */
    void begin(Access access) {
        if (layout.fixedRows().of(access) != null) {
            return;
        }
        Expr offset = frame.size(access.offset());
        if (!access.offset().is(0) && !known.containsKey(access)) {
            known.put(access, access.offset().isLiteral() ? offset : body.let("at", offset));
        }
    }

    /** Computes where accesses begin that have a row whose number is known. */
    void beginRows() {
        for (Access access : layout.accesses()) {
            Row row = layout.fixedRows().of(access);
            if (row != null) {
                Expr offset = frame.size(layout.fixedRows().withoutRow(access).offset());
                known.put(access, body.let("row", Integers.sum(offset, inRow(row))));
            }
        }
    }

    /** The name of the counter of a level. */
    static String letter(int level) {
        return level < LETTERS.length() ? LETTERS.substring(level, level + 1) : "i" + level;
    }

    /** The indices that the place of an access depends on: {@code ij}. */
    String letters(Access access) {
        StringBuilder letters = new StringBuilder();
        List<Dimension> strides = layout.strides(access);
        for (int level = 0; level < strides.size(); level++) {
            letters.append(strides.get(level).is(0) ? "" : letter(level));
        }
        return letters.toString();
    }

    /** Makes a number the counter of a level. */
    void count(int level, Expr counter) {
        counters[level] = counter;
    }

    /** Does what stands within the loop of a level; outside of it all is known that was known before. */
    void round(int level, Expr counter, Runnable inner) {
        count(level, counter);
        Map<Access, Expr> outside = Map.copyOf(known);
        if (level < layout.depth() - 1) {
            advance(level);
        }
        inner.run();
        known.clear();
        known.putAll(outside);
    }

    private void advance(int level) {
        for (Access access : layout.accesses()) {
            if (!layout.strides(access).get(level).is(0)) {
                known.put(access, body.let("at", at(access, level)));
            }
        }
    }

    /** The place of an access: what is known from outside, and the step of this level unless it is -1. */
    Expr at(Access access, int level) {
        Expr outside = known.getOrDefault(access, integer(0));
        return level < 0 ? outside : frame.behind(outside, layout.strides(access).get(level), counters[level]);
    }

    /**
     * The place of an element.
     *
     * @param row the computed row that is a part of the place, or null
     */
    Expr at(Access access, Row row) {
        int innermost = layout.depth() - 1;
        Expr place = at(access, layout.settledAt(access) > innermost ? innermost : -1);
        return row == null ? place : Integers.sum(place, inRow(row));
    }

    private Expr inRow(Row row) {
        boolean isInt = code.ints().contains(row.value());
        Expr number = isInt ? code.ints().value(row.value()) : code.value(row.value());
        return Integers.product(
                frame.size(row.stride()),
                index(row, number, row.check() == null ? null : frame.size(row.check().length())));
    }

    /**
     * The index of a row, checked if it may be wrong.
     *
     * @param number that the program gives, an int or a double
     * @param length how many rows there are
     */
    public static Expr index(Row row, Expr number, Expr length) {
        if (row.check() == null) {
            return cast(Kind.INT, number);
        }
        List<Expr> arguments = List.of(number, length, string(row.check().axis()));
        return new Expr.Call(
                number.kind().equals(Kind.INT) ? IntCode.PLACE : INDEX, arguments, row.check().line());
    }
}
