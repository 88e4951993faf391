package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.and;
import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.subtract;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPGT;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Relation;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes the call of a method of {@link TileEmitter} into the nest around the innermost loop. */
final class TileCall {
    /** The field that tells whether vector registers are used. */
    static final String VECTORS = "VECTORS";

    /** The shortest loop that is done in registers: the call, its folds and the rest of fewer elements cost as much as they gain. */
    private static final int MIN_LENGTH = 48;

    /** The longest rows of which several are done as one loop. */
    static final int MAX_ROW = 63;

    private final String owner;
    private final MethodRef method;
    private final TileLayout layout;
    private final SpecialCalls specials;
    private int scratch;

    /** @param method the one that is called */
    TileCall(String owner, MethodRef method, TileLayout layout, SpecialCalls specials) {
        this.owner = owner;
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

    /**
     * Has most of the elements from a counter to a bound done, and adds their number to the counter; jumps if there are no
     * registers, or not enough elements.
     *
     * @param argument pushes an argument of the nest
     * @param place pushes where an access is at the counter
     * @param parameter pushes a number that all elements share
     * @param size pushes a dimension
     */
    void write(MethodVisitor mv, Locals locals, int counter, int bound, Label ifAbsent, Consumer<Argument> argument, Consumer<Access> place, Consumer<Node> parameter,
            Consumer<Dimension> size) {
        mv.visitFieldInsn(GETSTATIC, owner, VECTORS, "Z");
        mv.visitJumpInsn(IFEQ, ifAbsent);
        int length = locals.reserve(1);
        mv.visitVarInsn(ILOAD, bound);
        mv.visitVarInsn(ILOAD, counter);
        mv.visitInsn(ISUB);
        mv.visitInsn(DUP);
        mv.visitVarInsn(ISTORE, length);
        if (layout.loop().row().is(1)) {
            SizeCode.integer(mv, MIN_LENGTH);
        } else {
            // fewer rounds than registers have lanes are left to the loop of numbers anyway
            SizeCode.integer(mv, layout.loop().group());
        }
        mv.visitJumpInsn(IF_ICMPLT, ifAbsent);
        requireShortRows(mv, size, ifAbsent);
        layout.loop().layout().arguments().forEach(argument);
        layout.places().forEach(place);
        mv.visitVarInsn(ILOAD, length);
        layout.parameters().forEach(parameter);
        scratch(mv, locals);
        mv.visitMethodInsn(INVOKESTATIC, owner, method.name(), method.descriptor(), false);
        mv.visitVarInsn(ILOAD, counter);
        mv.visitInsn(IADD);
        mv.visitVarInsn(ISTORE, counter);
    }

    /**
     * Writes the same as statements.
     *
     * @param done the variable that counts the elements, from the first one
     * @param place gives where an access is at that element
     * @param parameter gives a number that all elements share
     * @param fold takes up what the elements are folded to, which is in the scratch
     */
    void write(PlanFrame frame, Variable done, Expr end, Function<Access, Expr> place, Function<Node, Expr> parameter, Consumer<Variable> fold) {
        Body body = frame.body();
        body.branch(new Expr.Field(VECTORS, Kind.BOOLEAN), () -> {
            Variable length = body.let("length", subtract(end, done));
            body.branch(isWorthIt(frame, length), () -> {
                Variable scratch = body.let("scratch", scratch());
                List<Expr> arguments = new ArrayList<>(frame.pass(layout.loop().layout().arguments()));
                layout.places().forEach(access -> arguments.add(place.apply(access)));
                arguments.add(length);
                layout.parameters().forEach(node -> arguments.add(parameter.apply(node)));
                arguments.add(scratch);
                body.assign(done, add(done, new Expr.Call(method, arguments)));
                fold.accept(scratch);
            });
        });
    }

    /** Fewer rounds than registers have lanes are left to the loop of numbers anyway; long rows are better done one by one. */
    private Expr isWorthIt(PlanFrame frame, Variable length) {
        Dimension row = layout.loop().row();
        if (row.is(1)) {
            return compare(length, Relation.AT_LEAST, integer(MIN_LENGTH));
        }
        return and(compare(length, Relation.AT_LEAST, integer(layout.loop().group())), compare(frame.size(row), Relation.AT_MOST, integer(MAX_ROW)));
    }

    private Expr scratch() {
        Expr.Field holder = new Expr.Field(holder(layout.isFloat()), Kind.of(ThreadLocal.class));
        MethodRef take = new MethodRef(null, layout.isFloat() ? "floats" : "doubles", List.of(holder.kind(), Kind.INT), layout.scratchKind());
        return call(specials.of(Vectors.class, take), holder, integer(layout.scratch()));
    }

    /** What the elements that are done are folded to. */
    Expr folded(Variable scratch, Output output) {
        Expr number = cast(Kind.F64, element(scratch, layout.fold(output)));
        return output.buffer().type().isTruth() ? ScalarCode.asTruth(number) : number;
    }

    /** Long rows are better done one by one: what they share need not be copied. */
    private void requireShortRows(MethodVisitor mv, Consumer<Dimension> size, Label otherwise) {
        if (!layout.loop().row().is(1)) {
            size.accept(layout.loop().row());
            SizeCode.integer(mv, MAX_ROW);
            mv.visitJumpInsn(IF_ICMPGT, otherwise);
        }
    }

    /** The level of the loop that the call stands before. */
    int level() {
        return layout.loop().base();
    }

    private void scratch(MethodVisitor mv, Locals locals) {
        String kind = layout.isFloat() ? "floats" : "doubles";
        mv.visitFieldInsn(GETSTATIC, owner, holder(layout.isFloat()), ThreadArrays.HOLDER);
        SizeCode.integer(mv, layout.scratch());
        mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(Vectors.class, kind), kind, "(" + ThreadArrays.HOLDER + "I)[" + layout.number(), false);
        mv.visitInsn(DUP);
        scratch = locals.reserve(1);
        mv.visitVarInsn(ASTORE, scratch);
    }

    /** The field that holds the scratch of each thread. */
    static String holder(boolean isFloat) {
        return isFloat ? "FLOAT_TILES" : "TILES";
    }

    boolean folds(Output output) {
        return layout.loop().folded().containsKey(output);
    }
}
