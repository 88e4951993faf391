package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DRETURN;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.T_DOUBLE;

import dev.autodiff.graph.Formula;
import java.util.List;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** Writes {@code value} and {@code gradient}: straight-line code in one method, or an entry that runs parts one after the other. */
final class FunctionEmitter {
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
            emitParts(method);
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

    private void emitParts(Layout.Method method) {
        Split split = method.split();
        int valuePlace = split.workspaceSize();
        MethodWriter code = entry(method);
        MethodVisitor mv = code.visitor();
        List<Formula.Parameter> parameters = layout.parameters();
        int point = layout.takesPointAsArray() ? code.locals().arrayArgument("point") : -1;
        int[] numbers = parameters.stream().mapToInt(parameter -> point >= 0 ? -1 : code.locals().numberArgument(parameter.name())).toArray();
        int gradient = method.hasGradient() ? code.locals().arrayArgument("gradient") : -1;
        int workspace = code.locals().arrayArgument("workspace");
        code.integer(valuePlace + 1);
        mv.visitIntInsn(NEWARRAY, T_DOUBLE);
        mv.visitVarInsn(ASTORE, workspace);
        if (point >= 0) {
            copyPoint(method, split);
            mv.visitVarInsn(ALOAD, point);
            mv.visitVarInsn(ALOAD, workspace);
            mv.visitMethodInsn(INVOKESTATIC, owner, method.name() + "Point", "([D[D)V", false);
        } else {
            for (int i = 0; i < numbers.length; i++) {
                Integer place = split.place(parameters.get(i).node());
                if (place != null) {
                    mv.visitVarInsn(ALOAD, workspace);
                    code.integer(place);
                    mv.visitVarInsn(DLOAD, numbers[i]);
                    mv.visitInsn(DASTORE);
                }
            }
        }
        callAll(code, method, emitEach(method, split, valuePlace), workspace, gradient);
        mv.visitVarInsn(ALOAD, workspace);
        code.integer(valuePlace);
        mv.visitInsn(DALOAD);
        mv.visitInsn(DRETURN);
        code.end();
    }

    /** A method that copies the point into the workspace, in groups if it is long. */
    private void copyPoint(Layout.Method method, Split split) {
        List<Formula.Parameter> parameters = layout.parameters();
        int groups = (parameters.size() + Layout.MAX_CALLS - 1) / Layout.MAX_CALLS;
        for (int group = 0; group < groups; group++) {
            MethodWriter code = part(method, "Point" + group, "([D[D)V");
            int point = code.locals().arrayArgument("point");
            int workspace = code.locals().arrayArgument("workspace");
            for (int i = group * Layout.MAX_CALLS; i < Math.min(parameters.size(), (group + 1) * Layout.MAX_CALLS); i++) {
                Integer place = split.place(parameters.get(i).node());
                if (place != null) {
                    code.visitor().visitVarInsn(ALOAD, workspace);
                    code.integer(place);
                    code.visitor().visitVarInsn(ALOAD, point);
                    code.integer(i);
                    code.visitor().visitInsn(DALOAD);
                    code.visitor().visitInsn(DASTORE);
                }
            }
            code.visitor().visitInsn(RETURN);
            code.end();
        }
        MethodWriter all = part(method, "Point", "([D[D)V");
        int point = all.locals().arrayArgument("point");
        int workspace = all.locals().arrayArgument("workspace");
        for (int group = 0; group < groups; group++) {
            all.visitor().visitVarInsn(ALOAD, point);
            all.visitor().visitVarInsn(ALOAD, workspace);
            all.visitor().visitMethodInsn(INVOKESTATIC, owner, method.name() + "Point" + group, "([D[D)V", false);
        }
        all.visitor().visitInsn(RETURN);
        all.end();
    }

    /** One method for each part; its names in order. */
    private List<String> emitEach(Layout.Method method, Split split, int valuePlace) {
        for (int i = 0; i < split.parts().size(); i++) {
            MethodWriter code = part(method, "Part" + i, partDescriptor(method));
            int workspace = code.locals().arrayArgument("workspace");
            int gradient = method.hasGradient() ? code.locals().arrayArgument("gradient") : -1;
            code.useWorkspace(split, workspace);
            split.parts().get(i).incoming().forEach(code::copyFromWorkspace);
            for (Split.Item item : split.parts().get(i).items()) {
                if (!item.isStore()) {
                    code.keep(item.node());
                } else if (item.result() == method.gradient().size()) {
                    code.store(workspace, valuePlace, item.node());
                } else {
                    code.store(gradient, item.result(), item.node());
                }
            }
            code.visitor().visitInsn(RETURN);
            code.end();
        }
        return IntStream.range(0, split.parts().size()).mapToObj(i -> method.name() + "Part" + i).toList();
    }

    /** Calls the parts, through methods that call some hundreds each if they are many. */
    private void callAll(MethodWriter code, Layout.Method method, List<String> parts, int workspace, int gradient) {
        if (parts.size() <= Layout.MAX_CALLS) {
            parts.forEach(part -> call(code, method, part, workspace, gradient));
            return;
        }
        for (int from = 0; from < parts.size(); from += Layout.MAX_CALLS) {
            String suffix = "Parts" + from / Layout.MAX_CALLS;
            MethodWriter group = part(method, suffix, partDescriptor(method));
            int groupWorkspace = group.locals().arrayArgument("workspace");
            int groupGradient = method.hasGradient() ? group.locals().arrayArgument("gradient") : -1;
            parts.subList(from, Math.min(parts.size(), from + Layout.MAX_CALLS))
                    .forEach(part -> call(group, method, part, groupWorkspace, groupGradient));
            group.visitor().visitInsn(RETURN);
            group.end();
            call(code, method, method.name() + suffix, workspace, gradient);
        }
    }

    private void call(MethodWriter code, Layout.Method method, String name, int workspace, int gradient) {
        code.visitor().visitVarInsn(ALOAD, workspace);
        if (method.hasGradient()) {
            code.visitor().visitVarInsn(ALOAD, gradient);
        }
        code.visitor().visitMethodInsn(INVOKESTATIC, owner, name, partDescriptor(method), false);
    }

    private static String partDescriptor(Layout.Method method) {
        return method.hasGradient() ? "([D[D)V" : "([D)V";
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
        return new MethodWriter(mv, owner, method.schedule(), constants, specials);
    }

    private MethodWriter part(Layout.Method method, String suffix, String descriptor) {
        MethodVisitor mv = target.visitMethod(ACC_PRIVATE | ACC_STATIC, method.name() + suffix, descriptor, null, null);
        return new MethodWriter(mv, owner, method.schedule(), constants, specials);
    }
}
