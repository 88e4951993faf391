package dev.autodiff.bench;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;

/**
 * Methods of classes as {@code autodiff compile} writes them. A static final handle to one is a constant for the JIT,
 * so a call through it costs what a call written in Java costs.
 */
final class Generated {
    private Generated() {}

    /** The class of a program, loaded; one that works on tensors, if it has some. */
    static MethodHandles.Lookup define(String program) {
        return define(program, Options.DEFAULT, ClassContents.TENSORS);
    }

    static MethodHandles.Lookup define(String program, Options options, ClassContents contents) {
        try {
            return MethodHandles.lookup().defineHiddenClass(classFile("Formula", program, options, contents), true);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** The same by a name of its own, which a class needs that shares work among threads. */
    static MethodHandles.Lookup define(String name, String program, Options options, ClassContents contents) {
        MethodHandles.Lookup here = MethodHandles.lookup();
        try {
            Class<?> defined = here.defineClass(classFile(name, program, options, contents));
            return MethodHandles.privateLookupIn(defined, here);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] classFile(String name, String program, Options options, ClassContents contents) {
        return Autodiff.analyze(new Source("program.ad", program), options)
                .classFiles("dev.autodiff.bench." + name, contents)
                .get(0)
                .bytes();
    }

    /** The text of a program that is a resource beside this class. */
    static String program(String name) {
        try (InputStream in = Generated.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
