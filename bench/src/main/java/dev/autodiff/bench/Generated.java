package dev.autodiff.bench;

import dev.autodiff.Compiler;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.source.Source;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Methods of classes as {@code autodiff compile} writes them. A static final handle to one is a constant for the JIT, so a
 * call through it costs what a call written in Java costs.
 */
final class Generated {
    private Generated() {}

    /** The class of a program, loaded. */
    static MethodHandles.Lookup define(String program) {
        byte[] classFile = Compiler.analyze(new Source("program.ad", program), Options.DEFAULT).classFiles("dev.autodiff.bench.Formula", ClassContents.TENSORS).get(0).bytes();
        try {
            return MethodHandles.lookup().defineHiddenClass(classFile, true);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    static MethodHandle method(MethodHandles.Lookup lookup, String name, MethodType type) {
        try {
            return lookup.findStatic(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
