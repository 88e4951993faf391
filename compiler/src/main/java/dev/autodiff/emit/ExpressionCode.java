package dev.autodiff.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Exprs;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import java.util.List;
import java.util.function.ToIntFunction;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes the instructions that leave an expression on the stack, or jump where a condition says. */
final class ExpressionCode {
    /** The bits of the largest number that SIPUSH takes. */
    private static final int SHORT_BITS = 15;

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String BOOTSTRAP =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;";

    private final MethodVisitor mv;
    private final String owner;
    private final ToIntFunction<Variable> slots;
    private int line;

    /** @param owner the internal name of the class that the code is in */
    ExpressionCode(MethodVisitor mv, String owner, ToIntFunction<Variable> slots) {
        this.mv = mv;
        this.owner = owner;
        this.slots = slots;
    }

    static Type type(Expr expression) {
        return Type.getType(expression.kind().descriptor());
    }

    void push(Expr expression) {
        if (expression instanceof Variable variable) {
            mv.visitVarInsn(type(variable).getOpcode(ILOAD), slots.applyAsInt(variable));
        } else if (expression instanceof Expr.Literal literal) {
            literal(literal.kind(), literal.value());
        } else if (expression instanceof Expr.Field field) {
            mv.visitFieldInsn(GETSTATIC, internal(field.owner()), field.name(), field.kind().descriptor());
        } else if (isTruthOfParts(expression)) {
            truth(expression);
        } else if (expression instanceof Expr.Choice choice) {
            choice(choice);
        } else if (expression instanceof Expr.Operation shift && shift.operator().isShift()) {
            push(shift.left());
            distance(shift.right());
            apply(shift);
        } else if (expression instanceof Expr.ArrayOf array) {
            arrayOf(array);
        } else {
            if (expression instanceof Expr.Call call && call.method().form() == MethodRef.Form.CONSTRUCTOR) {
                mv.visitTypeInsn(NEW, owner(call.method()));
                mv.visitInsn(DUP);
            }
            expression.operands().forEach(this::push);
            apply(expression);
        }
    }

    private void arrayOf(Expr.ArrayOf array) {
        integer(array.operands().size());
        newArray(array.kind().element());
        for (int i = 0; i < array.operands().size(); i++) {
            mv.visitInsn(DUP);
            integer(i);
            push(array.operands().get(i));
            mv.visitInsn(type(array.operands().get(i)).getOpcode(IASTORE));
        }
    }

    void setField(Expr.Field field) {
        mv.visitFieldInsn(PUTSTATIC, owner, field.name(), field.kind().descriptor());
    }

    private static boolean isTruthOfParts(Expr expression) {
        return expression instanceof Expr.Operation operation
                && (operation.operator().isRelation()
                        || operation.operator().isShortCircuit()
                        || operation.operator() == Operator.NOT);
    }

    /** Replaces the operands on the stack. */
    private void apply(Expr expression) {
        if (expression instanceof Expr.Element) {
            mv.visitInsn(type(expression).getOpcode(IALOAD));
        } else if (expression instanceof Expr.Length) {
            mv.visitInsn(ARRAYLENGTH);
        } else if (expression instanceof Expr.Operation operation) {
            mv.visitInsn(type(expression).getOpcode(opcode(operation.operator())));
        } else if (expression instanceof Expr.Cast cast) {
            cast(cast.operand().kind(), cast.kind());
        } else if (expression instanceof Expr.NewArray array) {
            newArray(array.kind().element());
        } else if (expression instanceof Expr.Call call) {
            call(call);
        } else if (expression instanceof Expr.Task task) {
            task(task);
        } else {
            throw new AssertionError(expression);
        }
    }

    /** The instructions take an int, whatever they shift. */
    private void distance(Expr distance) {
        if (distance instanceof Expr.Literal literal) {
            integer(((Number) literal.value()).intValue());
        } else {
            push(Exprs.cast(Kind.INT, distance));
        }
    }

    private String owner(MethodRef method) {
        return internal(method.owner());
    }

    /** @param className with dots; null for the class that the code is in */
    private String internal(String className) {
        return className == null ? owner : className.replace('.', '/');
    }

