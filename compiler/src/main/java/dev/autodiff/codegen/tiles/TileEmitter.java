package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.and;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.length;
import static dev.autodiff.kernel.Exprs.math;
import static dev.autodiff.kernel.Exprs.remainder;
import static dev.autodiff.kernel.Exprs.subtract;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.emit.CodeSize;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Outlining;
import dev.autodiff.kernel.Variable;
import dev.autodiff.simd.Stages;
import java.util.function.UnaryOperator;

/**
 * The method that does a {@link VectorLoop} tile by tile: it computes what all elements share, runs the stages on each
 * tile, and returns how many rounds of the outer loop are done. Those are a multiple of what the widest registers hold;
 * the rest is a {@link PaddedTile} if that pays, or left to the loop of numbers. It takes what the nest's method takes,
 * where the loop begins in each array, its length, the parameters of what all elements share, and the scratch.
 */
final class TileEmitter {
    private final TileMethods methods;
    private final TileLayout layout;
    private final SpecialCalls calls;
    private final String name;
    private final TileWay registers;
    private final TileWay numbers;
    private final TileFrame frame;
    private final Body body;
    private final TileMoves moves;
    private final TileFolds folds;
    private final Warmth warmth;

    /** @param methods of the class that the method is written into */
    TileEmitter(TileMethods methods, TileLayout layout, String name) {
        this.methods = methods;
        this.layout = layout;
        this.calls = methods.calls();
        this.name = name;
        this.registers = new TileWay(methods, true, layout, name);
        this.numbers = new TileWay(methods, false, layout.ofNumbers(), name);
        this.frame = new TileFrame(layout);
        this.body = frame.body();
        this.moves = new TileMoves(frame, layout, calls);
        this.folds = new TileFolds(frame, layout, calls);
        this.warmth = new Warmth(body, calls, methods.vectors().newLoop(), name, frame.scratch());
    }

    /** Writes the method and those that it calls; gives how it is called. */
    MethodRef emit() {
        layout.uniforms().share(body, frame.parameters(), frame.scratch(), layout.isFloat(), calls);
        layout.loop().folded().keySet().forEach(folds::begin);
        Expr rest = remainder(frame.length(), integer(layout.loop().group()));
        Variable rounds = body.let("rounds", subtract(frame.length(), rest));
        if (layout.padsRest()) {
            padShort(rounds);
        }
        warmth.beginCount();
        tiles(body.let("end", Integers.product(rounds, frame.size(layout.loop().row()))));
        if (layout.padsRest()) {
            body.branch(compare(rounds, Operator.LESS, frame.length()), () -> rest(rounds));
            body.assign(rounds, frame.length());
        }
        warmth.endCount();
        layout.loop().folded().keySet().forEach(folds::combine);
        body.result(rounds);
        Method method = frame.method(name);
        Outlining.of(method, CodeSize::of).forEach(methods.target());
        registers.writeStages();
        numbers.writeStages();
        methods.target()
                .accept(warmth.practice(Practice.write(methods.vectors(), layout, registers, name + "Practice")));
        return method.reference();
    }

    /** A few elements that are no whole groups are padded altogether, which calls each stage once. */
    private void padShort(Variable rounds) {
        Expr isShort = compare(frame.length(), Operator.AT_MOST, integer(TileLayout.PADDED));
        body.branch(
                and(isShort, compare(rounds, Operator.LESS, frame.length())), () -> body.assign(rounds, integer(0)));
    }

    private void tiles(Variable end) {
        Variable tile = body.let("tile", integer(0));
        body.repeat(() -> {
            body.leaveUnless(compare(tile, Operator.LESS, end));
            Expr most = warmth.elements(shortestTile());
            int fitting = layout.elementsThatFit();
            Variable step = body.let("step", fitting < Stages.TILE ? math("min", most, integer(fitting)) : most);
            frame.beginTile(tile, body.let("elements", math("min", step, subtract(end, tile))));
            tile(frame, frame);
            body.assign(tile, add(tile, step));
        });
    }

    /** Does the elements behind the last group, as a group that is not full. */
    private void rest(Variable rounds) {
        frame.beginTile(rounds, body.let("elements", subtract(frame.length(), rounds)));
        PaddedTile padded = PaddedTile.of(frame, layout);
        padded.fill();
        tile(padded, padded.inNumbers());
        padded.empty();
    }

    /** Does a tile where the arguments are. */
    private void tile(TileArguments ofRegisters, TileArguments ofNumbers) {
        moves.fill(layout.loop().filled());
        Variable inRegisters = body.let("inRegisters", warmth.isHot());
        if (registers.hasCheck()) {
            body.branch(inRegisters, () -> body.assign(inRegisters, registers.check(ofRegisters)));
        }
        warmth.timed(inRegisters, UnaryOperator.identity(), frame.elements(), () -> body.branch(
                inRegisters, () -> registers.stages(ofRegisters), () -> numbers.stages(ofNumbers)));
        body.branch(inRegisters, () -> registers.empty(frame), () -> {
            numbers.empty(frame);
            warmth.practiseWhenDue();
        });
    }

    private int shortestTile() {
        return layout.loop().folded().isEmpty() ? layout.loop().group() : VectorLoop.FOLD_WIDTH;
    }
}
