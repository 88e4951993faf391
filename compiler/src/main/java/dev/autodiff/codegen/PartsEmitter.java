package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
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

/** Writes a function in parts: an entry that runs them one after the other, with a workspace between them. */
final class PartsEmitter {
    private final ClassVisitor target;
    private final String owner;
    private final Layout layout;
    private final Layout.Method method;
    private final Constants constants;
    private final SpecialCalls specials;
    private final boolean hasTapes;

    PartsEmitter(ClassVisitor target, String owner, Layout layout, Layout.Method method, Constants constants, SpecialCalls specials) {
        this.target = target;
        this.owner = owner;
        this.layout = layout;
        this.method = method;
        this.constants = constants;
        this.specials = specials;
        this.hasTapes = method.hasTapes();
    }

    /** The arrays that parts work on, in locals: the gradient and the tapes if there are any. */
    private record Arrays(int workspace, int gradient, int tapes) {}

    void emit(MethodWriter code) {
        Split split = method.split();
        int valuePlace = split.workspaceSize();
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
            copyPoint(split);
            mv.visitVarInsn(ALOAD, point);
            mv.visitVarInsn(ALOAD, workspace);
            mv.visitMethodInsn(INVOKESTATIC, owner, method.name() + "Point", "([D[D)V", false);
        } else {
            copyNumbers(code, numbers, workspace);
        }
        int tapes = hasTapes ? FunctionEmitter.takeTapes(code, owner, layout, specials) : -1;
        callAll(code, emitEach(split, valuePlace), new Arrays(workspace, gradient, tapes));
        mv.visitVarInsn(ALOAD, workspace);
        code.integer(valuePlace);
        mv.visitInsn(DALOAD);
        mv.visitInsn(DRETURN);
        code.end();
    }

    private void copyNumbers(MethodWriter code, int[] numbers, int workspace) {
        for (int i = 0; i < numbers.length; i++) {
            Integer place = method.split().place(layout.parameters().get(i).node());
            if (place != null) {
                code.visitor().visitVarInsn(ALOAD, workspace);
                code.integer(place);
                code.visitor().visitVarInsn(DLOAD, numbers[i]);
                code.visitor().visitInsn(DASTORE);
            }
        }
    }

    /** A method that copies the point into the workspace, in groups if it is long. */
    private void copyPoint(Split split) {
        List<Formula.Parameter> parameters = layout.parameters();
        int groups = (parameters.size() + Layout.MAX_CALLS - 1) / Layout.MAX_CALLS;
        for (int group = 0; group < groups; group++) {
            MethodWriter code = part("Point" + group, "([D[D)V");
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
        MethodWriter all = part("Point", "([D[D)V");
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
    private List<String> emitEach(Split split, int valuePlace) {
        for (int i = 0; i < split.parts().size(); i++) {
            MethodWriter code = part("Part" + i, descriptor());
            Arrays arrays = arguments(code);
            code.useWorkspace(split, arrays.workspace());
            code.useTapes(arrays.tapes());
            split.parts().get(i).incoming().forEach(code::copyFromWorkspace);
            for (Split.Item item : split.parts().get(i).items()) {
                if (!item.isStore()) {
                    code.keep(item.node());
                } else if (item.result() == method.gradient().size()) {
                    code.store(arrays.workspace(), valuePlace, item.node());
                } else {
                    code.store(arrays.gradient(), item.result(), item.node());
                }
            }
            code.visitor().visitInsn(RETURN);
            code.end();
        }
        return IntStream.range(0, split.parts().size()).mapToObj(i -> method.name() + "Part" + i).toList();
    }

    private Arrays arguments(MethodWriter code) {
        int workspace = code.locals().arrayArgument("workspace");
        int gradient = method.hasGradient() ? code.locals().arrayArgument("gradient") : -1;
        return new Arrays(workspace, gradient, hasTapes ? code.locals().argument("tapes", "[[D") : -1);
    }

    /** Calls the parts, through methods that call some hundreds each if they are many. */
    private void callAll(MethodWriter code, List<String> parts, Arrays arrays) {
        if (parts.size() <= Layout.MAX_CALLS) {
            parts.forEach(part -> call(code, part, arrays));
            return;
        }
        for (int from = 0; from < parts.size(); from += Layout.MAX_CALLS) {
            String suffix = "Parts" + from / Layout.MAX_CALLS;
            MethodWriter group = part(suffix, descriptor());
            Arrays arguments = arguments(group);
            parts.subList(from, Math.min(parts.size(), from + Layout.MAX_CALLS)).forEach(part -> call(group, part, arguments));
            group.visitor().visitInsn(RETURN);
            group.end();
            call(code, method.name() + suffix, arrays);
        }
    }

    private void call(MethodWriter code, String name, Arrays arrays) {
        IntStream.of(arrays.workspace(), arrays.gradient(), arrays.tapes()).filter(local -> local >= 0)
                .forEach(local -> code.visitor().visitVarInsn(ALOAD, local));
        code.visitor().visitMethodInsn(INVOKESTATIC, owner, name, descriptor(), false);
    }

    private String descriptor() {
        return "([D" + (method.hasGradient() ? "[D" : "") + (hasTapes ? "[[D" : "") + ")V";
    }

    private MethodWriter part(String suffix, String descriptor) {
        MethodVisitor mv = target.visitMethod(ACC_PRIVATE | ACC_STATIC, method.name() + suffix, descriptor, null, null);
        return new MethodWriter(mv, owner, method.schedule(), constants, specials);
    }
}