    private void call(Expr.Call call) {
        int around = line;
        boolean isElsewhere = call.line() > 0 && call.line() != around;
        if (isElsewhere) {
            line(call.line());
        }
        int opcode = switch (call.method().form()) {
            case STATIC -> INVOKESTATIC;
            case OF_OBJECT -> INVOKEVIRTUAL;
            case CONSTRUCTOR -> INVOKESPECIAL;
        };
        mv.visitMethodInsn(opcode, owner(call.method()), call.method().name(), call.method().descriptor(), false);
        if (isElsewhere && around > 0) {
            line(around);
        }
    }

    /** From here on the code belongs to this line of the source. */
    void line(int number) {
        line = number;
        Label here = new Label();
        mv.visitLabel(here);
        mv.visitLineNumber(number, here);
    }

    private void task(Expr.Task task) {
        MethodRef method = task.method();
        Handle target = new Handle(H_INVOKESTATIC, owner(method), method.name(), method.descriptor(), false);
        Handle factory = new Handle(H_INVOKESTATIC, METAFACTORY, "metafactory", BOOTSTRAP, false);
        Type accept = Type.getMethodType("(I)V");
        List<Kind> captured = task.captured().stream().map(Variable::kind).toList();
        mv.visitInvokeDynamicInsn(
                "accept", new MethodRef(null, "", captured, task.kind()).descriptor(), factory, accept, target, accept);
    }

    private static int opcode(Operator operator) {
        return switch (operator) {
            case NEGATE -> INEG;
            case ADD -> IADD;
            case SUBTRACT -> ISUB;
            case MULTIPLY -> IMUL;
            case DIVIDE -> IDIV;
            case REMAINDER -> IREM;
            case SHIFT_LEFT -> ISHL;
            case SHIFT_RIGHT -> ISHR;
            case SHIFT_RIGHT_UNSIGNED -> IUSHR;
            case BIT_AND -> IAND;
            case BIT_XOR -> IXOR;
            case BIT_OR -> IOR;
            default -> throw new AssertionError(operator);
        };
    }

    private void literal(Kind kind, Object value) {
        if (value instanceof Boolean truth) {
            mv.visitInsn(truth ? ICONST_1 : ICONST_0);
        } else if (value instanceof Integer number) {
            integer(number);
        } else if (value instanceof Long number && (number == 0 || number == 1)) {
            mv.visitInsn(number == 0 ? LCONST_0 : LCONST_1);
        } else if (value instanceof Double number && (isZero(number) || number == 1)) {
            mv.visitInsn(number == 0 ? DCONST_0 : DCONST_1);
        } else if (value instanceof Float number && (isZero(number) || number == 1)) {
            mv.visitInsn(number == 0 ? FCONST_0 : FCONST_1);
        } else {
            mv.visitLdcInsn(value instanceof Kind type ? Type.getType(type.descriptor()) : value);
        }
    }

    /** Whether it is the zero without a sign. */
    private static boolean isZero(double number) {
        return Double.doubleToRawLongBits(number) == 0;
    }

    /**
     * An int by the shortest instructions. Large ones, if they are not negative, are put together from two halves: each
     * in the constant pool would fill it, where a function's workspace has a million places.
     */
    void integer(int value) {
        if (value >= -1 && value <= 5) {
            mv.visitInsn(ICONST_0 + value);
        } else if (value == (byte) value) {
            mv.visitIntInsn(BIPUSH, value);
        } else if (value == (short) value) {
            mv.visitIntInsn(SIPUSH, value);
        } else if (value > 0 && value >>> SHORT_BITS <= Short.MAX_VALUE) {
            mv.visitIntInsn(SIPUSH, value >>> SHORT_BITS);
            mv.visitIntInsn(BIPUSH, SHORT_BITS);
            mv.visitInsn(ISHL);
            mv.visitIntInsn(SIPUSH, value & Short.MAX_VALUE);
            mv.visitInsn(IOR);
        } else {
            mv.visitLdcInsn(value);
        }
    }

    private void cast(Kind from, Kind to) {
        if (to.isReference()) {
            mv.visitTypeInsn(CHECKCAST, Type.getType(to.descriptor()).getInternalName());
            return;
        }
        String name = from.descriptor() + to.descriptor();
        int opcode = switch (name) {
            case "IJ" -> I2L;
            case "IF" -> I2F;
            case "ID" -> I2D;
            case "JI" -> L2I;
            case "JF" -> L2F;
            case "JD" -> L2D;
            case "FI" -> F2I;
            case "FJ" -> F2L;
            case "FD" -> F2D;
            case "DI" -> D2I;
            case "DJ" -> D2L;
            case "DF" -> D2F;
            default -> NOP;
        };
        if (opcode != NOP) {
            mv.visitInsn(opcode);
        }
    }

