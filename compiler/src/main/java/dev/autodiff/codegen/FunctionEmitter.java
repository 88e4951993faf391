package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DRETURN;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.PUTSTATIC;

import dev.autodiff.graph.Formula;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tapes;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** Writes {@code value} and {@code gradient}: straight-line code in one method, or an entry that runs parts one after the other. */
final class FunctionEmitter {
    /** The field that holds the tapes of each thread. */
    static final String TAPES = "TAPES";

    static final String HOLDER = "Ljava/lang/ThreadLocal;";

    private final ClassVisitor target;
    private final String owner;
    private final Layout layout;
    private final Constants constants;
    private final SpecialCalls specials;

    FunctionEmitter(ClassVisitor target, String owner, Layout layout, Constants constants, SpecialCalls specials) {
        this.target = target;
        this.owner = owner;
        this.layout = layout;
        this.constants = constants;
        this.specials = specials;
    }

    void emit(Layout.Method method) {
        if (method.split() == null) {
            emitWhole(method);
        } else {
            new PartsEmitter(target, owner, layout, method, constants, specials).emit(entry(method));
        }
    }

    private void emitWhole(Layout.Method method) {
        MethodWriter code = entry(method);
        List<Formula.Parameter> parameters = layout.parameters();
        if (layout.takesPointAsArray()) {
            int point = code.locals().arrayArgument("point");
            int gradient = method.hasGradient() ? code.locals().arrayArgument("gradient") : -1;
            for (int i = 0; i < parameters.size(); i++) {
                code.parameterFromArray(parameters.get(i).node(), parameters.get(i).name(), point, i);
            }
            finish(method, code, gradient);
        } else {
            parameters.forEach(parameter -> code.locals().bind(parameter.node(), code.locals().numberArgument(parameter.name())));
            finish(method, code, method.hasGradient() ? code.locals().arrayArgument("gradient") : -1);
        }
    }

    private void finish(Layout.Method method, MethodWriter code, int gradient) {
        if (method.hasTapes()) {
            code.useTapes(takeTapes(code, owner, layout, specials));
        }
        code.block(method.schedule().root());
        for (int i = 0; i < method.gradient().size(); i++) {
            code.lineOf(method.gradient().get(i));
            code.store(gradient, i, method.gradient().get(i));
        }
        code.lineOf(method.value());
        code.expression(method.value());
        code.visitor().visitInsn(DRETURN);
        code.end();
    }

    /** Makes what holds the arrays of each thread. */
    static void holder(MethodVisitor mv, String owner, String field) {
        mv.visitTypeInsn(NEW, "java/lang/ThreadLocal");
        mv.visitInsn(DUP);
        mv.visitMethodInsn(INVOKESPECIAL, "java/lang/ThreadLocal", "<init>", "()V", false);
        mv.visitFieldInsn(PUTSTATIC, owner, field, HOLDER);
    }

    /** Leaves the tapes of this thread in a local. */
    static int takeTapes(MethodWriter code, String owner, Layout layout, SpecialCalls specials) {
        int tapes = code.locals().reserve(1);
        MethodVisitor mv = code.visitor();
        mv.visitFieldInsn(GETSTATIC, owner, TAPES, HOLDER);
        code.integer(layout.tapes());
        mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(Tapes.class, "tapes"), "tapes", "(" + HOLDER + "I)[[D", false);
        mv.visitVarInsn(ASTORE, tapes);
        return tapes;
    }

    private void requireWhole(MethodWriter code, int parameter) {
        MethodVisitor mv = code.visitor();
        mv.visitLdcInsn(layout.parameterNames().get(parameter));
        if (layout.takesPointAsArray()) {
            mv.visitVarInsn(ALOAD, 0);
            code.integer(parameter);
            mv.visitInsn(DALOAD);
        } else {
            mv.visitVarInsn(DLOAD, 2 * parameter);
        }
        mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(Support.class, "requireWhole"), "requireWhole", "(Ljava/lang/String;D)V", false);
    }

    private MethodWriter entry(Layout.Method method) {
        String arguments = layout.takesPointAsArray() ? "[D" : "D".repeat(layout.parameters().size());
        String descriptor = "(" + arguments + (method.hasGradient() ? "[D" : "") + ")D";
        MethodVisitor mv = target.visitMethod(ACC_PUBLIC | ACC_STATIC, method.name(), descriptor, null, null);
        if (layout.takesPointAsArray()) {
            mv.visitParameter("point", 0);
        } else {
            layout.parameterNames().forEach(name -> mv.visitParameter(name, 0));
        }
        if (method.hasGradient()) {
            mv.visitParameter("gradient", 0);
        }
        MethodWriter code = new MethodWriter(mv, owner, method.schedule(), constants, specials);
        layout.wholeParameters().forEach(parameter -> requireWhole(code, parameter));
        return code;
    }
}
