package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.T_DOUBLE;
import static org.objectweb.asm.Opcodes.T_FLOAT;

import dev.autodiff.codegen.Grouping.Group;
import dev.autodiff.codegen.Grouping.Task;
import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.codegen.PlanLayout.Length;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Requirement;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** Writes the methods of a {@link PlanLayout}. */
final class PlanEmitter {
    private final ClassVisitor target;
    private final String owner;
    private final PlanLayout layout;
    private final SpecialCalls specials;
    private final StepCode steps;
    private final VectorClass vectors;

    /** @param vectors where what is done in vector registers goes to; null if nothing is */
    PlanEmitter(ClassVisitor target, String owner, PlanLayout layout, SpecialCalls specials, VectorClass vectors) {
        this.vectors = vectors;
        this.target = target;
        this.owner = owner;
        this.layout = layout;
        this.specials = specials;
        this.steps = new StepCode(layout);
    }

    void emit() {
        entry();
        allocating();
        methods(layout.groups(), layout.isOneMethod());
    }

    /** The methods that some groups call, and those of the groups themselves if they are not written where they are called. */
    private void methods(List<Group> groups, boolean isInline) {
        for (Group group : groups) {
            if (!isInline) {
                PlanMethod method = method(group.method());
                group.tasks().forEach(task -> steps.write(method, task));
                method.end();
            }
            group.tasks().forEach(this::methods);
        }
    }

    /** The methods of a loop and of those in it. */
    private void methods(Task task) {
        if (task.loop() != null && task.method() != null) {
            loop(task);
        } else if (task.body() != null && task.method() != null) {
            PlanMethod method = method(task.method());
            new RepeatEmitter(layout, steps, method, task, specials).emit();
            method.end();
        }
        if (task.body() != null) {
            methods(task.body().groups(), task.body().isOneMethod());
        }
    }

    private void loop(Task task) {
        Sharing sharing = Sharing.of(task.loop());
        String name = sharing == null ? task.method() : ShareEmitter.share(task.method());
        List<Argument> arguments = sharing == null ? task.loop().arguments() : sharing.arguments();
        List<TileCall> tiles = tiles(task);
        PlanMethod method = new PlanMethod(target, owner, ACC_PRIVATE | ACC_STATIC, name, arguments, "V");
        LoopEmitter.Share share = sharing == null ? null : ShareEmitter.share(method, sharing);
        LoopEmitter loop = new LoopEmitter(method, task.loop(), new NumberCode(method, layout.plan(), Registers.NONE), specials, tiles, share);
        method.line(task.loop().line());
        loop.begin();
        loop.emit();
        method.end();
        if (sharing != null) {
            new ShareEmitter(target, owner, task.method(), sharing).emit();
        }
    }

    /** Writes what a loop does in vector registers: its innermost loop if that is long, or the innermost two as one. */
    private List<TileCall> tiles(Task task) {
        List<TileCall> calls = new ArrayList<>();
        if (vectors == null) {
            return calls;
        }
        for (int levels = 1; levels <= 2; levels++) {
            TileLayout tiles = TileCall.canBeWorthIt(task.loop(), levels) ? TileLayout.of(task.loop(), levels) : null;
            if (tiles != null) {
                String name = task.method() + (levels == 1 ? "Tiles" : "Rows");
                new TileEmitter(target, owner, vectors, tiles, specials, name).emit();
                calls.add(new TileCall(owner, name, tiles, specials));
            }
        }
        return calls;
    }

    private PlanMethod method(String name) {
        return new PlanMethod(target, owner, ACC_PRIVATE | ACC_STATIC, name, layout.groupArguments(), "V");
    }

    private void entry() {
        PlanMethod method = new PlanMethod(target, owner, ACC_PUBLIC | ACC_STATIC, layout.name(), layout.arguments(), layout.returns());
        layout.plan().requirements().forEach(requirement -> require(method, requirement));
        layout.lengths().forEach(length -> require(method, length));
        layout.numbers().forEach(number -> copy(method, number));
        if (layout.plan().tapes() > 0) {
            method.visitor().visitFieldInsn(GETSTATIC, owner, ThreadArrays.TAPES, ThreadArrays.HOLDER);
            SizeCode.integer(method.visitor(), layout.plan().tapes());
            method.visitor().visitMethodInsn(INVOKESTATIC, CountCode.TAPES, "tapes", "(" + ThreadArrays.HOLDER + "I)[[D", false);
            method.define(ArrayRef.TAPES);
        }
        steps.write(method, layout.groups(), layout.isOneMethod());
        Buffer returned = layout.returned();
        if (returned != null) {
            method.array(ArrayRef.of(returned));
            method.asInt(layout.plan().offset(returned));
            method.visitor().visitInsn(returned.isFloat() ? FALOAD : DALOAD);
        }
        method.end();
    }

    /** The entry for those who do not want to keep a workspace. */
    private void allocating() {
        PlanMethod method = new PlanMethod(target, owner, ACC_PUBLIC | ACC_STATIC, layout.name(), layout.ownArguments(), layout.returns());
        layout.plan().requirements().forEach(requirement -> require(method, requirement));
        layout.ownArguments().forEach(method::load);
        allocate(method, layout.plan().doubles(), T_DOUBLE);
        if (layout.plan().hasFloats()) {
            allocate(method, layout.plan().floats(), T_FLOAT);
        }
        method.call(layout.name(), layout.arguments(), layout.returns());
        method.end();
    }

    private static void allocate(PlanMethod method, Dimension size, int type) {
        method.asLong(size);
        method.visitor().visitMethodInsn(INVOKESTATIC, "java/lang/Math", "toIntExact", "(J)I", false);
        method.visitor().visitIntInsn(NEWARRAY, type);
    }

    private static void require(PlanMethod method, Requirement requirement) {
        method.visitor().visitLdcInsn(requirement.text());
        method.asLong(requirement.value());
        method.visitor().visitMethodInsn(INVOKESTATIC, ElementCode.SUPPORT, "requireNotNegative", "(Ljava/lang/String;J)V", false);
    }

    private static void require(PlanMethod method, Length length) {
        MethodVisitor mv = method.visitor();
        mv.visitLdcInsn(length.array().name());
        mv.visitLdcInsn(length.purpose());
        method.array(length.array());
        mv.visitInsn(ARRAYLENGTH);
        method.asLong(length.size());
        String check = length.isExact() ? "requireElements" : "requireRoom";
        mv.visitMethodInsn(INVOKESTATIC, ElementCode.SUPPORT, check, "(Ljava/lang/String;Ljava/lang/String;IJ)V", false);
    }

    /** Copies a number of the caller's to the workspace. */
    private void copy(PlanMethod method, Buffer number) {
        method.array(ArrayRef.of(number));
        method.asInt(layout.plan().offset(number));
        method.element(number);
        method.visitor().visitInsn(number.isFloat() ? FASTORE : DASTORE);
    }
}
