package dev.autodiff;

import dev.autodiff.graph.Formula;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Formulas as functions with derivatives, compiled in this JVM.
 *
 * <pre>{@code
 * CompiledFunction z = Autodiff.compile("z = y*log(x) + sin(y)");
 * double value = z.value(2, 3);
 * double[] gradient = z.gradient(2, 3);
 * double[][] hessian = z.hessian(2, 3);
 * }</pre>
 *
 * <p>Parameters that the program does not declare come in alphabetical order. A function keeps no state, any number of
 * threads may call it, and its classes are unloaded when it is no longer reachable.
 */
public final class Autodiff {
    /** Written into every class. */
    public static final String VERSION = CompiledFunction.VERSION;

    private Autodiff() {}

    /**
     * The default function of a program.
     *
     * @param text the program
     * @throws CompileException if the program is wrong; its message names the place and the remedy
     */
    public static CompiledFunction compile(String text) {
        return compile(new Source("formula", text), Options.DEFAULT);
    }

    /**
     * The default function of a program in a file, in UTF-8.
     *
     * @throws IOException if the file cannot be read
     * @throws CompileException if the program is wrong
     */
    public static CompiledFunction compile(Path file) throws IOException {
        return compile(new Source(file.toString(), Files.readString(file)), Options.DEFAULT);
    }

    /**
     * A function of a program, compiled as the options say: which function, which results, derivatives by what, types
     * of parameters.
     *
     * @throws CompileException if the program is wrong, or has not what the options name
     */
    public static CompiledFunction compile(Source source, Options options) {
        return analyze(source, options).load();
    }

    /**
     * What a compilation yields before a class is made of it: warnings, graphs, class files, Java source.
     *
     * @throws CompileException if the program is wrong, or has not what the options name
     */
    public static Analysis analyze(Source source, Options options) {
        return Compilation.analyze(source, options);
    }

    /**
     * The function as it is written, before any rewriting: what a check of derivatives takes for the truth.
     *
     * @throws CompileException if the program is wrong
     */
    public static Formula written(Source source, Options options) {
        return Compilation.written(source, options);
    }
}
