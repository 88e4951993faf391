package dev.autodiff.cli;

import dev.autodiff.Compiler;
import dev.autodiff.source.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code autodiff compile}: writes a class, a jar with it, or Java source. */
@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        description = "Writes a class that needs nothing but java.base.",
        footer = {
            "",
            "Examples:",
            "  autodiff compile z.ad -o classes",
            "  autodiff compile black_scholes.ad -o greeks.jar --class com.acme.Call --wrt S,sigma",
            "  autodiff compile z.ad -o src --emit java --package com.acme"
        })
final class CompileCommand implements Callable<Integer> {
    /** What is written. */
    enum Emit {
        CLASS,
        JAVA;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ProgramOptions program;

    @Option(names = {"-o", "--output"}, paramLabel = "DIR|FILE.jar", defaultValue = ".", description = "Where to; by default this directory.")
    private String output;

    @Option(names = "--emit", paramLabel = "class|java", defaultValue = "class", description = "A class file or Java source.")
    private Emit emit;

    @Option(names = "--package", paramLabel = "NAME", description = "The class's package; by default the unnamed one.")
    private String packageName;

    @Option(names = "--class", paramLabel = "NAME", description = "The class's name; by default the function's in CamelCase.")
    private String className;

    @Option(names = "--wrt", split = ",", paramLabel = "NAME", description = "What to differentiate by; by default all parameters.")
    private List<String> variables;

    @Option(names = "--of", paramLabel = "NAME", description = "The variable that is wanted; by default the function's result.")
    private String result;

    @Option(names = "--force", description = "Overwrite files that autodiff did not write.")
    private boolean force;

    @Option(names = "--json", description = "Print what was written as a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        requireSensibleOutput();
        Compiler.Analysis analysis = program.analyze(program.options().withResult(result).withVariables(variables), screen.err());
        String function = analysis.function().formula().name();
        ClassName name = ClassName.of(packageName, className, function);
        Path written = write(withPortableSourceName(analysis), name);
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("function", function);
            answer.put("class", name.qualified());
            answer.put("file", written.toString());
            screen.out().println(Json.print(answer));
        } else {
            screen.out().println("wrote " + written);
        }
        return 0;
    }

    private void requireSensibleOutput() {
        if (output.endsWith(".class") || output.endsWith(".java")) {
            throw new UsageException("-o " + output + ": give a directory or a .jar; the file's name follows from --class");
        }
        if (emit == Emit.JAVA && output.endsWith(".jar")) {
            throw new UsageException("--emit java writes into a directory, not into a jar");
        }
    }

    private Path write(Compiler.Analysis analysis, ClassName name) {
        if (emit == Emit.JAVA) {
            byte[] java = GeneratedClass.javaSource(analysis, name.qualified()).getBytes(StandardCharsets.UTF_8);
            return new Artifact(Path.of(output).resolve(name.path(".java")), force).write(java);
        }
        byte[] classFile = analysis.classFile(name.qualified());
        return output.endsWith(".jar") ? new Artifact(Path.of(output), force).write(Jar.of(name.path(".class"), classFile))
                : new Artifact(Path.of(output).resolve(name.path(".class")), force).write(classFile);
    }

    /** The class names its source without the directory, so that the bytes do not depend on where it was compiled. */
    private static Compiler.Analysis withPortableSourceName(Compiler.Analysis analysis) {
        String name = analysis.source().name();
        Source portable = new Source(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1), analysis.source().text());
        return new Compiler.Analysis(portable, analysis.function(), analysis.warnings());
    }
}