    private void newArray(Kind element) {
        switch (element.descriptor()) {
            case "Z" -> mv.visitIntInsn(NEWARRAY, T_BOOLEAN);
            case "I" -> mv.visitIntInsn(NEWARRAY, T_INT);
            case "J" -> mv.visitIntInsn(NEWARRAY, T_LONG);
            case "F" -> mv.visitIntInsn(NEWARRAY, T_FLOAT);
            case "D" -> mv.visitIntInsn(NEWARRAY, T_DOUBLE);
            default -> mv.visitTypeInsn(ANEWARRAY, Type.getType(element.descriptor()).getInternalName());
        }
    }

    private void truth(Expr condition) {
        Label no = new Label();
        Label end = new Label();
        jump(condition, false, no);
        mv.visitInsn(ICONST_1);
        mv.visitJumpInsn(GOTO, end);
        mv.visitLabel(no);
        mv.visitInsn(ICONST_0);
        mv.visitLabel(end);
    }

    private void choice(Expr.Choice choice) {
        Label otherwise = new Label();
        Label end = new Label();
        jump(choice.condition(), false, otherwise);
        push(choice.whenTrue());
        mv.visitJumpInsn(GOTO, end);
        mv.visitLabel(otherwise);
        push(choice.whenFalse());
        mv.visitLabel(end);
    }

    /** Jumps if the condition is {@code when}, and goes on otherwise; no more of it is computed than decides it. */
    void jump(Expr condition, boolean when, Label target) {
        if (!isTruthOfParts(condition)) {
            push(condition);
            mv.visitJumpInsn(when ? IFNE : IFEQ, target);
            return;
        }
        Expr.Operation truth = (Expr.Operation) condition;
        if (truth.operator().isRelation()) {
            compare(truth, when, target);
        } else if (truth.operator() == Operator.NOT) {
            jump(truth.left(), !when, target);
        } else if ((truth.operator() == Operator.OR) == when) {
            jump(truth.left(), when, target);
            jump(truth.right(), when, target);
        } else {
            Label onward = new Label();
            jump(truth.left(), !when, onward);
            jump(truth.right(), when, target);
            mv.visitLabel(onward);
        }
    }

    private void compare(Expr.Operation comparison, boolean when, Label target) {
        Kind kind = comparison.left().kind();
        push(comparison.left());
        int jump = jump(comparison.operator());
        if (kind.equals(Kind.INT) && isZero(comparison.right())) {
            mv.visitJumpInsn(when ? jump : inverse(jump), target);
            return;
        }
        push(comparison.right());
        if (kind.equals(Kind.INT)) {
            mv.visitJumpInsn((when ? jump : inverse(jump)) - IFEQ + IF_ICMPEQ, target);
            return;
        }
        mv.visitInsn(kind.equals(Kind.LONG) ? LCMP : instructionThatFailsForNaN(kind, comparison.operator()));
        mv.visitJumpInsn(when ? jump : inverse(jump), target);
    }

    private static boolean isZero(Expr expression) {
        return expression instanceof Expr.Literal literal && literal.value().equals(0);
    }

    /** With a NaN the comparison leaves 1 or -1, whichever the relation is false for. */
    private static int instructionThatFailsForNaN(Kind kind, Operator relation) {
        boolean isUpwards = relation == Operator.LESS || relation == Operator.AT_MOST;
        return kind.equals(Kind.F64) ? (isUpwards ? DCMPG : DCMPL) : isUpwards ? FCMPG : FCMPL;
    }

    private static int jump(Operator relation) {
        return switch (relation) {
            case LESS -> IFLT;
            case AT_MOST -> IFLE;
            case GREATER -> IFGT;
            case AT_LEAST -> IFGE;
            case EQUAL -> IFEQ;
            case NOT_EQUAL -> IFNE;
            default -> throw new AssertionError(relation);
        };
    }

    /** IFEQ and IFNE, IFLT and IFGE, IFGT and IFLE are neighbours. */
    private static int inverse(int jump) {
        return (jump - IFEQ ^ 1) + IFEQ;
    }
}
